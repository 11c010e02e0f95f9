import type { Actor } from './actor.ts'
import type { CommandContext } from './command.ts'
import type { Proof } from './proof.ts'

/** Ids and numbers fixed at first execution; they travel in the envelope, and every replay uses them again. */
export interface Allotted {
  ids: Record<string, string>
  numbers: Record<string, string>
}

export interface ContextSource {
  facilityId: string
  actor: Actor
  deviceId: string
  commandId: string
  occurredAt: number
  utcOffsetMinutes: number
  attended: boolean
  proof?: Proof | undefined
  allotted: Allotted
  newId(): string
  /** Takes the next number of the sequence; throws a ProblemError where none is left. */
  nextNumber(sequence: string): string
}

/** A context that writes what it gives out into `source.allotted`, and gives the same again when it is there already. */
export function contextOf(source: ContextSource): CommandContext {
  const { ids, numbers } = source.allotted
  return {
    facilityId: source.facilityId,
    actor: source.actor,
    deviceId: source.deviceId,
    commandId: source.commandId,
    occurredAt: source.occurredAt,
    utcOffsetMinutes: source.utcOffsetMinutes,
    attended: source.attended,
    proof: source.proof ?? null,
    id: (label) => (ids[label] ??= source.newId()),
    number: (sequence) => (numbers[sequence] ??= source.nextNumber(sequence)),
  }
}
