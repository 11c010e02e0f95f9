import type { ServerCommand } from '../../../server/platform/sync/execute.ts'
import { MORNING, testId } from '../../../src-shared/testing/memory-store.ts'
import { ADMINISTRATOR, SISTER } from './people.ts'

export const WARDS = [testId(700), testId(710)] as const
export const PATIENTS = [testId(740), testId(741), testId(742)] as const
/** Of the depot. */
export const ITEMS = [testId(760), testId(761)] as const
/** Of each item: enough for some workstations, not for all. */
export const DELIVERED: readonly number[] = [12, 32]
const FIRST_BED = testId(730)

const made = (n: number, actor = ADMINISTRATOR) => ({
  ...{ commandId: testId(600 + n), version: 1, actor, occurredAt: MORNING - 3_600_000 },
})

/** A ward of two beds. */
export const wardDefinition = (wardId: string, i: number): ServerCommand => ({
  ...made(i),
  name: 'ward.defineWard',
  input: { code: `${i}`, name: `Ward ${i}`, rooms: [{ name: 'Bay', beds: ['a', 'b'] }] },
  allotted: {
    ids: { ward: wardId, 'room:Bay': testId(720 + i), 'bed:a': testId(730 + 2 * i), 'bed:b': testId(731 + 2 * i) },
    numbers: {},
  },
})

const PERSON = { familyName: 'Perera', givenName: 'Kamala', sex: 'female', birthDate: '1980-05-17' }

export const registration = (patientId: string, i: number): ServerCommand => ({
  ...made(10 + i),
  name: 'patients.register',
  input: { ...PERSON, givenName: `${PERSON.givenName} ${i}` },
  allotted: { ids: { patient: patientId }, numbers: {} },
})

export const firstAdmission = (phn: string): ServerCommand => ({
  ...made(20, SISTER),
  name: 'ward.admit',
  input: { patientId: PATIENTS[0], patient: { ...PERSON, phn }, wardId: WARDS[0], bedId: FIRST_BED, reason: 'Fever' },
  allotted: { ids: { admission: testId(750) }, numbers: {} },
})

export const delivery = (keyId: string, i: number): ServerCommand => ({
  ...made(30 + i),
  name: 'depot.receive',
  input: { keyId, quantity: DELIVERED[i], par: 5 },
})
