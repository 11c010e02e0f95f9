import { type Gather, get } from '../../kernel/gather.ts'
import {
  type About,
  type Duties,
  type InboxItemRow,
  idIn,
  inboxOf,
  type Place,
  type Remade,
} from '../../kernel/inbox.ts'
import { update } from './commands/update.ts'
import { Allergy, Patient } from './records.ts'
import { displayName } from './rules/display-name.ts'

const FRONT_DESK = { owner: 'cashier', hours: 72 } as const

/** Demographics are put right at the front desk; two records of one person hide allergies from each other: within a day. */
const duties: Duties = {
  PATIENT_FIELD_CHANGED: FRONT_DESK,
  PATIENT_NIC_INVALID: FRONT_DESK,
  PATIENT_NIC_EXISTS: FRONT_DESK,
  PATIENT_MOTHER_UNKNOWN: FRONT_DESK,
  PATIENT_POSSIBLE_DUPLICATE: { owner: 'cashier', hours: 24 },
  PATIENT_HAS_ALLERGIES: { owner: 'nurse', hours: 4 },
  PATIENT_UNKNOWN: { owner: 'nurse', hours: 4 },
}

export const { InboxItem, closeInboxItem, inbox } = inboxOf('patients', { duties, place, keepOurs })

/** A diagnosis goes to no workstation, so the inbox does not carry it there either. */
const HISTORY = ['patients.recordEncounter', 'patients.recordCondition']

function* place(command: string, about: About): Gather<Place | null> {
  if (HISTORY.includes(command)) return null
  const allergyId = idIn(about, 'allergyId')
  const allergy = allergyId ? yield* get(Allergy, allergyId) : null
  const patientId = allergy?.patientId ?? idIn(about, 'patientId')
  const patient = patientId ? yield* get(Patient, patientId) : null
  return {
    audience: 'patient',
    subject: patient && { kind: Patient.name, id: patient.id },
    patientId,
    patientName: patient ? displayName(patient) : nameSaid(about),
  }
}

/** What the entry itself calls the patient. */
function nameSaid({ familyName, givenName }: About): string | null {
  if (typeof familyName !== 'string') return null
  return displayName({ familyName, givenName: typeof givenName === 'string' ? givenName : '', title: null })
}

/** The values of a change that came too late, from what stood in their place when that was found out. */
function keepOurs({ commandName, payload, sides }: InboxItemRow): Remade | null {
  if (commandName !== update.name || payload === null || sides.length === 0) return null
  const entry = JSON.parse(payload) as { patientId: string; changes: Record<string, { to: unknown }> }
  const again = sides.map(({ field, theirs }) => [field, { from: theirs, to: entry.changes[field]?.to }])
  const input = { patientId: entry.patientId, changes: Object.fromEntries(again) }
  return { name: update.name, version: update.version, input }
}
