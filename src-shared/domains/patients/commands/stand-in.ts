import type { RowOf } from '../../../kernel/kind.ts'
import type { Patient } from '../records.ts'

type PatientRow = RowOf<typeof Patient>

const PREFIX = 'NOPHN-'

/**
 * Holds a fact about somebody who was never registered here (the registration was refused, say), so that it is not
 * lost and still belongs to a row. A later registration with the same id takes its place.
 */
export const standIn = (id: string, at: number): PatientRow => ({
  id,
  // the number of a real patient is never given to one: nobody wears it on a wristband
  phn: `${PREFIX}${id.slice(-12)}`,
  familyName: 'Unregistered',
  givenName: '',
  title: null,
  sex: 'unknown',
  birthDate: null,
  birthDateEstimated: false,
  nic: null,
  phone: null,
  locality: null,
  nextOfKinName: null,
  nextOfKinPhone: null,
  identity: 'unknown',
  motherId: null,
  birthOrder: null,
  allergyStatus: 'notRecorded',
  deceasedAt: null,
  status: 'active',
  mergedInto: null,
  registeredAt: at,
  sourceId: null,
})

export const isStandIn = (patient: PatientRow) => patient.phn.startsWith(PREFIX)
