import { WardAllergy, WardPatient } from '../../../../src-shared/domains/ward/index.ts'
import type { RowOf } from '../../../../src-shared/kernel/kind.ts'
import { mirror } from '../../../platform/events/mirror.ts'
import type { Consumer } from '../../../platform/service.ts'

type Projection = RowOf<typeof WardPatient>
/** What of a patient row the ward keeps; a newer patients service may send more. */
type PatientRow = Pick<
  Projection,
  'id' | 'phn' | 'familyName' | 'givenName' | 'title' | 'sex' | 'birthDate' | 'deceasedAt'
>

const allergies = mirror('patients', [WardAllergy])

/** Keeps `ward.patient` and the allergies equal to the patients service, and resolves the stubs that admissions made meanwhile. */
export const patientsConsumer: Consumer = {
  source: 'patients',
  async apply(tx, entries) {
    for (const entry of entries) {
      if (entry.kind !== 'patients.patient' || entry.op !== 'put' || !entry.row) continue
      const known = await tx.get(WardPatient, entry.id)
      const next = project(entry.row as PatientRow, known)
      if (!known || JSON.stringify(known) !== JSON.stringify(next)) tx.put(WardPatient, next)
    }
    await allergies(tx, entries)
  },
}

function project(row: PatientRow, known: Projection | null): Projection {
  const { id, phn, familyName, givenName, title, sex, birthDate, deceasedAt } = row
  return {
    ...(known ?? { wardId: null, admissionId: null }),
    ...{ id, phn, familyName, givenName, title, sex, birthDate, deceasedAt },
    resolved: true,
  } as Projection
}
