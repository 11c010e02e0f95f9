import type { Runtime } from './options.ts'
import type { Entry } from './prepare.ts'

/** A number that a command brings with it. */
export interface ClaimedNumber {
  commandId: string
  sequence: string
  text: string
  /** Null: no number of this sequence at all. */
  value: number | null
}

export const claimedNumbers = (runtime: Runtime, { commandId, allotted }: Entry): ClaimedNumber[] =>
  Object.entries(allotted.numbers).map(([sequence, text]) => ({
    commandId,
    sequence,
    text,
    value: runtime.registry.sequence(sequence)?.parse(text) ?? null,
  }))

/** What the store is asked about `claimed`. */
export const askedNumbers = (claimed: readonly ClaimedNumber[]) =>
  claimed.flatMap(({ sequence, value }) => (value === null ? [] : [{ sequence, value }]))

/**
 * A number of each command that its workstation was never lent, by command id.
 * @param lent answers to `askedNumbers`
 */
export function numbersOutside(claimed: readonly ClaimedNumber[], lent: readonly boolean[]): Map<string, string> {
  let asked = 0
  const outside = claimed.filter(({ value }) => value === null || !lent[asked++])
  return new Map(outside.map(({ commandId, text }) => [commandId, text]))
}
