import type { InfusionStepView, InfusionView, OrderView } from '../../../../src-shared/domains/ward/index.ts'
import { stillCounts } from '../../../../src-shared/domains/ward/rules/dose-outcome.ts'
import {
  bagVolume,
  flowOf,
  type InfusionCourse,
  type InfusionEvent,
  infusionCourse,
  wholeMl,
} from '../../../../src-shared/domains/ward/rules/infusion.ts'
import type { Amount } from '../../../../src-shared/kernel/amount.ts'
import { type Database, statement } from '../../../platform/sqlite/database.ts'
import { currentVersions } from './medicine-cells.ts'

interface VersionCells {
  id: string
  dose: string
  timing: string
}
interface BagCells {
  id: string
  order_id: string
  at: number
  dose: string | null
  status: string
  outcome: string
}
interface StepCells {
  id: string
  order_id: string
  step: InfusionStepView['step']
  rate: string | null
  remaining: number | null
  at: number
  by: string
  note: string | null
  witness_id: string | null
  unseen_id: string | null
  status: 'final' | 'enteredInError'
  error_reason: string | null
  pending: number
}

const VERSIONS = `SELECT id, dose, timing FROM ward_medication_order
  WHERE admission_id = ? AND json_extract(timing, '$.type') = 'infusion'`
const BAGS = `SELECT id, order_id, at, dose, status, outcome FROM ward_administration
  WHERE order_id IN (SELECT value FROM json_each(?))`
const STEPS = `SELECT id, order_id, step, rate, remaining, at, by, note, witness_id, unseen_id, status, error_reason, pending
  FROM ward_infusion_step WHERE order_id IN (SELECT value FROM json_each(?)) ORDER BY at DESC, id DESC`

export interface Infusion {
  course: InfusionCourse
  steps: StepCells[]
}

type Order = { dose: Amount; timing: OrderView['timing'] }

/** The infusions of a stay by the newest version of their order: bags and steps of all versions make one course. */
export function infusionsOf(db: Database, admissionId: string, now: number): Map<string, Infusion> {
  const versions = statement(db, VERSIONS).all(admissionId) as VersionCells[]
  const found = new Map<string, Infusion>()
  if (versions.length === 0) return found
  const current = currentVersions(db, admissionId)
  const ids = JSON.stringify(versions.map(({ id }) => id))
  const orders = new Map(
    versions.map(({ id, dose, timing }): [string, Order] => [
      id,
      { dose: JSON.parse(dose), timing: JSON.parse(timing) },
    ]),
  )
  const newest = (id: string) => current.get(id) ?? id
  const bags = (statement(db, BAGS).all(ids) as BagCells[]).filter(stillCounts)
  const steps = statement(db, STEPS).all(ids) as StepCells[]
  for (const id of new Set(versions.map((version) => newest(version.id)))) {
    const own = <Cells extends { order_id: string }>(cells: readonly Cells[]) =>
      cells.filter((each) => newest(each.order_id) === id)
    const events = [
      ...own(bags).flatMap((bag) => bagEvent(bag, orders.get(bag.order_id))),
      ...own(steps)
        .filter(({ status }) => status === 'final')
        .flatMap((step) => stepEvent(step, orders.get(step.order_id))),
    ]
    found.set(id, { course: infusionCourse(events, now), steps: own(steps) })
  }
  return found
}

function bagEvent({ id, at, dose }: BagCells, order: Order | undefined): InfusionEvent[] {
  if (order?.timing.type !== 'infusion') return []
  const { rate } = order.timing
  const volume = bagVolume(order, dose ? JSON.parse(dose) : null)
  return [{ type: 'bag', id, at, volume, flow: flowOf(order, rate), rate }]
}

function stepEvent({ id, at, step, rate, remaining }: StepCells, order: Order | undefined): InfusionEvent[] {
  if (step === 'pause') return [{ type: 'pause', id, at }]
  if (step === 'stop') return [{ type: 'stop', id, at, remaining }]
  const said = rate === null ? null : (JSON.parse(rate) as Amount)
  return order && said ? [{ type: 'rate', id, at, rate: said, flow: flowOf(order, said) }] : []
}

export function infusionView(
  { course, steps }: Infusion,
  ordered: Amount,
  nameOf: (userId: string) => string,
): InfusionView {
  const { bag, rate } = course
  return {
    ...{ state: course.state, rate, endsAt: course.endsAt, seenId: course.lastId, isVolumeOpen: course.isVolumeOpen },
    differs: rate !== null && (rate.nano !== ordered.nano || rate.unit !== ordered.unit),
    bag: bag && {
      at: bag.at,
      volume: bag.volume === null ? null : wholeMl(bag.volume),
      infused: wholeMl(bag.infused),
    },
    steps: steps.map((cells) => ({
      ...{ stepId: cells.id, step: cells.step, at: cells.at, remaining: cells.remaining, note: cells.note },
      rate: cells.rate === null ? null : JSON.parse(cells.rate),
      by: nameOf(cells.by),
      witness: cells.witness_id ? nameOf(cells.witness_id) : null,
      meanwhile: cells.unseen_id !== null,
      inError: cells.status === 'enteredInError',
      errorReason: cells.error_reason,
      pending: cells.pending === 1,
    })),
  }
}
