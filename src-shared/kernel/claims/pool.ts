import type { Role } from '../actor.ts'
import type { AnyCommand, CommandContext, Put } from '../command.ts'
import { type Gather, list } from '../gather.ts'
import type { AnyKind, ScopeRule } from '../kind.ts'
import { claimCommands } from './commands.ts'
import { Moves } from './moves.ts'
import { type ClaimKinds, claimKinds, type PoolRow } from './records.ts'
import { gatherHolding, type Holding, type Taken, take, type Wanted } from './take.ts'

/** What the platform of either end needs to know of a pool. */
export interface ClaimPool {
  name: string
  kinds: ClaimKinds
  /** Names of the commands that only the platform runs. */
  internal: { borrow: string; takeBack: string; reclaim: string }
}
interface Definition {
  service: string
  name: string
  /**
   * Where the free quantities are sent: who holds it knows them, and borrows. Of pools that belong to several places, each
   * key's own: `parent` by `id` of a kind whose rows have the ids of the keys.
   */
  scope: ScopeRule<{ id: string }>
  /** Who counts what has been given without cover, or was lost sight of. */
  owner: Role
}

/**
 * A quantity that workstations take from while the server is away (decision 0013). Each holds its own part in escrow and
 * takes from nothing else, so that two of them offline can never give out more than there is:
 * on hand = free + Σ escrow ≥ 0, and every balance is the sum of its movements.
 */
export function claimPool({ service, name, scope, owner }: Definition) {
  const kinds = claimKinds(service, name, scope)
  const commands = claimCommands(service, name, kinds, owner)
  const { borrow, takeBack, reclaim } = commands
  const pool: ClaimPool = {
    name,
    kinds,
    internal: { borrow: borrow.name, takeBack: takeBack.name, reclaim: reclaim.name },
  }
  return {
    pool,
    kinds: [kinds.Pool, kinds.Escrow, kinds.Movement] as readonly AnyKind[],
    commands: Object.values(commands) as AnyCommand[],
    ...kinds,
    ...commands,
    /** For the `gather` of a command that takes. */
    holding: (wanted: Wanted, { deviceId }: CommandContext): Gather<Holding> => gatherHolding(kinds, wanted, deviceId),
    /** How much one workstation may give of a key. */
    *heldBy(keyId: string, deviceId: string): Gather<number> {
      const [escrow] = yield* list(kinds.Escrow, 'byHolder', [keyId, deviceId])
      return escrow?.quantity ?? 0
    },
    /** For its `decide`. */
    take: (holding: Holding, wanted: Wanted, context: CommandContext): Taken =>
      take(kinds, holding, wanted, context, owner),
    /**
     * What somebody found on the shelf to be more, or less. Less leaves what is free; the rest leaves the suspense, below
     * zero: a workstation holds what is not there, and somebody has to look.
     */
    correct(before: PoolRow, { keyId, quantity, reason }: Corrected, context: CommandContext): Put[] {
      const moves = new Moves(kinds, context)
      moves.know(before, null)
      const free = Math.min(before.free, Math.max(0, -quantity))
      moves.move({ keyId, from: 'outside', to: 'free', quantity: Math.max(0, quantity), reason })
      moves.move({ keyId, from: 'free', to: 'outside', quantity: free, reason })
      moves.move({ keyId, from: 'suspense', to: 'outside', quantity: Math.max(0, -quantity) - free, reason })
      return moves.puts()
    },
    /** What comes in from outside, for whoever may borrow it. `before`: null where the key is new. */
    receive(before: PoolRow | null, { keyId, quantity, par }: Received, context: CommandContext): Put[] {
      const moves = new Moves(kinds, context)
      moves.know({ ...(before ?? { id: keyId, free: 0, suspense: 0 }), par }, null)
      moves.move({ keyId, from: 'outside', to: 'free', quantity })
      return moves.puts()
    },
  }
}
interface Corrected {
  keyId: string
  /** Above zero: more is there than the accounts say; below: less. */
  quantity: number
  reason: string
}
interface Received {
  keyId: string
  quantity: number
  par: number
}
