import Sqlite from 'better-sqlite3'
import { Pin, RoleGrant, User } from '../../../src-shared/domains/identity/index.ts'
import { Allergy, Patient } from '../../../src-shared/domains/patients/index.ts'
import { Generic, Pack, Product } from '../../../src-shared/domains/pharmacy/index.ts'
import { registry } from '../../../src-shared/domains/registry.ts'
import {
  Administration,
  Admission,
  Bed,
  MedicationOrder,
  Room,
  Transfer,
  Vitals,
  Ward,
  WardGeneric,
  WardPatient,
  WardProduct,
} from '../../../src-shared/domains/ward/index.ts'
import type { AnyKind, RowOf } from '../../../src-shared/kernel/kind.ts'
import { testId } from '../../../src-shared/testing/memory-store.ts'
import { platformMigrations } from '../../platform/sqlite/platform-migrations.ts'
import { RowStore } from '../../platform/store/row-store.ts'
import { workstationMigrations } from '../migrations.ts'

/** 2026-03-02 08:00 UTC, a morning on Ward 7. */
export const MORNING = Date.UTC(2026, 2, 2, 8)
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const WARD_7 = testId(700)
const BAY = testId(701)
const NURSE = testId(2)

interface Standing {
  /** Revision at the server; 0: only here. */
  rev?: number
  pending?: 0 | 1
}
const put =
  <K extends AnyKind>(rows: RowStore, kind: K, usual: Omit<RowOf<K>, 'id'>) =>
  (row: Partial<RowOf<K>> & { id: string }, { rev = 1, pending = 0 }: Standing = {}): void =>
    rows.table(kind.name).put({ ...usual, ...row }, rev, null, pending)

/** The tables of a workstation in memory, and one function a kind that puts a row which a ward would know. */
export function wardCache() {
  const db = new Sqlite(':memory:')
  for (const { sql } of [...platformMigrations, ...workstationMigrations]) db.exec(sql)
  const rows = new RowStore(db, registry)
  const place = { wardId: WARD_7, roomId: BAY }
  return {
    db,
    user: put(rows, User, { username: 'nimali', displayName: 'Nimali Silva', roles: ['nurse'], active: true }),
    grant: put(rows, RoleGrant, forGood),
    pin: put(rows, Pin, { userId: NURSE, verifier: '' }),
    patient: put(rows, Patient, kamala),
    allergy: put(rows, Allergy, { ...penicillin, recordedBy: NURSE }),
    ward: put(rows, Ward, { code: '7', name: 'Ward 7', specialty: 'Medicine' }),
    room: put(rows, Room, { wardId: WARD_7, name: 'Bay A', isolation: false }),
    bed: put(rows, Bed, { ...place, label: '1', position: 0, state: 'available', admissionId: null }),
    wardPatient: put(rows, WardPatient, { ...stub, wardId: WARD_7, admissionId: null }),
    admission: put(rows, Admission, pneumonia),
    transfer: put(rows, Transfer, { ...move, by: NURSE }),
    vitals: put(rows, Vitals, { ...calm, takenBy: NURSE }),
    generic: both(put(rows, Generic, amoxicillin), put(rows, WardGeneric, amoxicillin)),
    product: both(put(rows, Product, capsules), put(rows, WardProduct, capsules)),
    pack: put(rows, Pack, { productId: testId(310), size: 100, gtin: GTIN, retired: false }),
    order: put(rows, MedicationOrder, twiceDaily),
    dose: put(rows, Administration, given),
    rows,
  }
}
/** The formulary as pharmacy has it, and as the ward keeps it. */
const both =
  <Row>(one: (row: Row, standing?: Standing) => void, other: (row: Row, standing?: Standing) => void) =>
  (row: Row, standing?: Standing) => {
    one(row, standing)
    other(row, standing)
  }
export type WardCache = ReturnType<typeof wardCache>

const forGood: Omit<RowOf<typeof RoleGrant>, 'id'> = {
  ...{ userId: NURSE, role: 'nurse', wardId: null, relationship: 'wardStaff', validFrom: 0, validUntil: null },
  ...{ givenBy: testId(22), endedAt: null, endedBy: null, forCause: false, reason: null },
}
const kamala: Omit<RowOf<typeof Patient>, 'id'> = {
  phn: '1000001V',
  familyName: 'Perera',
  givenName: 'Kamala',
  title: 'Mrs',
  sex: 'female',
  birthDate: '1980-05-17',
  birthDateEstimated: false,
  nic: null,
  phone: null,
  locality: null,
  nextOfKinName: null,
  nextOfKinPhone: null,
  identity: 'known',
  motherId: null,
  birthOrder: null,
  allergyStatus: 'notRecorded',
  deceasedAt: null,
  status: 'active',
  mergedInto: null,
  registeredAt: MORNING,
  sourceId: null,
}
const penicillin: Omit<RowOf<typeof Allergy>, 'id' | 'recordedBy'> = {
  patientId: testId(10),
  substance: 'Penicillin',
  code: null,
  reaction: 'Rash',
  severity: 'moderate',
  recordedAt: MORNING,
  status: 'active',
  errorReason: null,
}
const stub: Omit<RowOf<typeof WardPatient>, 'id' | 'wardId' | 'admissionId'> = {
  phn: '1000001V',
  familyName: 'Perera',
  givenName: 'K',
  title: null,
  sex: 'female',
  birthDate: '1980-05-17',
  deceasedAt: null,
  resolved: false,
}
const pneumonia: Omit<RowOf<typeof Admission>, 'id'> = {
  patientId: testId(10),
  bht: 'BHT100001K',
  wardId: WARD_7,
  bedId: testId(711),
  admittedAt: MORNING - 24 * HOUR,
  reason: 'Pneumonia',
  consultant: null,
  isolation: 'none',
  spo2Scale: 1,
  spo2ScaleBy: null,
  pregnant: false,
  observeEveryMinutes: null,
  status: 'admitted',
  stages: [],
  dischargedAt: null,
  lastVitalsAt: null,
  sourceId: null,
}
const move: Omit<RowOf<typeof Transfer>, 'id' | 'by'> = {
  admissionId: testId(20),
  fromWardId: WARD_7,
  fromBedId: testId(711),
  toWardId: WARD_7,
  toBedId: testId(712),
  at: MORNING,
  reason: null,
}
/** NEWS2 of 0. */
const calm: Omit<RowOf<typeof Vitals>, 'id' | 'takenBy'> = {
  patientId: testId(10),
  admissionId: testId(20),
  takenAt: MORNING,
  respirationRate: 16,
  spo2: 98,
  onOxygen: false,
  oxygenFlow: null,
  systolic: 124,
  diastolic: 78,
  pulse: 72,
  consciousness: 'A',
  temperature: 36.8,
  painScore: 1,
  weightKg: null,
  heightCm: null,
  spo2Scale: 1,
  news2: 0,
  others: [],
  status: 'final',
  errorReason: null,
  errorBy: null,
  errorAt: null,
  sourceId: null,
}

const GTIN = '02000000000015'
const amoxicillin: Omit<RowOf<typeof Generic>, 'id'> = {
  ...{ name: 'amoxicillin', ingredients: ['amoxicillin'], atc: 'J01CA04', tallMan: null, lookAlikes: [] },
  ...{ highAlert: null, controlled: false, timeCritical: false, holdBelow: null, demonstration: true, retired: false },
}
const capsules: Omit<RowOf<typeof Product>, 'id'> = {
  ...{ genericId: testId(210), brand: 'Amoxil', form: 'capsule', unit: 'capsule', routes: ['oral'] },
  strengths: [{ ingredient: 'amoxicillin', amount: { nano: 500_000_000, unit: 'mg' } }],
  ...{ per: { nano: 1_000_000_000, unit: '1' }, demonstration: true, retired: false },
}
/** 08:00 and 20:00 in Colombo. */
const twiceDaily: Omit<RowOf<typeof MedicationOrder>, 'id'> = {
  ...{ admissionId: testId(20), patientId: testId(10), genericId: testId(210), productId: null, route: 'oral' },
  dose: { nano: 1_000_000_000, unit: 'g' },
  timing: { type: 'times', times: ['08:00', '20:00'], everyDays: 1 },
  ...{ indication: null, startAt: MORNING - 48 * HOUR, stopAt: null, status: 'active', version: 1 },
  ...{ replaces: null, replacedBy: null, prescribedBy: NURSE, prescribedAt: MORNING - 48 * HOUR },
  ...{ held: null, stopped: null, changed: null, alerts: [], checkedBy: 'demonstration' },
}
const given: Omit<RowOf<typeof Administration>, 'id'> = {
  ...{ orderId: testId(220), admissionId: testId(20), patientId: testId(10), dueAt: null, status: 'completed' },
  ...{ outcome: 'given', timeliness: null, at: MORNING, by: NURSE, dose: { nano: 1_000_000_000, unit: 'g' } },
  ...{ productId: null, lot: null, expiry: null, patientScanned: true, drugScanned: true, noScanReason: null },
  ...{ reason: null, note: null, witnessId: null, possibleDoubleOf: null, recheckAt: null, effect: null },
  ...{ errorReason: null, errorBy: null, errorAt: null },
}

export { BAY, GTIN, NURSE }
