import type { RoundPatientView, RoundView } from '../../../../src-shared/domains/ward/index.ts'
import { ProblemError } from '../../../../src-shared/kernel/errors.ts'
import { statement } from '../../../platform/sqlite/database.ts'
import type { WardLook } from './board.ts'
import { nameless, namesOf } from './here.ts'
import { medicinesOf } from './medicines.ts'
import { wardById } from './wards.ts'

interface StayCells {
  id: string
  patient_id: string
  bed: string | null
}

const STAYS = `SELECT a.id, a.patient_id, b.label AS bed FROM ward_admission a LEFT JOIN ward_bed b ON b.id = a.bed_id
  WHERE a.ward_id = ? AND a.status <> 'discharged'
    AND EXISTS (SELECT 1 FROM ward_medication_order o WHERE o.admission_id = a.id AND o.status IN ('active', 'held'))
  ORDER BY b.position IS NULL, b.position, a.admitted_at`

/** Who gets medicines on this ward, in the order of the beds, with what is open now. @throws ProblemError WARD_UNKNOWN */
export function medicationRound(look: WardLook, wardId: string): RoundView {
  const { db, scopes, now } = look
  if (!wardById(db, wardId, scopes)) throw new ProblemError('WARD_UNKNOWN')
  const stays = statement(db, STAYS).all(wardId) as StayCells[]
  const names = namesOf(
    db,
    look.faces,
    stays.map((stay) => stay.patient_id),
  )
  return {
    wardId,
    now,
    patients: stays.map((stay) => {
      const { allergies, ...patient } = names.get(stay.patient_id) ?? nameless(stay.patient_id)
      return { admissionId: stay.id, patient, allergies, bed: stay.bed, ...openOf(look, stay.id) }
    }),
  }
}

function openOf(
  look: WardLook,
  admissionId: string,
): Pick<RoundPatientView, 'overdue' | 'due' | 'nextAt' | 'rechecks'> {
  const orders = medicinesOf(look, admissionId, (userId) => userId)?.orders ?? []
  const doses = orders.filter(({ status }) => status === 'active').flatMap((order) => order.doses)
  const count = (state: string) => doses.filter((dose) => dose.state === state).length
  const next = doses.filter(({ state }) => state === 'next').map(({ dueAt }) => dueAt)
  const unseen = orders.flatMap(({ records }) => records).filter((record) => isUnseen(record, look.now))
  return {
    overdue: count('overdue'),
    due: count('due'),
    nextAt: next.length > 0 ? Math.min(...next) : null,
    rechecks: unseen.length,
  }
}

const isUnseen = (record: { recheckAt: number | null; effect: unknown; inError: boolean }, now: number) =>
  record.recheckAt !== null && record.recheckAt <= now && record.effect === null && !record.inError
