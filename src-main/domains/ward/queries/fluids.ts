import type { FluidsView, FluidView } from '../../../../src-shared/domains/ward/index.ts'
import { fluidBalance, urineFinding } from '../../../../src-shared/domains/ward/rules/fluid-balance.ts'
import { statement } from '../../../platform/sqlite/database.ts'
import type { WardLook } from './board.ts'
import { nameless, namesOf } from './here.ts'

interface FluidCells {
  id: string
  sort: FluidView['sort']
  volume: number
  taken_at: number
  taken_by: string
  note: string | null
  status: FluidView['status']
  error_reason: string | null
  pending: number
}

/** Records that the screen lists: six days of hourly intake and output. The sums take all. */
const SHOWN = 300

const FLUIDS = `SELECT id, sort, volume, taken_at, taken_by, note, status, error_reason, pending FROM ward_fluid
  WHERE admission_id = ? ORDER BY taken_at DESC, id DESC`
const WEIGHT = `SELECT weight_kg AS kg FROM ward_vitals
  WHERE admission_id = ? AND status = 'final' AND weight_kg IS NOT NULL AND taken_at <= ? ORDER BY taken_at DESC LIMIT 1`

/** Fluid balance of one stay; null where this workstation does not hold it. `nameOf`: of staff. */
export function admissionFluids(
  look: WardLook,
  admissionId: string,
  nameOf: (userId: string) => string,
): (FluidsView & { wardId: string }) | null {
  const sql = 'SELECT patient_id AS patientId, ward_id AS wardId FROM ward_admission WHERE id = ?'
  const stay = statement(look.db, sql).get(admissionId) as { patientId: string; wardId: string } | undefined
  if (!stay) return null
  const { allergies: _, ...patient } =
    namesOf(look.db, look.faces, [stay.patientId]).get(stay.patientId) ?? nameless(stay.patientId)
  const cells = statement(look.db, FLUIDS).all(admissionId) as FluidCells[]
  const valid = cells
    .filter(({ status, taken_at }) => status === 'final' && taken_at <= look.now)
    .map(({ sort, volume, taken_at }) => ({ sort, volume, at: taken_at }))
  const weight = statement(look.db, WEIGHT).get(admissionId, look.now) as { kg: number } | undefined
  return {
    ...{ admissionId, wardId: stay.wardId, patient },
    balance: fluidBalance(valid, look.now, look.utcOffsetMinutes),
    urine: urineFinding(valid, weight?.kg ?? null),
    records: cells.slice(0, SHOWN).map((each) => ({
      fluidId: each.id,
      sort: each.sort,
      volume: each.volume,
      takenAt: each.taken_at,
      takenBy: nameOf(each.taken_by),
      note: each.note,
      status: each.status,
      errorReason: each.error_reason,
      pending: each.pending === 1,
    })),
  }
}
