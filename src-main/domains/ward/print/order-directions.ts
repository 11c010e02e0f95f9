import type { Language } from '../../../platform/printing/language.ts'
import { type Database, statement } from '../../../platform/sqlite/database.ts'
import { directions } from './directions.ts'

interface Cells {
  dose: string
  route: string
  timing: string
}

/** How a patient takes what was ordered; null where the order is not held here. `each`: what is counted. */
export function orderDirections(db: Database, orderId: string, each: string, language: Language): string | null {
  const sql = 'SELECT dose, route, timing FROM ward_medication_order WHERE id = ?'
  const cells = statement(db, sql).get(orderId) as Cells | undefined
  if (!cells) return null
  return directions(
    { dose: JSON.parse(cells.dose), route: cells.route, timing: JSON.parse(cells.timing) },
    each,
    language,
  )
}
