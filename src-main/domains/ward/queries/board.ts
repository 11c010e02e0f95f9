import type { BedView, BoardView, OccupantView } from '../../../../src-shared/domains/ward/index.ts'
import type { DischargeStage } from '../../../../src-shared/domains/ward/records.ts'
import { ProblemError } from '../../../../src-shared/kernel/errors.ts'
import { latestPast } from '../../../../src-shared/kernel/time.ts'
import { type Database, statement } from '../../../platform/sqlite/database.ts'
import { type Faces, type NameAndAllergies, nameless, namesOf, type WardScope, wardScope } from './here.ts'
import { summarise } from './score.ts'
import { VITALS, type VitalsCells } from './vitals-cells.ts'
import { wardById } from './wards.ts'

export interface WardLook {
  db: Database
  faces: Faces
  scopes: readonly WardScope[]
  /** Epoch ms by the corrected clock. */
  now: number
  utcOffsetMinutes: number
}

interface BedCells extends OccupantCells {
  bed_id: string
  label: string
  position: number
  state: BedView['state']
  room: string
  room_isolation: number
}
interface OccupantCells {
  bed_pending: number
  admission_id: string | null
  patient_id: string
  bht: string
  admitted_at: number
  reason: string
  isolation: OccupantView['isolation']
  pregnant: number
  observe_every_minutes: number | null
  stages: string
  pending: number
}

const BEDS = `SELECT b.id AS bed_id, b.label, b.position, b.state, b.pending AS bed_pending, r.name AS room,
    r.isolation AS room_isolation, a.id AS admission_id, a.patient_id, a.bht, a.admitted_at, a.reason, a.isolation,
    a.pregnant, a.observe_every_minutes, a.stages, a.pending
  FROM ward_bed b LEFT JOIN ward_room r ON r.id = b.room_id LEFT JOIN ward_admission a ON a.id = b.admission_id
  WHERE b.ward_id = ? ORDER BY b.position, b.label`

const UNPLACED = `SELECT 0 AS bed_pending, a.id AS admission_id, a.patient_id, a.bht, a.admitted_at, a.reason, a.isolation,
    a.pregnant, a.observe_every_minutes, a.stages, a.pending
  FROM ward_admission a WHERE a.ward_id = ? AND a.bed_id IS NULL AND a.status <> 'discharged' ORDER BY a.admitted_at, a.id`

/** As many sets as usually hold eight calculable scores; what lies further back is not on the board. */
const SETS = `SELECT ${VITALS} FROM ward_vitals WHERE admission_id = ? AND status = 'final' AND taken_at <= ?
  ORDER BY taken_at DESC, id DESC LIMIT 16`

/** Every bed of a ward with who lies in it, and who has none. @throws ProblemError WARD_UNKNOWN */
export function wardBoard(look: WardLook, wardId: string): BoardView {
  const { db, scopes } = look
  const ward = wardById(db, wardId, scopes)
  if (!ward) throw new ProblemError('WARD_UNKNOWN')
  const beds = statement(db, BEDS).all(wardId) as BedCells[]
  const unplaced = statement(db, UNPLACED).all(wardId) as OccupantCells[]
  const patients = [...beds, ...unplaced].filter((each) => each.admission_id !== null).map((each) => each.patient_id)
  const names = namesOf(db, look.faces, patients)
  return {
    ward,
    beds: beds.map((cells) => bedView(look, cells, names)),
    unplaced: unplaced.map((cells) => occupantOf(look, cells, cells.admission_id ?? '', names)),
    asOf: wardScope(scopes, wardId)?.confirmedAt ?? null,
  }
}

function bedView(look: WardLook, cells: BedCells, names: Map<string, NameAndAllergies>): BedView {
  return {
    bedId: cells.bed_id,
    label: cells.label,
    room: cells.room ?? '',
    roomIsolation: cells.room_isolation === 1,
    position: cells.position,
    state: cells.state,
    occupant: cells.admission_id === null ? null : occupantOf(look, cells, cells.admission_id, names),
  }
}

function occupantOf(
  look: WardLook,
  cells: OccupantCells,
  admissionId: string,
  names: Map<string, NameAndAllergies>,
): OccupantView {
  const { allergies, ...patient } = names.get(cells.patient_id) ?? nameless(cells.patient_id)
  const sets = statement(look.db, SETS).all(admissionId, latestPast(look.now)) as VitalsCells[]
  const about = {
    birthDate: patient.birthDate,
    pregnant: cells.pregnant === 1,
    admittedAt: cells.admitted_at,
    observeEveryMinutes: cells.observe_every_minutes,
    utcOffsetMinutes: look.utcOffsetMinutes,
  }
  return {
    admissionId,
    patient,
    bht: cells.bht,
    admittedAt: cells.admitted_at,
    reason: cells.reason,
    isolation: cells.isolation,
    allergies,
    dischargeStage: reachedStage(cells.stages),
    ...summarise(sets, about, look.now),
    pending: cells.pending === 1 || cells.bed_pending === 1 || sets[0]?.pending === 1,
  }
}

const reachedStage = (stages: string): DischargeStage | null =>
  (JSON.parse(stages) as { stage: DischargeStage }[]).at(-1)?.stage ?? null
