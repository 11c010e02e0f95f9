import type { World } from '../history/world.ts'
import type { Committed, ServerRow } from '../hospital/backend.ts'

const of = (rows: readonly ServerRow[], kind: string) => rows.filter((one) => one.kind === kind).map(({ row }) => row)
const sum = (values: readonly number[]) => values.reduce((total, each) => total + each, 0)

/**
 * The stock equation for each key: every balance is the sum of its movements, on hand = free + Σ escrow is never below
 * zero, and what was given out is what went outside.
 */
export function stockAddsUp({ breach }: World, all: Record<string, Committed>): void {
  const rows = all.depot?.rows ?? []
  const movements = of(rows, 'depot.stockMovement')
  for (const pool of of(rows, 'depot.stock')) {
    const mine = movements.filter(({ keyId }) => keyId === pool.id)
    const balance = (account: string, deviceId: unknown = null) =>
      sum(
        mine
          .filter((each) => deviceId === null || each.deviceId === deviceId)
          .map(
            ({ source, target, quantity }) =>
              (Number(target === account) - Number(source === account)) * Number(quantity),
          ),
      )
    const escrows = of(rows, 'depot.stockEscrow').filter(({ keyId }) => keyId === pool.id)
    for (const account of ['free', 'suspense'] as const)
      if (pool[account] !== balance(account))
        breach(`stock: ${account} of ${pool.id} is ${pool[account]}, its movements say ${balance(account)}`)
    for (const { deviceId, quantity } of escrows)
      if (quantity !== balance('escrow', deviceId))
        breach(`stock: ${deviceId} holds ${quantity} of ${pool.id}, the movements say ${balance('escrow', deviceId)}`)
    const onHand = Number(pool.free) + sum(escrows.map(({ quantity }) => Number(quantity)))
    if (onHand < 0 || Number(pool.free) < 0) breach(`stock: ${onHand} of ${pool.id} are on hand, ${pool.free} free`)
    const issued = sum(
      of(rows, 'depot.issue')
        .filter(({ keyId }) => keyId === pool.id)
        .map(({ quantity }) => Number(quantity)),
    )
    const left = sum(mine.filter(({ target }) => target === 'outside').map(({ quantity }) => Number(quantity)))
    if (issued !== left) breach(`stock: ${issued} of ${pool.id} were given out, ${left} left the stock`)
  }
}
