import { type Gather, get } from '../../kernel/gather.ts'
import { type About, type Duties, idIn, inboxOf, type Place } from '../../kernel/inbox.ts'
import { nameOf } from './commands/ward-patient.ts'
import { FluidRecord } from './fluid-records.ts'
import { InfusionStep } from './infusion-records.ts'
import { Administration, MedicationOrder } from './order-records.ts'
import { Admission, Vitals, Ward, WardPatient } from './records.ts'

const SOON = { owner: 'nurse', hours: 4 } as const
const AT_ONCE = { owner: 'clinician', hours: 1 } as const

/** What keeps a patient from being found, or changes care now, is looked at within the shift. The rest has a day. */
const duties: Duties = {
  WARD_BED_TAKEN: SOON,
  WARD_BED_CLOSED: SOON,
  WARD_BED_UNKNOWN: SOON,
  WARD_ALREADY_ADMITTED: SOON,
  WARD_PATIENT_DECEASED: SOON,
  WARD_PATIENT_MISMATCH: SOON,
  WARD_PATIENT_UNKNOWN: SOON,
  WARD_ADMISSION_UNKNOWN: SOON,
  VITALS_FLOW_ON_AIR: SOON,
  ORDER_CHECK_OPEN: AT_ONCE,
  ORDER_MEDICINE_UNKNOWN: AT_ONCE,
  ORDER_REPLACED: { owner: 'clinician', hours: 4 },
  ORDER_ON_HOLD: { owner: 'clinician', hours: 4 },
  ORDER_OVER: { owner: 'clinician', hours: 4 },
  ADMINISTRATION_ORDER_UNKNOWN: SOON,
  ADMINISTRATION_WRONG_PATIENT: AT_ONCE,
  ADMINISTRATION_WRONG_MEDICINE: AT_ONCE,
  ADMINISTRATION_EXPIRED: { owner: 'pharmacist', hours: 4 },
  ADMINISTRATION_DOUBLE: { owner: 'nurse', hours: 1 },
  ADMINISTRATION_PRN_LIMIT: { owner: 'nurse', hours: 1 },
  ADMINISTRATION_DOSE_ABOVE: AT_ONCE,
  ADMINISTRATION_ORDER_OVER: { owner: 'clinician', hours: 4 },
  ADMINISTRATION_ORDER_HELD: { owner: 'clinician', hours: 4 },
  ADMINISTRATION_NO_WITNESS: { owner: 'nurse', hours: 1 },
  ADMINISTRATION_AHEAD: SOON,
  INFUSION_NO_BAG: SOON,
  INFUSION_RATE_ABOVE: AT_ONCE,
  INFUSION_CHANGED_MEANWHILE: { owner: 'nurse', hours: 1 },
  WARD_UNKNOWN: { owner: 'administrator', hours: 24 },
  WARD_CODE_EXISTS: { owner: 'administrator', hours: 72 },
  WARD_BED_OCCUPIED: { owner: 'administrator', hours: 72 },
}

export const { InboxItem, closeInboxItem, inbox } = inboxOf('ward', { duties, place })

/** The ward where the patient is now; else where the entry says. Items of a patient who has left stay with the last ward. */
function* place(_: string, about: About): Gather<Place | null> {
  const vitalsId = idIn(about, 'vitalsId')
  const vitals = vitalsId ? yield* get(Vitals, vitalsId) : null
  const orderId = idIn(about, 'orderId')
  const order = orderId ? yield* get(MedicationOrder, orderId) : null
  const doseId = idIn(about, 'administrationId')
  const dose = doseId ? yield* get(Administration, doseId) : null
  const fluidId = idIn(about, 'fluidId')
  const fluid = fluidId ? yield* get(FluidRecord, fluidId) : null
  const stepId = idIn(about, 'stepId')
  const step = stepId ? yield* get(InfusionStep, stepId) : null
  const record = vitals ?? order ?? dose ?? fluid ?? step
  const admissionId = idIn(about, 'admissionId') ?? record?.admissionId ?? null
  const admission = admissionId ? yield* get(Admission, admissionId) : null
  const patientId = admission?.patientId ?? record?.patientId ?? idIn(about, 'patientId')
  const patient = patientId ? yield* get(WardPatient, patientId) : null
  const wardId = admission?.wardId ?? patient?.wardId ?? idIn(about, 'wardId')
  const ward = wardId ? yield* get(Ward, wardId) : null
  if (!ward) return null
  const subject = admission
    ? { kind: Admission.name, id: admission.id }
    : patient && { kind: WardPatient.name, id: patient.id }
  return { audience: `ward:${ward.id}`, subject, patientId, patientName: patient ? nameOf(patient) : nameSaid(about) }
}

/** What the entry itself calls the patient. */
function nameSaid({ patient }: About): string | null {
  const { familyName, givenName } = (patient ?? {}) as Record<string, unknown>
  return typeof familyName === 'string' ? nameOf({ familyName, givenName: String(givenName ?? '') }) : null
}
