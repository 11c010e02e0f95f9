import type { ServerCommand } from '../../../server/platform/sync/execute.ts'
import { amoxicillin } from '../../../src-shared/testing/formulary.ts'
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

/** Of the pharmacy. */
export const DISPENSARY = testId(770)
const SUPPLIER = testId(771)

export const FORMULARY: readonly ServerCommand[] = [
  { ...made(40), name: 'pharmacy.defineMedicine', input: { ...amoxicillin } },
  {
    ...made(41),
    name: 'pharmacy.defineDepartment',
    input: { code: 'DISP', name: 'Dispensary', type: 'dispensary' },
    allotted: { ids: { department: DISPENSARY }, numbers: {} },
  },
  {
    ...made(42),
    name: 'pharmacy.defineSupplier',
    input: { name: 'State Pharmaceuticals' },
    allotted: { ids: { supplier: SUPPLIER }, numbers: {} },
  },
]

/** One line of a receipt: of three lots, each with an expiry of its own. */
export const invoiceLine = (productId: string, variant: number) => ({
  ...{ productId, lot: `L${variant % 3}`, expiry: `2027-0${6 + (variant % 3)}-30` },
  ...{ packSize: 30, packs: 1 + (variant % 4), freePacks: variant % 2, packPrice: 12_001 },
})

/** Of the first two lots. */
export const firstGoods = (productId: string): ServerCommand => ({
  ...made(43, SISTER),
  name: 'pharmacy.receiveGoods',
  input: {
    ...{ departmentId: DISPENSARY, supplierId: SUPPLIER, invoice: 'INV', discount: 0 },
    lines: [0, 1].map((lot) => invoiceLine(productId, 3 + lot)),
  },
})
