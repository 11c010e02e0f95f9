import { type CommandContext, type Put, put } from '../command.ts'
import type { Account, ClaimKinds, EscrowRow, PoolRow } from './records.ts'

interface Move {
  keyId: string
  from: Account
  to: Account
  quantity: number
  deviceId?: string | null
  reason?: string | null
}

/**
 * The changes of one command to one pool. Each move is one line of the ledger and changes two accounts, so that at any
 * time the balance of an account is the sum of its lines.
 */
export class Moves {
  readonly #kinds: ClaimKinds
  readonly #context: CommandContext
  readonly #pools = new Map<string, PoolRow>()
  readonly #escrows = new Map<string, EscrowRow>()
  readonly #puts: Put[] = []
  #lines = 0

  constructor(kinds: ClaimKinds, context: CommandContext) {
    this.#kinds = kinds
    this.#context = context
  }

  know(pool: PoolRow | null, escrow: EscrowRow | null): void {
    if (pool) this.#pools.set(pool.id, pool)
    if (escrow) this.#escrows.set(`${escrow.keyId} ${escrow.deviceId}`, escrow)
  }

  move({ keyId, from, to, quantity, deviceId = null, reason = null }: Move): void {
    if (quantity === 0) return
    this.#change(from, keyId, deviceId, -quantity)
    this.#change(to, keyId, deviceId, quantity)
    const id = this.#context.id(`movement:${keyId}:${this.#lines++}`)
    const { commandId, occurredAt: at } = this.#context
    const line = { id, keyId, source: from, target: to, quantity, deviceId, reason, commandId, at }
    this.#puts.push(put(this.#kinds.Movement, line))
  }

  #change(account: Account, keyId: string, deviceId: string | null, by: number): void {
    if (account === 'escrow') this.#changeEscrow(keyId, deviceId ?? '', by)
    else if (account !== 'outside') this.#changePool(account, keyId, by)
  }

  #changePool(account: 'free' | 'suspense', keyId: string, by: number): void {
    const pool = this.#pools.get(keyId)
    if (!pool) throw new Error(`the pool of ${keyId} was not read`)
    this.#pools.set(keyId, { ...pool, [account]: pool[account] + by })
  }

  #changeEscrow(keyId: string, deviceId: string, by: number): void {
    const key = `${keyId} ${deviceId}`
    const id = () => this.#context.id(`escrow:${keyId}`)
    const before = this.#escrows.get(key) ?? { id: id(), keyId, deviceId, quantity: 0 }
    this.#escrows.set(key, { ...before, quantity: before.quantity + by })
  }

  /** All rows as they are after the moves. */
  puts(): Put[] {
    if (this.#puts.length === 0) return []
    return [
      ...[...this.#pools.values()].map((row) => put(this.#kinds.Pool, row)),
      ...[...this.#escrows.values()].map((row) => put(this.#kinds.Escrow, row)),
      ...this.#puts,
    ]
  }
}
