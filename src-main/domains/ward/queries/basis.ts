import { allergenOf } from '../../../../src-shared/domains/pharmacy/index.ts'
import type { OrderBasis } from '../../../../src-shared/domains/ward/index.ts'
import { type Database, statement } from '../../../platform/sqlite/database.ts'
import { activeAllergies } from '../../patients/index.ts'
import { formularyNames } from '../../pharmacy/index.ts'

/**
 * What this workstation knows of a patient when a medicine is ordered or given. `complete`: it holds every allergy that
 * the hospital knows of; without that, allergies are unavailable, never "none".
 */
export function orderBasis(db: Database, patientId: string, complete: boolean): OrderBasis {
  const weight = newest(db, patientId, 'weight_kg')
  return {
    allergies: complete ? understood(db, patientId) : null,
    weightKg: weight?.value ?? null,
    weighedAt: weight?.at ?? null,
    heightCm: newest(db, patientId, 'height_cm')?.value ?? null,
    // the laboratory is not connected yet: nothing says how the kidneys work
    egfr: null,
  }
}

function understood(db: Database, patientId: string): NonNullable<OrderBasis['allergies']> {
  const allergies = activeAllergies(db, patientId)
  if (allergies.length === 0) return []
  const names = formularyNames(db)
  return allergies.map(({ id, substance, code }) => {
    const means = allergenOf({ substance, code }, names)
    return { id, substance, means: means === null || means === 'none' ? means : copyOf(means) }
  })
}

const copyOf = ({ ingredients, groups }: { ingredients: readonly string[]; groups: readonly string[] }) => ({
  ingredients: ingredients.slice(0, 60),
  groups: groups.slice(0, 60),
})

function newest(db: Database, patientId: string, column: 'weight_kg' | 'height_cm') {
  const sql = `SELECT ${column} AS value, taken_at AS at FROM ward_vitals
    WHERE patient_id = ? AND status = 'final' AND ${column} IS NOT NULL ORDER BY taken_at DESC LIMIT 1`
  return statement(db, sql).get(patientId) as { value: number; at: number } | undefined
}
