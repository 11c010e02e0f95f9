import type { Actor } from '../../../src-shared/kernel/actor.ts'
import type { ClaimPool } from '../../../src-shared/kernel/claims/index.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { uuidV7 } from '../../../src-shared/kernel/ids.ts'
import type { ClaimRequest, ClaimResponse } from '../../../src-shared/sync/protocol.ts'
import type { ExecutedOutcome, Precondition, ServerCommand } from './execute.ts'
import type { Runtime } from './options.ts'

export interface Claims {
  /** Lends what there is of what a workstation asks for. @throws ProblemError NOT_ALLOWED: what a scope has that it does not hold */
  borrow(from: { deviceId: string; granted: readonly string[] }, request: ClaimRequest): Promise<ClaimResponse>
  /** All that a workstation holds becomes free. The caller has made sure that it takes nothing of it any more. */
  takeBack(deviceId: string): Promise<void>
  /** All that a lost workstation holds goes to suspense. The caller has made sure that it is out of use. */
  reclaim(deviceId: string, reason: string, actor: Actor): Promise<void>
}

type Run = (commands: ServerCommand[], precondition?: Precondition) => Promise<ExecutedOutcome[]>

/** A pool may belong to many places: nobody takes from one that they are not given. */
const onlyWithin =
  (granted: readonly string[], { kinds }: ClaimPool, wants: ClaimRequest['wants']): Precondition =>
  async (tx) => {
    const asked = await tx.lock(
      kinds.Pool,
      wants.map(({ keyId }) => keyId.toLowerCase()),
    )
    const other = asked.find(({ scope }) => !granted.includes(scope))
    return () => {
      if (other) throw new ProblemError('NOT_ALLOWED', { name: other.scope })
    }
  }

/** The moves between the server and its workstations, one after the other: they meet in the same few rows. */
export function claims(runtime: Runtime, run: Run): Claims {
  const { service, registry, clock, random, epoch } = runtime
  let line: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = line.then(work)
    line = turn.catch(() => undefined)
    return turn
  }
  const internal = (name: string, input: Record<string, unknown>, actor: Actor, allowed?: Precondition) => {
    const [commandId, occurredAt] = [uuidV7(clock.now(), random.bytes(10)), clock.now()]
    return inTurn(() => run([{ commandId, name, version: 1, input, actor, occurredAt, internal: true }], allowed))
  }
  const everyPool = async (work: (pool: ClaimPool) => Promise<unknown>) => {
    for (const pool of registry.poolsOf(service)) await work(pool)
  }
  // no person asks for it: the workstation does
  const itself = (deviceId: string): Actor => ({ userId: deviceId, roles: [] })
  return {
    async borrow({ deviceId, granted }, { pool: name, wants }) {
      const pool = registry.poolsOf(service).find((each) => each.name === name)
      if (!pool) throw new ProblemError('INPUT_INVALID', { detail: `pool: ${name} is none of this service` })
      const within = onlyWithin(granted, pool, wants)
      const [outcome] = await internal(pool.internal.borrow, { deviceId, wants }, itself(deviceId), within)
      return { epoch, granted: Number(outcome?.result.granted ?? 0) }
    },
    takeBack: (deviceId) =>
      everyPool(({ internal: { takeBack } }) => internal(takeBack, { deviceId }, itself(deviceId))),
    reclaim: (deviceId, reason, actor) =>
      everyPool((pool) => internal(pool.internal.reclaim, { deviceId, reason }, actor)),
  }
}
