import type { DoseView, FormerOrderView, MedicinesView, OrderView } from '../../../../src-shared/domains/ward/index.ts'
import { doseTimes } from '../../../../src-shared/domains/ward/rules/dose-times.ts'
import { doseState } from '../../../../src-shared/domains/ward/rules/dose-window.ts'
import { bagState, nextBagAt } from '../../../../src-shared/domains/ward/rules/infusion.ts'
import type { Database } from '../../../platform/sqlite/database.ts'
import { type Infusion, infusionsOf, infusionView } from './infusions.ts'
import {
  allowanceOf,
  currentVersions,
  type DoseCells,
  dosesOf,
  formerOrdersOf,
  medicineOf,
  type OrderCells,
  ordersOf,
  productOf,
  recordView,
} from './medicine-cells.ts'
import { patientOf } from './ward-of.ts'

const HOUR = 3_600_000
/** What a medicine chart shows around now. */
const BEHIND = 24 * HOUR
const AHEAD = 24 * HOUR

export interface MedicineLook {
  db: Database
  now: number
  utcOffsetMinutes: number
}

/** A patient's medicine chart; null where this workstation does not hold the stay. `nameOf`: of staff. */
export function medicinesOf(
  look: MedicineLook,
  admissionId: string,
  nameOf: (userId: string) => string,
): MedicinesView | null {
  const { db, now } = look
  const patientId = patientOf(db, admissionId)
  if (patientId === null) return null
  const [from, to] = [now - BEHIND, now + AHEAD]
  const doses = dosesOf(db, admissionId, from)
  const versions = currentVersions(db, admissionId)
  const replaced = formerOrdersOf(db, admissionId)
  const infusions = infusionsOf(db, admissionId, now)
  const orders = ordersOf(db, admissionId, from).map((cells) => {
    const own = doses.filter((dose) => (versions.get(dose.order_id) ?? dose.order_id) === cells.id)
    const former = replaced.filter(({ id }) => versions.get(id) === cells.id)
    return {
      ...orderView(look, cells, own, { from, to, infusion: infusions.get(cells.id) ?? null }, nameOf),
      former: former.map((each) => formerView(each, nameOf)),
    }
  })
  return { admissionId, patientId, from, to, now, orders: orders.sort((a, b) => standing(a) - standing(b)) }
}

const standing = ({ status }: OrderView) => ['active', 'held', 'stopped', 'replaced'].indexOf(status)

interface Span {
  from: number
  to: number
  /** How it runs; null: it is no infusion. */
  infusion: Infusion | null
}

function orderView(
  look: MedicineLook,
  cells: OrderCells,
  own: readonly DoseCells[],
  span: Span,
  nameOf: (userId: string) => string,
): Omit<OrderView, 'former'> {
  const timing = JSON.parse(cells.timing) as OrderView['timing']
  const signed = (text: string | null) => {
    const said = text === null ? null : (JSON.parse(text) as NonNullable<OrderView['held']>)
    return said && { ...said, by: nameOf(said.by) }
  }
  const alerts = JSON.parse(cells.alerts) as (OrderView['alerts'][number] & { override: unknown })[]
  return {
    orderId: cells.id,
    medicine: medicineOf(cells),
    product: productOf(cells),
    dose: JSON.parse(cells.dose),
    ...{ route: cells.route, timing, indication: cells.indication, version: cells.version },
    ...{ startAt: cells.start_at, stopAt: cells.stop_at, status: cells.status },
    ...{ prescribedBy: nameOf(cells.prescribed_by), prescribedAt: cells.prescribed_at },
    ...{ held: signed(cells.held), stopped: signed(cells.stopped), checkedBy: cells.checked_by },
    changed: cells.changed === null ? null : JSON.parse(cells.changed),
    alerts: alerts.map(({ override, ...alert }) => ({ ...alert, overridden: override !== null })),
    doses: scheduled(look, cells, timing, own, span, nameOf),
    records: own.map((dose) => recordView(dose, nameOf)),
    prn: allowanceOf(timing, own, look.now),
    infusion: timing.type === 'infusion' && span.infusion ? infusionView(span.infusion, timing.rate, nameOf) : null,
    pending: cells.pending === 1,
  }
}

const formerView = (cells: OrderCells, nameOf: (userId: string) => string): FormerOrderView => ({
  ...{ orderId: cells.id, version: cells.version, product: productOf(cells) },
  ...{ dose: JSON.parse(cells.dose), route: cells.route, timing: JSON.parse(cells.timing) },
  ...{ indication: cells.indication, prescribedBy: nameOf(cells.prescribed_by), prescribedAt: cells.prescribed_at },
  changed: cells.changed === null ? null : JSON.parse(cells.changed),
})

function scheduled(
  look: MedicineLook,
  cells: OrderCells,
  timing: OrderView['timing'],
  own: readonly DoseCells[],
  { from, to, infusion }: Span,
  nameOf: (userId: string) => string,
): DoseView[] {
  const schedule = { timing, startAt: cells.start_at, stopAt: cells.stop_at }
  const order = { timing, timeCritical: cells.time_critical === 1 }
  let isFirstToCome = true
  const recorded = own.filter((dose) => dose.due_at !== null && dose.status !== 'entered-in-error')
  const bag = infusion ? nextBagOf(infusion, cells, to) : null
  const planned = bag === null ? doseTimes(schedule, from, to, look.utcOffsetMinutes) : [bag]
  // doses of the version before this one have times that this schedule may not know
  const times = new Set([...planned, ...recorded.map((dose) => dose.due_at as number)])
  return [...times]
    .sort((one, other) => one - other)
    .flatMap((dueAt): DoseView[] => {
      // the newest valid record counts: what was marked as an error leaves the dose open again
      const record = recorded.find((dose) => dose.due_at === dueAt)
      if (record) return [{ dueAt, state: 'done', record: recordView(record, nameOf) }]
      if (cells.status !== 'active') return []
      if (infusion) {
        const isFirst = infusion.course.state === 'notStarted'
        return [{ dueAt, state: bagState(isFirst, dueAt, look.now), record: null }]
      }
      const state = doseState(order, dueAt, look.now, isFirstToCome)
      if (state === 'next') isFirstToCome = false
      return [{ dueAt, state, record: null }]
    })
}

/** When its next bag is hung; null: none in the shown time. */
function nextBagOf({ course }: Infusion, { start_at, stop_at }: OrderCells, to: number): number | null {
  const at = nextBagAt(course, start_at)
  return at === null || at >= to || (stop_at !== null && at >= stop_at) ? null : at
}

/** The dose of an order that is given next: the earliest that is overdue or due, else the next one. */
export const openDose = (doses: readonly DoseView[]) =>
  doses.find(({ state }) => state === 'overdue' || state === 'due') ??
  doses.find(({ state }) => state === 'next') ??
  null
