import type { FluidsView, FluidView } from '../../../../src-shared/domains/ward/index.ts'
import { fluidBalance, urineFinding } from '../../../../src-shared/domains/ward/rules/fluid-balance.ts'
import { infusedBetween } from '../../../../src-shared/domains/ward/rules/infusion.ts'
import { statement } from '../../../platform/sqlite/database.ts'
import type { WardLook } from './board.ts'
import { nameless, namesOf } from './here.ts'
import { infusionsOf } from './infusions.ts'

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

const NAME = `SELECT g.name AS name FROM ward_medication_order o JOIN ward_generic g ON g.id = o.generic_id WHERE o.id = ?`
const medicineName = (db: WardLook['db'], orderId: string) =>
  (statement(db, NAME).get(orderId) as { name: string } | undefined)?.name ?? ''

/** Fluid balance of one stay; null where this workstation does not hold it. `nameOf`: of staff. */
export function admissionFluids(
  look: WardLook,
  admissionId: string,
  nameOf: (userId: string) => string,
): (FluidsView & { wardId: string }) | null {
  const sql =
    'SELECT patient_id AS patientId, ward_id AS wardId, discharged_at AS leftAt FROM ward_admission WHERE id = ?'
  const stay = statement(look.db, sql).get(admissionId) as
    | { patientId: string; wardId: string; leftAt: number | null }
    | undefined
  if (!stay) return null
  const { allergies: _, ...patient } =
    namesOf(look.db, look.faces, [stay.patientId]).get(stay.patientId) ?? nameless(stay.patientId)
  const cells = statement(look.db, FLUIDS).all(admissionId) as FluidCells[]
  const valid = cells
    .filter(({ status, taken_at }) => status === 'final' && taken_at <= look.now)
    .map(({ sort, volume, taken_at }) => ({ sort, volume, at: taken_at }))
  const weight = statement(look.db, WEIGHT).get(admissionId, look.now) as { kg: number } | undefined
  // what is still to come is no intake, and nothing runs into somebody who has left
  const until = Math.min(look.now, stay.leftAt ?? look.now)
  const infusions = [...infusionsOf(look.db, admissionId, until)]
  const infused = (from: number, to: number) =>
    infusions.reduce((sum, [, { course }]) => sum + infusedBetween(course, from, Math.min(to, until)), 0)
  const balance = fluidBalance(valid, look.now, look.utcOffsetMinutes, infused)
  const { from, to } = balance.day
  return {
    ...{ admissionId, wardId: stay.wardId, patient, balance },
    infusions: infusions.flatMap(([orderId, { course }]) => {
      const today = infusedBetween(course, from, Math.min(to, until))
      const runs = course.state === 'running' || course.state === 'paused'
      if (!runs && today === 0) return []
      const { state, rate, isVolumeOpen } = course
      return [{ orderId, name: medicineName(look.db, orderId), state, rate, today, isVolumeOpen }]
    }),
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
