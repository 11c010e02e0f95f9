import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import type { AnyKind } from '../../../src-shared/kernel/kind.ts'
import type { SnapshotResponse } from '../../../src-shared/sync/protocol.ts'
import type { Runtime } from './options.ts'

/**
 * One page of a scope's rows as they stand, parents first. `after` is the `next` of the page before, so a fetch goes on
 * where it was broken off. What changes meanwhile comes with the tail from the first page's `at`.
 */
export async function snapshot(
  { store, registry, service, epoch }: Runtime,
  scope: string,
  after: string | null,
  limit: number,
): Promise<SnapshotResponse> {
  const page = await store.snapshotPage({ scope, after: placeOf(registry.kindsOf(service), after), limit })
  const last = page.rows.length === limit ? page.rows.at(-1) : undefined
  return { epoch, ...page, next: last ? `${last.kind}/${last.id}` : null }
}

function placeOf(kinds: readonly AnyKind[], after: string | null): { kind: number; id: string | null } {
  if (after === null) return { kind: 0, id: null }
  const [name, id] = after.split('/')
  const kind = kinds.findIndex((each) => each.name === name)
  if (kind < 0 || !id || !/^[0-9a-f-]{36}$/.test(id)) throw new ProblemError('INPUT_INVALID', { detail: 'after' })
  return { kind, id }
}
