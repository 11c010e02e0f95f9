import { z } from 'zod'
import { apply, command, put } from '../../../kernel/command.ts'
import { instant, optionalText } from '../../../kernel/fields.ts'
import { get, list } from '../../../kernel/gather.ts'
import type { RowOf } from '../../../kernel/kind.ts'
import { refuse } from '../errors.ts'
import { Patient } from '../records.ts'
import { newbornName, unknownAlias } from '../rules/display-name.ts'
import { phn as phnSequence } from '../sequences.ts'
import { dateRefusal } from './dates.ts'
import { demographics } from './fields.ts'
import { gatherNicHolders, nicRefusal } from './nic-check.ts'
import { gatherNamesakes, twiceRegistered } from './same-person.ts'
import { isStandIn } from './stand-in.ts'

const input = z
  .strictObject({
    ...demographics,
    /** May be left out for a newborn (the mother's) and for an unknown patient (an alias is reserved). */
    familyName: demographics.familyName.nullable().default(null),
    givenName: demographics.givenName.default(''),
    title: demographics.title.default(null),
    birthDate: demographics.birthDate.default(null),
    birthDateEstimated: demographics.birthDateEstimated.default(false),
    nic: demographics.nic.default(null),
    phone: demographics.phone.default(null),
    locality: demographics.locality.default(null),
    nextOfKinName: demographics.nextOfKinName.default(null),
    nextOfKinPhone: demographics.nextOfKinPhone.default(null),
    deceasedAt: demographics.deceasedAt.default(null),
    identity: z.enum(['known', 'newborn', 'unknown']).default('known'),
    motherId: z.uuid().nullable().default(null),
    birthOrder: z.int().min(1).max(9, 'The birth order is 1 to 9').nullable().default(null),
    /** Left out: now. */
    registeredAt: instant.nullable().default(null),
    /** The id in the system that an import reads; null at a workstation. */
    sourceId: optionalText(120, 'The source id').default(null),
  })
  .refine((p) => p.identity !== 'known' || p.familyName !== null, {
    path: ['familyName'],
    message: 'Enter the family name, or mark the patient as newborn or unknown',
  })
  .refine((p) => p.identity !== 'newborn' || p.motherId !== null, {
    path: ['motherId'],
    message: 'Choose the mother of the newborn',
  })
  .refine((p) => p.identity !== 'newborn' || p.birthDate !== null, {
    path: ['birthDate'],
    message: 'Enter the date of birth of the newborn',
  })
type Entry = z.output<typeof input>

/**
 * Registers a patient and gives the PHN, which is final at once. Where two stations registered one person without
 * knowing of each other, both stand: wristbands are printed and entries made under both.
 */
export const register = command({
  name: 'patients.register',
  version: 1,
  class: 'edit',
  allow: ['nurse', 'clinician', 'pharmacist', 'labTechnician', 'cashier', 'administrator'],
  input,
  *gather(entry, context) {
    const id = context.id('patient')
    const existing = yield* get(Patient, id)
    const mother = entry.motherId ? yield* get(Patient, entry.motherId) : null
    const sources = entry.sourceId ? yield* list(Patient, 'bySource', [entry.sourceId]) : []
    const nicHolders = yield* gatherNicHolders(entry.nic, id)
    // an import has compared its own records; what it says twice is history
    const namesakes = entry.sourceId ? [] : yield* gatherNamesakes(entry, id)
    return { existing, mother, source: sources.find((each) => each.id !== id), nicHolders, namesakes }
  },
  decide({ existing, mother, source, nicHolders, namesakes }, entry, context) {
    if (existing && !isStandIn(existing)) return refuse('PATIENT_ALREADY_REGISTERED', { phn: existing.phn })
    if (source) return refuse('PATIENT_SOURCE_EXISTS', { sourceId: source.sourceId, phn: source.phn })
    if (entry.motherId && !mother) return refuse('PATIENT_MOTHER_UNKNOWN')
    const { attended } = context
    const refusal = dateRefusal(entry, context) ?? nicRefusal(entry.nic, attended ? nicHolders : [])
    if (refusal) return refusal
    // the form has shown it to whoever waits for the answer; two stations offline could not
    const other = attended ? undefined : (nicHolders[0] ?? namesakes[0])

    const [id, phn] = [context.id('patient'), context.number('phn')]
    const patient = {
      ...entry,
      ...nameFor(entry, mother, phn),
      id,
      phn,
      // one active record holds a card; this entry's is in its inbox item
      nic: nicHolders.length > 0 ? null : entry.nic,
      // an allergy may have come before a registration that was refused at first
      allergyStatus: existing?.allergyStatus ?? ('notRecorded' as const),
      status: 'active' as const,
      mergedInto: null,
      registeredAt: entry.registeredAt ?? context.occurredAt,
    }
    return apply([put(Patient, patient)], { patientId: id, phn }, other ? [twiceRegistered(entry, other)] : [])
  },
})

function nameFor(entry: Entry, mother: RowOf<typeof Patient> | null, phn: string) {
  if (entry.familyName !== null) return { familyName: entry.familyName, givenName: entry.givenName }
  if (entry.identity === 'newborn' && mother) return newbornName(mother, entry.birthOrder)
  return {
    familyName: unknownAlias((phnSequence.parse(phn) ?? phnSequence.start) - phnSequence.start),
    givenName: entry.givenName,
  }
}
