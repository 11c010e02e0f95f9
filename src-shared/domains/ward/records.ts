import { z } from 'zod'
import { kind } from '../../kernel/kind.ts'

const millis = z.int()

export const Ward = kind({
  name: 'ward.ward',
  fields: { code: z.string().min(1).max(12), name: z.string().min(1).max(60), specialty: z.string().max(60) },
  indexes: { byCode: ['code'] },
  scope: { type: 'fixed', scope: 'reference' },
})

export const Room = kind({
  name: 'ward.room',
  fields: { wardId: z.uuid(), name: z.string().min(1).max(30), isolation: z.boolean() },
  indexes: { byWard: ['wardId'] },
  scope: { type: 'fixed', scope: 'reference' },
})

/**
 * A bed and who lies in it. `admissionId` is the guard against two patients in one bed: both admissions compare and
 * set this row.
 */
export const Bed = kind({
  name: 'ward.bed',
  fields: {
    wardId: z.uuid(),
    roomId: z.uuid(),
    label: z.string().min(1).max(12),
    position: z.int().nonnegative(),
    state: z.enum(['available', 'occupied', 'closed']),
    admissionId: z.uuid().nullable(),
  },
  indexes: { byWard: ['wardId'], byAdmission: ['admissionId'] },
  scope: { type: 'fixed', scope: 'reference' },
})

/** What the ward knows of a patient: its own projection of the patients service, with a stub until that has answered. */
export const WardPatient = kind({
  name: 'ward.patient',
  fields: {
    phn: z.string().max(20),
    familyName: z.string().max(80),
    givenName: z.string().max(80),
    title: z.string().max(20).nullable(),
    sex: z.enum(['female', 'male', 'other', 'unknown']),
    birthDate: z.iso.date().nullable(),
    deceasedAt: millis.nullable(),
    /** False while this is only what the admitting workstation said. */
    resolved: z.boolean(),
    /** Ward of the current admission; null when not admitted. */
    wardId: z.uuid().nullable(),
    admissionId: z.uuid().nullable(),
  },
  scope: { type: 'own', of: (row) => (row.wardId ? `ward:${row.wardId}` : 'history') },
})

export const dischargeStages = ['clinical', 'nursing', 'pharmacy', 'billing', 'physical'] as const
export const dischargeStageSchema = z.enum(dischargeStages)
export type DischargeStage = z.infer<typeof dischargeStageSchema>

export const isolationSchema = z.enum(['none', 'contact', 'droplet', 'airborne', 'protective'])

export const Admission = kind({
  name: 'ward.admission',
  fields: {
    patientId: z.uuid(),
    /** Bed head ticket number, check character included. */
    bht: z.string().max(20),
    wardId: z.uuid(),
    /** Null after the physical discharge, and while a patient on the ward has no bed (somebody else took it first). */
    bedId: z.uuid().nullable(),
    admittedAt: millis,
    reason: z.string().max(200),
    consultant: z.string().max(80).nullable(),
    isolation: isolationSchema,
    /** NEWS2 oxygen saturation scale; 2 only on a recorded clinician decision. */
    spo2Scale: z.union([z.literal(1), z.literal(2)]),
    spo2ScaleBy: z.uuid().nullable(),
    pregnant: z.boolean(),
    /** A clinician's own interval; null: the interval that follows from the score. */
    observeEveryMinutes: z.int().min(5).max(1440).nullable(),
    status: z.enum(['admitted', 'discharging', 'discharged']),
    stages: z.array(z.strictObject({ stage: dischargeStageSchema, at: millis, by: z.uuid() })),
    dischargedAt: millis.nullable(),
    /** Newest valid set, kept here so that the board needs no search. */
    lastVitalsAt: millis.nullable(),
    sourceId: z.string().max(120).nullable(),
  },
  indexes: { byPatient: ['patientId'], byWard: ['wardId'] },
  scope: { type: 'own', of: (row) => (row.status === 'discharged' ? 'history' : `ward:${row.wardId}`) },
})

export const Transfer = kind({
  name: 'ward.transfer',
  fields: {
    admissionId: z.uuid(),
    fromWardId: z.uuid(),
    fromBedId: z.uuid().nullable(),
    toWardId: z.uuid(),
    /** The bed that was meant. */
    toBedId: z.uuid(),
    at: millis,
    by: z.uuid(),
    reason: z.string().max(200).nullable(),
  },
  indexes: { byAdmission: ['admissionId'] },
  scope: { type: 'parent', kind: () => Admission, field: 'admissionId', otherwise: 'history' },
})

/** One set of observations. A null is "not measured", never zero. */
export const Vitals = kind({
  name: 'ward.vitals',
  fields: {
    patientId: z.uuid(),
    /** Null for observations outside an admission (a clinic, an import). */
    admissionId: z.uuid().nullable(),
    takenAt: millis,
    takenBy: z.uuid(),
    /** Breaths per minute. */
    respirationRate: z.number().nullable(),
    /** Per cent. */
    spo2: z.number().nullable(),
    onOxygen: z.boolean().nullable(),
    /** Litres per minute. */
    oxygenFlow: z.number().nullable(),
    /** mmHg. */
    systolic: z.number().nullable(),
    diastolic: z.number().nullable(),
    /** Beats per minute. */
    pulse: z.number().nullable(),
    consciousness: z.enum(['A', 'C', 'V', 'P', 'U']).nullable(),
    /** Degrees Celsius. */
    temperature: z.number().nullable(),
    painScore: z.number().nullable(),
    weightKg: z.number().nullable(),
    heightCm: z.number().nullable(),
    /** Which scale the score was made with. */
    spo2Scale: z.union([z.literal(1), z.literal(2)]),
    /** NEWS2 total; null where it is not calculable or does not apply. */
    news2: z.int().min(0).max(20).nullable(),
    /** What other measurements came with the set, by LOINC code. */
    others: z.array(
      z.strictObject({ code: z.string(), display: z.string(), value: z.number(), unit: z.string().nullable() }),
    ),
    status: z.enum(['final', 'enteredInError']),
    errorReason: z.string().max(200).nullable(),
    errorBy: z.uuid().nullable(),
    errorAt: millis.nullable(),
    sourceId: z.string().max(120).nullable(),
  },
  indexes: { byAdmission: ['admissionId'], byPatient: ['patientId'] },
  scope: { type: 'parent', kind: () => Admission, field: 'admissionId', otherwise: 'history' },
})
