import { z } from 'zod'
import { ALL_ROLES, type Role } from '../actor.ts'
import { apply, command, reject } from '../command.ts'
import type { PlatformErrorCode } from '../errors.ts'
import { reason } from '../fields.ts'
import { type Gather, get, list } from '../gather.ts'
import { Moves } from './moves.ts'
import { type ClaimKinds, type EscrowRow, type PoolRow, quantitySchema } from './records.ts'

const refuse = reject<PlatformErrorCode>
const wants = z
  .array(z.strictObject({ keyId: z.uuid(), quantity: quantitySchema }))
  .min(1)
  .max(100)
  .refine((all) => new Set(all.map(({ keyId }) => keyId.toLowerCase())).size === all.length, 'The same key twice')
const deviceId = z.uuid()
type Held = { pool: PoolRow | null; escrow: EscrowRow | null }

/** The commands that move a pool's quantities between the server and its workstations. */
export function claimCommands(service: string, name: string, kinds: ClaimKinds, owner: Role) {
  const { Pool, Escrow } = kinds
  const verb = (word: string): `${string}.${string}` => `${service}.${word}${name[0]?.toUpperCase()}${name.slice(1)}`

  function* held(keyId: string, device: string): Gather<Held> {
    const [escrow] = yield* list(Escrow, 'byHolder', [keyId, device])
    return { pool: yield* get(Pool, keyId), escrow: escrow ?? null }
  }
  function* allHeld(device: string): Gather<Held[]> {
    const all: Held[] = []
    for (const escrow of yield* list(Escrow, 'byDevice', [device]))
      all.push({ escrow, pool: yield* get(Pool, escrow.keyId) })
    return all
  }

  /** Lends to a workstation what there is of what it asks for. */
  const borrow = command({
    name: verb('borrow'),
    version: 1,
    class: 'online',
    internal: true,
    allow: [],
    input: z.strictObject({ deviceId, wants }),
    *gather(input) {
      const all: Held[] = []
      for (const { keyId } of input.wants) all.push(yield* held(keyId, input.deviceId))
      return all
    },
    decide(state, input, context) {
      const moves = new Moves(kinds, context)
      let granted = 0
      state.forEach(({ pool, escrow }, i) => {
        const want = input.wants[i]
        const quantity = Math.min(want?.quantity ?? 0, pool?.free ?? 0)
        if (!want || quantity === 0) return
        moves.know(pool, escrow)
        moves.move({ keyId: want.keyId, from: 'free', to: 'escrow', quantity, deviceId: input.deviceId })
        granted += quantity
      })
      return apply(moves.puts(), { granted: String(granted) })
    },
  })

  /** Everything that a workstation holds becomes free again: it has said itself that it uses nothing of it any more. */
  const takeBack = command({
    name: verb('takeBack'),
    version: 1,
    class: 'online',
    internal: true,
    allow: [],
    input: z.strictObject({ deviceId }),
    gather: (input) => allHeld(input.deviceId),
    decide: (state, input, context) => apply(emptied(state, 'free', input.deviceId, null, context)),
  })

  /** A lost workstation's part: nobody can say what it has used of it. */
  const reclaim = command({
    name: verb('reclaim'),
    version: 1,
    class: 'online',
    internal: true,
    allow: [],
    input: z.strictObject({ deviceId, reason }),
    gather: (input) => allHeld(input.deviceId),
    decide: (state, input, context) => apply(emptied(state, 'suspense', input.deviceId, input.reason, context)),
  })

  function emptied(
    state: readonly Held[],
    to: 'free' | 'suspense',
    device: string,
    why: string | null,
    context: ConstructorParameters<typeof Moves>[1],
  ) {
    const moves = new Moves(kinds, context)
    for (const { pool, escrow } of state) {
      if (!pool || !escrow?.quantity) continue
      moves.know(pool, escrow)
      moves.move({ keyId: pool.id, from: 'escrow', to, quantity: escrow.quantity, deviceId: device, reason: why })
    }
    return moves.puts()
  }

  /** A workstation gives up a part of what it holds, so that others can have it. */
  const giveBack = command({
    name: verb('giveBack'),
    version: 1,
    class: 'claim',
    allow: ALL_ROLES,
    input: z.strictObject({ keyId: z.uuid(), quantity: quantitySchema }),
    gather: (input, context) => held(input.keyId, context.deviceId),
    decide({ pool, escrow }, { keyId, quantity }, context) {
      if (!pool) return refuse('CLAIM_KEY_UNKNOWN')
      const has = escrow?.quantity ?? 0
      if (has < quantity) return refuse('CLAIM_EXCEEDS_ESCROW', { held: has, quantity })
      const moves = new Moves(kinds, context)
      moves.know(pool, escrow)
      moves.move({ keyId, from: 'escrow', to: 'free', quantity, deviceId: context.deviceId })
      return apply(moves.puts())
    },
  })

  /** After a count: brings what is in suspense to where it is. It can only become less doubtful, never more. */
  const settle = command({
    name: verb('settle'),
    version: 1,
    class: 'online',
    allow: owner === 'administrator' ? ['administrator'] : [owner, 'administrator'],
    input: z.strictObject({ keyId: z.uuid(), quantity: quantitySchema, against: z.enum(['free', 'outside']), reason }),
    *gather({ keyId }) {
      return yield* get(Pool, keyId)
    },
    decide(pool, { keyId, quantity, against, reason: why }, context) {
      if (!pool) return refuse('CLAIM_KEY_UNKNOWN')
      const covers = pool.suspense < 0
      if (quantity > Math.abs(pool.suspense)) return refuse('CLAIM_NOTHING_TO_SETTLE', { suspense: pool.suspense })
      if (covers && against === 'free' && quantity > pool.free)
        return refuse('CLAIM_EXCEEDS_ESCROW', { held: pool.free, quantity })
      const moves = new Moves(kinds, context)
      moves.know(pool, null)
      moves.move({
        ...{ keyId, quantity, reason: why },
        ...(covers ? { from: against, to: 'suspense' } : { from: 'suspense', to: against }),
      })
      return apply(moves.puts())
    },
  })

  return { borrow, takeBack, reclaim, giveBack, settle }
}
