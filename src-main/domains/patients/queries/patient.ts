import type { AllergyView, PatientView } from '../../../../src-shared/domains/patients/index.ts'
import { type Database, statement } from '../../../platform/sqlite/database.ts'
import { allergyLabel } from './allergies-here.ts'
import { HIT, type HitCells, hitOf } from './cells.ts'

interface PatientCells extends HitCells {
  birth_date_estimated: number
  identity: PatientView['identity']
  next_of_kin_name: string | null
  next_of_kin_phone: string | null
  registered_at: number
  allergy_status: 'known' | 'none' | 'notRecorded'
  rev: number
}

/** The record as the banner and its front page show it; null where this workstation does not hold it. */
export function patientById(db: Database, patientId: string, allergiesComplete: boolean): PatientView | null {
  const sql = `SELECT ${HIT}, p.birth_date_estimated, p.identity, p.next_of_kin_name, p.next_of_kin_phone,
    p.registered_at, p.allergy_status, p.rev FROM patients_patient p WHERE p.id = ?`
  const cells = statement(db, sql).get(patientId) as PatientCells | undefined
  if (!cells) return null
  return {
    ...hitOf(cells),
    birthDateEstimated: cells.birth_date_estimated === 1,
    identity: cells.identity,
    nextOfKinName: cells.next_of_kin_name,
    nextOfKinPhone: cells.next_of_kin_phone,
    deceasedAt: cells.deceased_at,
    registeredAt: cells.registered_at,
    allergyStatus: allergyLabel(cells, allergiesComplete),
    allergies: allergiesOf(db, patientId),
  }
}

interface AllergyCells {
  id: string
  substance: string
  reaction: string | null
  severity: AllergyView['severity']
  recorded_at: number
  recorded_by: string
  status: AllergyView['status']
  pending: number
}

/** Active ones first, newest first. */
function allergiesOf(db: Database, patientId: string): AllergyView[] {
  const sql = `SELECT id, substance, reaction, severity, recorded_at, recorded_by, status, pending FROM patients_allergy
    WHERE patient_id = ? ORDER BY status = 'active' DESC, recorded_at DESC, id`
  return (statement(db, sql).all(patientId) as AllergyCells[]).map((cells) => ({
    allergyId: cells.id,
    substance: cells.substance,
    reaction: cells.reaction,
    severity: cells.severity,
    recordedAt: cells.recorded_at,
    recordedBy: cells.recorded_by,
    status: cells.status,
    pending: cells.pending === 1,
  }))
}
