import { DELIVERED, ITEMS } from '../history/furniture.ts'
import type { World } from '../history/world.ts'
import type { Committed, ServerRow } from '../hospital/backend.ts'

export type Row = ServerRow['row']

export const rowsOf = (rows: readonly ServerRow[], kind: string): Row[] =>
  rows.filter((one) => one.kind === kind).map(({ row }) => row)
export const total = (rows: readonly Row[]) => rows.reduce((sum, { quantity }) => sum + Number(quantity), 0)

/**
 * The stock equation for each key: what was delivered is free, held by workstations, in suspense or given out; every
 * balance is the sum of its movements, and what is held is never below zero. Bills and specimens have their numbers alone.
 */
export function stockAddsUp(world: World, all: Record<string, Committed>): void {
  const rows = all.depot?.rows ?? []
  for (const [i, keyId] of ITEMS.entries()) {
    const pool = rowsOf(rows, 'depot.stock').find(({ id }) => id === keyId)
    if (pool) itemAddsUp(world, pool, { rows, delivered: Number(DELIVERED[i]) })
    else world.breach(`stock: ${keyId} is gone`)
  }
  for (const number of ['billNumber', 'specimenNumber'] as const) {
    const given = rowsOf(rows, 'depot.issue').flatMap((issue) => issue[number] ?? [])
    if (new Set(given).size !== given.length) world.breach(`stock: a ${number} stands on two of ${given.sort().join()}`)
  }
}

function itemAddsUp(
  { breach }: World,
  pool: Row,
  { rows, delivered }: { rows: readonly ServerRow[]; delivered: number },
): void {
  const mine = (kind: string) => rowsOf(rows, kind).filter(({ keyId }) => keyId === pool.id)
  const movements = mine('depot.stockMovement')
  const holders = mine('depot.stockEscrow')
  accountsAddUp(breach, pool, { movements, holders })
  const [held, issued] = [total(holders), total(mine('depot.issue'))]
  const left = total(movements.filter(({ target }) => target === 'outside'))
  if (issued !== left) breach(`stock: ${issued} of ${pool.id} were given out, ${left} left the stock`)
  if (delivered !== Number(pool.free) + held + Number(pool.suspense) + issued)
    breach(
      `stock: ${delivered} of ${pool.id} came in: ${pool.free} free, ${held} held, ${pool.suspense} open, ${issued} out`,
    )
}

/** Each account of one key is the sum of its movements, and what is free or held is never below zero. */
export function accountsAddUp(
  breach: World['breach'],
  pool: Row,
  { movements, holders }: { movements: readonly Row[]; holders: readonly Row[] },
): void {
  for (const account of ['free', 'suspense'] as const)
    if (pool[account] !== balance(movements, account))
      breach(`stock: ${account} of ${pool.id} is ${pool[account]}, its movements say ${balance(movements, account)}`)
  for (const { deviceId, quantity } of holders) {
    const said = balance(
      movements.filter((each) => each.deviceId === deviceId),
      'escrow',
    )
    if (quantity !== said) breach(`stock: ${deviceId} holds ${quantity} of ${pool.id}, the movements say ${said}`)
  }
  if ([pool.free, ...holders.map(({ quantity }) => quantity)].some((each) => Number(each) < 0))
    breach(`stock: of ${pool.id} ${pool.free} are free and ${total(holders)} held, and something is below zero`)
}

const balance = (movements: readonly Row[], account: string) =>
  total(movements.filter(({ target }) => target === account)) -
  total(movements.filter(({ source }) => source === account))
