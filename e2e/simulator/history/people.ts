import type { Actor } from '../../../src-shared/kernel/actor.ts'
import { testId } from '../../../src-shared/testing/memory-store.ts'

export const ADMINISTRATOR: Actor = { userId: testId(20), roles: ['administrator'] }
/** Does everything, so that a history is about sync and not about rights. */
export const SISTER: Actor = { userId: testId(21), roles: ['nurse', 'clinician', 'pharmacist', 'cashier'] }
/** A workstation lets this person work; the hospital does not know them. */
export const STRANGER: Actor = { userId: testId(22), roles: ['nurse', 'clinician'] }

export const KNOWN_PEOPLE: ReadonlyMap<string, Actor> = new Map([ADMINISTRATOR, SISTER].map((one) => [one.userId, one]))
