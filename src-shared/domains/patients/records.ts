import { z } from 'zod'
import { kind } from '../../kernel/kind.ts'

export const sexSchema = z.enum(['female', 'male', 'other', 'unknown'])
export const isoDateSchema = z.iso.date()
const millis = z.int()
const name = z.string().trim().min(1).max(80)

/** A person known to the hospital. Sent to every workstation: registration and search must work offline. */
export const Patient = kind({
  name: 'patients.patient',
  fields: {
    /** Personal health number, check character included; final from the first moment, also offline. */
    phn: z.string().max(20),
    familyName: name,
    givenName: z.string().trim().max(80),
    title: z.string().max(20).nullable(),
    sex: sexSchema,
    birthDate: isoDateSchema.nullable(),
    birthDateEstimated: z.boolean(),
    nic: z.string().max(12).nullable(),
    phone: z.string().max(20).nullable(),
    locality: z.string().max(120).nullable(),
    nextOfKinName: z.string().max(120).nullable(),
    nextOfKinPhone: z.string().max(20).nullable(),
    /** known: by name. newborn: "Baby of". unknown: a reserved alias until somebody knows. */
    identity: z.enum(['known', 'newborn', 'unknown']),
    motherId: z.uuid().nullable(),
    birthOrder: z.int().min(1).max(9).nullable(),
    allergyStatus: z.enum(['notRecorded', 'none', 'known']),
    deceasedAt: millis.nullable(),
    status: z.enum(['active', 'merged']),
    mergedInto: z.uuid().nullable(),
    registeredAt: millis,
    /** The id that another system gave this person, e.g. of an import; unique where present. */
    sourceId: z.string().max(120).nullable(),
  },
  indexes: { byPhn: ['phn'], byNic: ['nic'], bySource: ['sourceId'], byContact: ['phone', 'birthDate'] },
  scope: { type: 'fixed', scope: 'patient' },
})

export const Allergy = kind({
  name: 'patients.allergy',
  fields: {
    patientId: z.uuid(),
    substance: z.string().trim().min(1).max(120),
    code: z.string().max(60).nullable(),
    reaction: z.string().max(200).nullable(),
    severity: z.enum(['mild', 'moderate', 'severe']).nullable(),
    recordedAt: millis,
    recordedBy: z.uuid(),
    status: z.enum(['active', 'enteredInError']),
    errorReason: z.string().max(200).nullable(),
  },
  indexes: { byPatient: ['patientId'] },
  scope: { type: 'fixed', scope: 'patient' },
})

/** A contact with the hospital, as its own or another system recorded it. History stays at the server. */
export const Encounter = kind({
  name: 'patients.encounter',
  fields: {
    patientId: z.uuid(),
    /** HL7 v3 ActCode: AMB, EMER, IMP, … */
    class: z.string().max(20),
    type: z.string().max(200).nullable(),
    reason: z.string().max(200).nullable(),
    startedAt: millis,
    endedAt: millis.nullable(),
    sourceId: z.string().max(120).nullable(),
  },
  indexes: { byPatient: ['patientId'] },
  scope: { type: 'fixed', scope: 'history' },
})

export const Condition = kind({
  name: 'patients.condition',
  fields: {
    patientId: z.uuid(),
    code: z.string().max(60).nullable(),
    display: z.string().max(200),
    clinicalStatus: z.string().max(40).nullable(),
    onsetAt: millis.nullable(),
    abatedAt: millis.nullable(),
    sourceId: z.string().max(120).nullable(),
  },
  indexes: { byPatient: ['patientId'] },
  scope: { type: 'fixed', scope: 'history' },
})
