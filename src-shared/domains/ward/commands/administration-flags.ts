import { amountText, sameBase } from '../../../kernel/amount.ts'
import type { Flag } from '../../../kernel/command.ts'
import type { RowOf } from '../../../kernel/kind.ts'
import { isAhead } from '../../../kernel/time.ts'
import { flag } from '../errors.ts'
import type { Administration } from '../order-records.ts'
import { stillCounts, wentIn } from '../rules/dose-outcome.ts'
import { prnAllowance } from '../rules/prn-limit.ts'
import { needsSecondNurse } from '../rules/second-nurse.ts'
import type { AdministrationState } from './record-administration.ts'

type Row = RowOf<typeof Administration>
type Entry = Pick<Row, 'id' | 'outcome' | 'at' | 'dueAt' | 'dose' | 'expiry' | 'patientId' | 'admissionId'> & {
  witnessId: string | null
}

/** Records of the same scheduled dose that went in as well. */
export function doublesOf({ others }: AdministrationState, entry: Pick<Entry, 'id' | 'dueAt' | 'outcome'>): Row[] {
  if (!wentIn(entry) || entry.dueAt === null) return []
  return others.filter((row) => row.id !== entry.id && stillCounts(row) && row.dueAt === entry.dueAt)
}

/** Breaches of a record that stands all the same. */
export function administrationFlags(
  state: AdministrationState,
  entry: Entry,
  { occurredAt, utcOffsetMinutes }: { occurredAt: number; utcOffsetMinutes: number },
): Flag[] {
  const { order, generic, patient } = state
  const name = generic?.name ?? ''
  const ahead = isAhead(entry.at, occurredAt) ? [flag('ADMINISTRATION_AHEAD', 'nurse', { name })] : []
  const stranger = patient ? [] : [flag('WARD_PATIENT_UNKNOWN', 'nurse')]
  if (!order) return [...stranger, ...ahead, flag('ADMINISTRATION_ORDER_UNKNOWN', 'nurse')]
  const wrongPatient =
    order.patientId === entry.patientId ? [] : [flag('ADMINISTRATION_WRONG_PATIENT', 'clinician', { name })]
  if (!wentIn(entry)) return [...stranger, ...ahead, ...wrongPatient]
  const { admission } = state
  const left = admission && admission.dischargedAt !== null && entry.at > admission.dischargedAt
  const after = left ? [flag('WARD_AFTER_DISCHARGE', 'nurse', { bht: admission.bht })] : []
  return [
    ...stranger,
    ...ahead,
    ...wrongPatient,
    ...after,
    ...orderFlags(state, entry, name),
    ...productFlags(state, entry, name, utcOffsetMinutes),
    ...doubleFlags(state, entry, name),
    ...prnFlags(state, entry, name),
    ...(generic && needsSecondNurse(generic) && entry.witnessId === null
      ? [flag('ADMINISTRATION_NO_WITNESS', 'nurse', { name })]
      : []),
  ]
}

function orderFlags({ order }: AdministrationState, { at, dose }: Entry, name: string): Flag[] {
  if (!order) return []
  const over = order.stopAt !== null && at >= order.stopAt && order.status !== 'active'
  const isHeld = order.held !== null && at >= order.held.at
  const differs = dose !== null && sameBase(dose, order.dose) && dose.nano > order.dose.nano
  const params = { name, dose: dose ? amountText(dose) : '', ordered: amountText(order.dose) }
  return [
    ...(over ? [flag('ADMINISTRATION_ORDER_OVER', 'clinician', { name })] : []),
    ...(isHeld ? [flag('ADMINISTRATION_ORDER_HELD', 'clinician', { name })] : []),
    ...(differs ? [flag('ADMINISTRATION_DOSE_ABOVE', 'clinician', params)] : []),
  ]
}

function productFlags({ order, product }: AdministrationState, entry: Entry, name: string, offset: number): Flag[] {
  const wrong = product && order && product.genericId !== order.genericId
  const day = new Date(entry.at + offset * 60_000).toISOString().slice(0, 10)
  const expired = entry.expiry !== null && entry.expiry < day
  return [
    ...(wrong ? [flag('ADMINISTRATION_WRONG_MEDICINE', 'clinician', { name })] : []),
    ...(expired ? [flag('ADMINISTRATION_EXPIRED', 'pharmacist', { name, expiry: entry.expiry ?? '' })] : []),
  ]
}

/** Both records stay; a person decides. */
const doubleFlags = (state: AdministrationState, entry: Entry, name: string): Flag[] =>
  doublesOf(state, entry)
    .slice(0, 1)
    .map(({ id }) => ({ ...flag('ADMINISTRATION_DOUBLE', 'nurse', { name }), otherId: id }))

function prnFlags({ order, others }: AdministrationState, entry: Entry, name: string): Flag[] {
  if (order?.timing.type !== 'prn') return []
  // records of other terminals may be later than this one: what counts is what had gone in by then, and just after
  const given = others.filter((row) => row.id !== entry.id && stillCounts(row)).map(({ at }) => at)
  const before = prnAllowance(
    order.timing,
    given.filter((at) => at <= entry.at),
    entry.at,
  )
  const next = Math.min(...given.filter((at) => at > entry.at))
  const isTooNear = next - entry.at < order.timing.minIntervalMinutes * 60_000
  return before.from === null && !isTooNear ? [] : [flag('ADMINISTRATION_PRN_LIMIT', 'nurse', { name })]
}
