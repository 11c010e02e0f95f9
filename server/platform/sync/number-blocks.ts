import type { NumberSequence } from '../../../src-shared/kernel/domain.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import type { Lease } from '../../../src-shared/sync/protocol.ts'
import { Conflict } from '../store/failure.ts'
import type { ServiceTx } from '../store/port.ts'
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

/** Lends a fresh range. */
export async function lend(
  runtime: Runtime,
  tx: ServiceTx,
  to: { deviceId: string; clientId: string; sequence: string },
): Promise<Lease> {
  const sequence = sequenceOf(runtime, to.sequence)
  const { epoch } = runtime
  const first = await advance(runtime, tx, sequence, sequence.leaseSize)
  const last = first + sequence.leaseSize - 1
  await tx.addLease({ ...to, first, last, epoch, lentAt: runtime.clock.now() })
  return { sequence: sequence.name, from: first, to: last, epoch }
}

function sequenceOf(runtime: Runtime, name: string): NumberSequence {
  const domain = runtime.registry.domains.find(({ service }) => service === runtime.service)
  const sequence = domain?.sequences.find((each) => each.name === name)
  if (!sequence) throw new ProblemError('INPUT_INVALID', { detail: `sequence: ${name} is none of this service` })
  return sequence
}

/** Takes `count` numbers of this epoch's block; gives the first. */
async function advance({ epoch }: Runtime, tx: ServiceTx, sequence: NumberSequence, count: number): Promise<number> {
  const { name, start } = sequence
  const first = await tx.takeNumbers(name, epoch, count)
  if (first !== null) return first
  await tx.beginBlock({ sequence: name, epoch, start, gap: LOST_AT_MOST })
  const fresh = await tx.takeNumbers(name, epoch, count)
  // two epochs at once, one of them of a server that should have ended
  if (fresh === null) throw new Conflict(`another block of ${name} was begun at the same moment`)
  return fresh
}
