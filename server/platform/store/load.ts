import type { StoreRequest } from '../../../src-shared/kernel/gather.ts'
import type { AnyKind } from '../../../src-shared/kernel/kind.ts'
import type { ServiceTx } from './port.ts'
import { type ListRequest, listKey, type RowBuffer } from './row-buffer.ts'
import type { Stored } from './stored.ts'

/** Answers many requests into the buffer, by one question for each kind and index. */
export async function loadAll(tx: ServiceTx, buffer: RowBuffer, requests: readonly StoreRequest[]): Promise<void> {
  const gets = new Map<AnyKind, Set<string>>()
  const lists = new Map<string, ListRequest[]>()
  for (const request of requests) {
    if (request.op === 'get') at(gets, request.kind, () => new Set()).add(request.id.toLowerCase())
    else at(lists, `${request.kind.name}/${request.index}`, (): ListRequest[] => []).push(request)
  }
  await Promise.all([
    ...[...gets].map(([kind, ids]) => loadByIds(tx, buffer, kind, [...ids])),
    ...[...lists.values()].map((group) => loadLists(tx, buffer, group)),
  ])
}

function at<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}

async function loadByIds(tx: ServiceTx, buffer: RowBuffer, kind: AnyKind, ids: string[]): Promise<void> {
  for (const stored of await tx.byIds(kind, ids)) buffer.load(kind, stored.row.id, stored)
  for (const id of ids) buffer.load(kind, id, null)
}

/** All requests are for one index of one kind. */
async function loadLists(tx: ServiceTx, buffer: RowBuffer, requests: readonly ListRequest[]): Promise<void> {
  const different = [...new Map(requests.map((request) => [listKey(request), request])).values()]
  const { kind, index } = different[0] as ListRequest
  const fields = kind.indexes[index]
  if (!fields) throw new Error(`${kind.name} declares no index ${index}`)
  const rows = await tx.byIndex(
    kind,
    index,
    different.map(({ key }) => key),
  )
  const groups = new Map<string, Stored[]>()
  for (const stored of rows)
    at(groups, JSON.stringify(fields.map((field) => stored.row[field])), (): Stored[] => []).push(stored)
  for (const request of different) buffer.loadList(request, groups.get(JSON.stringify(request.key)) ?? [])
}
