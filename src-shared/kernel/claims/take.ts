import type { Role } from '../actor.ts'
import type { CommandContext, Flag, Put } from '../command.ts'
import type { Problem } from '../errors.ts'
import { type Gather, get, list } from '../gather.ts'
import { Moves } from './moves.ts'
import type { ClaimKinds, EscrowRow, PoolRow } from './records.ts'

export interface Wanted {
  keyId: string
  quantity: number
  /** Why more is given than this workstation holds; null: it must not be. */
  override: string | null
}
export interface Holding {
  escrow: EscrowRow | null
  /** Read only where the escrow does not suffice: it is everybody's, and changes with every loan. */
  pool: PoolRow | null
}
export type Taken = { ok: true; puts: Put[]; flags: Flag[] } | { ok: false; problem: Problem }

export function* gatherHolding(kinds: ClaimKinds, { keyId, quantity }: Wanted, device: string): Gather<Holding> {
  const [escrow] = yield* list(kinds.Escrow, 'byHolder', [keyId, device])
  const isShort = (escrow?.quantity ?? 0) < quantity
  return { escrow: escrow ?? null, pool: isShort ? yield* get(kinds.Pool, keyId) : null }
}

/**
 * Takes a quantity out of what this workstation holds. What goes beyond it is refused while the person waits, unless they
 * say why; afterwards it has been given, so it goes to suspense, flagged for `owner`.
 */
export function take(
  kinds: ClaimKinds,
  { escrow, pool }: Holding,
  { keyId, quantity, override }: Wanted,
  context: CommandContext,
  owner: Role,
): Taken {
  const held = escrow?.quantity ?? 0
  const short = Math.max(0, quantity - held)
  if (short > 0 && !pool) return refused('CLAIM_KEY_UNKNOWN', {})
  if (short > 0 && context.attended && override === null) return refused('CLAIM_EXCEEDS_ESCROW', { held, quantity })
  const moves = new Moves(kinds, context)
  moves.know(pool, escrow)
  const { deviceId } = context
  moves.move({ keyId, from: 'escrow', to: 'outside', quantity: quantity - short, deviceId })
  moves.move({ keyId, from: 'suspense', to: 'outside', quantity: short, deviceId, reason: override })
  const flag: Flag = { code: 'CLAIM_WITHOUT_COVER', params: { quantity: short }, ownerRole: owner }
  return { ok: true, puts: moves.puts(), flags: short > 0 ? [flag] : [] }
}

const refused = (code: string, params: Problem['params']): Taken => ({ ok: false, problem: { code, params } })
