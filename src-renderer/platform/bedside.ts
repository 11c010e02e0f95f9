/** How long a scanned wristband stands for "I am at this bed": a round pauses longer than that for another patient. */
const HOLDS_MS = 10 * 60_000

let at: { admissionId: string; since: number } | null = null

/** The wristband of this stay's patient was scanned just now. */
export function arriveAtBed(admissionId: string): void {
  at = { admissionId, since: performance.now() }
}

/** Another person sits here now: she has scanned nothing. */
export function leaveBed(): void {
  at = null
}

/** Whether the wristband of this stay was the last one scanned, and not too long ago. */
export const isAtBed = (admissionId: string): boolean =>
  at?.admissionId === admissionId && performance.now() - at.since < HOLDS_MS
