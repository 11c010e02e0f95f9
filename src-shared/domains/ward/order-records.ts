import { z } from 'zod'
import { amountSchema } from '../../kernel/amount.ts'
import { kind } from '../../kernel/kind.ts'
import { routeSchema } from '../pharmacy/index.ts'
import { Admission } from './records.ts'
import { noScanReasons, notGivenReasons, outcomes } from './rules/dose-outcome.ts'

const millis = z.int()
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write the time as 08:00')

/** When a medicine is given. Times of day are by the hospital's clock. */
export const timingSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('times'),
    times: z.array(clockTime).min(1, 'Choose at least one time').max(24, 'At most 24 times a day'),
    /** 1: every day; 7: once a week. */
    everyDays: z.int().min(1).max(31).default(1),
  }),
  /** From the start on, whatever the time of day. */
  z.strictObject({
    type: z.literal('interval'),
    everyMinutes: z
      .int()
      .min(15)
      .max(31 * 1440),
  }),
  /** Once, at once. */
  z.strictObject({ type: z.literal('stat') }),
  /** When needed: never closer than the interval, never more often than the maximum in any 24 hours. */
  z.strictObject({
    type: z.literal('prn'),
    minIntervalMinutes: z.int().min(5, 'At least 5 minutes').max(1440, 'At most 24 hours'),
    maxIn24h: z.int().min(1).max(48),
  }),
  z.strictObject({
    type: z.literal('infusion'),
    /** In one hour. */
    rate: amountSchema,
    /** Of the bag or syringe; null: until stopped. */
    volume: amountSchema.nullable(),
  }),
])
export type Timing = z.output<typeof timingSchema>

/** Why an order was changed. `notAsked`: it was recorded before anybody was asked. */
export const changeReasons = [
  'notEffective',
  'sideEffect',
  'organFunction',
  'interaction',
  'improved',
  'correction',
  'other',
  'notAsked',
] as const

const signed = z.strictObject({ reason: z.string().max(200), by: z.uuid(), at: millis })

/** What a check said when the order was made, and why it was ordered all the same. */
export const alertSchema = z.strictObject({
  rule: z.string().max(40),
  /** The entry of the rule set; null for rules that need none. */
  ruleId: z.uuid().nullable(),
  level: z.enum(['hardStop', 'interrupt', 'inform']),
  /** The other medicine or the allergy. */
  about: z.string().max(120).nullable(),
  /** Null: it only informed. */
  override: z.strictObject({ reason: z.string().max(40), note: z.string().max(200).nullable() }).nullable(),
})

/** One version of an order for a medicine. A change makes a new row; the old one stays, readable, as replaced. */
export const MedicationOrder = kind({
  name: 'ward.medicationOrder',
  fields: {
    admissionId: z.uuid(),
    patientId: z.uuid(),
    genericId: z.uuid(),
    /** Null: any product of the generic. */
    productId: z.uuid().nullable(),
    dose: amountSchema,
    route: routeSchema,
    timing: timingSchema,
    /** Why; must be there for a medicine that is given when needed. */
    indication: z.string().max(200).nullable(),
    startAt: millis,
    stopAt: millis.nullable(),
    status: z.enum(['active', 'held', 'stopped', 'replaced']),
    version: z.int().min(1),
    /** The version before this one. */
    replaces: z.uuid().nullable(),
    replacedBy: z.uuid().nullable(),
    prescribedBy: z.uuid(),
    prescribedAt: millis,
    held: signed.nullable(),
    stopped: signed.nullable(),
    alerts: z.array(alertSchema).max(60),
    /** Why this version was made of the one before; null: it is the first. */
    changed: z.strictObject({ reason: z.enum(changeReasons), note: z.string().max(200).nullable() }).nullable(),
    /** Which rules it was checked by. */
    checkedBy: z.enum(['signed', 'demonstration', 'none']),
  },
  indexes: { byAdmission: ['admissionId'], byPatient: ['patientId'] },
  scope: { type: 'parent', kind: () => Admission, field: 'admissionId', otherwise: 'history' },
})

/** What became of one dose. Never deleted; two of one dose both stay. */
export const Administration = kind({
  name: 'ward.administration',
  fields: {
    orderId: z.uuid(),
    /** Null: the stay is not known. */
    admissionId: z.uuid().nullable(),
    patientId: z.uuid(),
    /** Which dose of the schedule; null: when needed. */
    dueAt: millis.nullable(),
    /** FHIR R4 MedicationAdministration.status. */
    status: z.enum(['completed', 'not-done', 'entered-in-error']),
    outcome: z.enum(outcomes),
    /** By the windows of the schedule; null where there is none (when needed, stat). */
    timeliness: z.enum(['early', 'onTime', 'late']).nullable(),
    at: millis,
    by: z.uuid(),
    /** What went in; null where nothing did. */
    dose: amountSchema.nullable(),
    productId: z.uuid().nullable(),
    lot: z.string().max(40).nullable(),
    expiry: z.iso.date().nullable(),
    patientScanned: z.boolean(),
    drugScanned: z.boolean(),
    noScanReason: z.enum(noScanReasons).nullable(),
    reason: z.enum(notGivenReasons).nullable(),
    note: z.string().max(300).nullable(),
    /** Second nurse of a high-alert medicine. */
    witnessId: z.uuid().nullable(),
    /** Another record of the same dose. */
    possibleDoubleOf: z.uuid().nullable(),
    /** When the effect of a medicine given when needed is looked at; null: it is not asked for. */
    recheckAt: millis.nullable(),
    effect: z
      .strictObject({
        helped: z.enum(['yes', 'partly', 'no']),
        note: z.string().max(200).nullable(),
        by: z.uuid(),
        at: millis,
      })
      .nullable(),
    errorReason: z.string().max(200).nullable(),
    errorBy: z.uuid().nullable(),
    errorAt: millis.nullable(),
  },
  indexes: { byOrder: ['orderId'], byAdmission: ['admissionId'] },
  scope: { type: 'parent', kind: () => Admission, field: 'admissionId', otherwise: 'history' },
})
