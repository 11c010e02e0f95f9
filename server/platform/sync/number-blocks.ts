import type { NumberSequence } from '../../../src-shared/kernel/domain.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import type { Lease, LeaseReturn, LeaseReturned } from '../../../src-shared/sync/protocol.ts'
import { Conflict } from '../store/failure.ts'
import type { ServiceTx } from '../store/port.ts'
import { generationOf } from './epoch-name.ts'
import type { Runtime } from './options.ts'

/**
 * How far a new epoch's block lies above the last one. A restored database does not know what was lent after its
 * backup; within this many numbers whatever a workstation brings is believed, above them everything is fresh.
 */
const LOST_AT_MOST = 100_000

/** The next number for a command made at the server, in its printed form; rolled back with the transaction. */
export async function takeNumber(runtime: Runtime, tx: ServiceTx, name: string): Promise<string> {
  const sequence = sequenceOf(runtime, name)
  return sequence.format(await advance(runtime, tx, sequence, 1))
}

/** Lends a range that nobody has: the rest of one that its holder gave back unused, or a fresh one. */
export async function lend(
  runtime: Runtime,
  tx: ServiceTx,
  to: { deviceId: string; clientId: string; sequence: string },
): Promise<Lease> {
  const sequence = sequenceOf(runtime, to.sequence)
  const { epoch } = runtime
  const lease = { ...to, epoch, lentAt: runtime.clock.now() }
  const rest = await tx.lendRest(lease)
  if (rest) return { sequence: sequence.name, from: rest.first, to: rest.last, epoch }
  const first = await advance(runtime, tx, sequence, sequence.leaseSize)
  const last = first + sequence.leaseSize - 1
  await tx.addLease({ ...lease, first, last })
  return { sequence: sequence.name, from: first, to: last, epoch }
}

/**
 * Takes back what a workstation says it has not used and has forgotten. It counts only where everything that it numbered
 * has arrived, and only what this life of the database has lent: anything else is never lent again, by nobody.
 */
export async function takeBack(
  runtime: Runtime,
  tx: ServiceTx,
  { deviceId, clientId, epoch, lastNumber, rests }: LeaseReturn & { deviceId: string },
): Promise<LeaseReturned & { accepted: boolean }> {
  const known = await tx.beginPush({ clientId, deviceId, commandIds: [], untrustedNumbers: [], numbers: [] })
  const isDrained = known.deviceId === deviceId && known.lastNumber === lastNumber
  if (!isDrained || epoch !== runtime.epoch) return { epoch: runtime.epoch, taken: 0, accepted: false }
  let taken = 0
  for (const { sequence, from, to } of rests) {
    sequenceOf(runtime, sequence)
    if (await tx.returnRest({ sequence, first: from, last: to, deviceId, epoch })) taken += to - from + 1
  }
  return { epoch: runtime.epoch, taken, accepted: true }
}

function sequenceOf(runtime: Runtime, name: string): NumberSequence {
  const domain = runtime.registry.domains.find(({ service }) => service === runtime.service)
  const sequence = domain?.sequences.find((each) => each.name === name)
  if (!sequence) throw new ProblemError('INPUT_INVALID', { detail: `sequence: ${name} is none of this service` })
  return sequence
}

/**
 * Every life of the database between the one that its last block is of and this one may have lent numbers that nothing
 * here tells of: two restores of one copy must not begin at the same number.
 */
function gapBefore(epoch: string, last: string | null): number {
  const between = generationOf(epoch) - (last === null ? 0 : generationOf(last))
  return LOST_AT_MOST * (last === null ? between : Math.max(1, between))
}

/** Takes `count` numbers of this epoch's block; gives the first. */
async function advance({ epoch }: Runtime, tx: ServiceTx, sequence: NumberSequence, count: number): Promise<number> {
  const { name, start } = sequence
  const first = await tx.takeNumbers(name, epoch, count)
  if (first !== null) return first
  await tx.beginBlock({ sequence: name, epoch, start, gap: gapBefore(epoch, await tx.lastBlock(name)) })
  const fresh = await tx.takeNumbers(name, epoch, count)
  // two epochs at once, one of them of a server that should have ended
  if (fresh === null) throw new Conflict(`another block of ${name} was begun at the same moment`)
  return fresh
}
