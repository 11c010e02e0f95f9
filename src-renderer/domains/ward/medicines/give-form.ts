import { wentIn } from '../../../../src-shared/domains/ward/rules/dose-outcome.ts'
import { type Amount, amountNumber, amountOf } from '../../../../src-shared/kernel/amount.ts'
import type { Inputs } from '../../../platform/api.ts'
import type { Giving } from './use-bedside.ts'

type Entry = Inputs['medicines']['recordAdministration']
export type Outcome = Entry['outcome']
export type NotGivenReason = NonNullable<Entry['reason']>
export type NoScanReason = NonNullable<Entry['noScanReason']>

export interface GiveForm {
  outcome: Outcome
  /** In the unit of the order. */
  amount: string
  reason: NotGivenReason | ''
  noScanReason: NoScanReason | ''
  note: string
}

export const startOf = ({ order }: Giving): GiveForm => ({
  outcome: 'given',
  amount: order ? amountNumber(order.dose).replaceAll(',', '') : '',
  reason: '',
  noScanReason: '',
  note: '',
})

/** The amount that goes in, as it was typed; null: it is no amount. */
export const amountIn = (form: GiveForm, { order }: Giving): Amount | null =>
  order ? amountOf(form.amount, order.dose.unit) : null

/** What is still missing before it can be recorded, as the name of a text; null: nothing. */
export function missing(form: GiveForm, giving: Giving): 'order' | 'reason' | 'noScan' | 'note' | 'amount' | null {
  const { order, verdict, patientScanned } = giving
  if (!order || (verdict?.level === 'stop' && wentIn(form))) return 'order'
  if (form.outcome !== 'given' && form.reason === '') return 'reason'
  if (wentIn(form) && !(patientScanned && verdict) && form.noScanReason === '') return 'noScan'
  if (wentIn(form) && amountIn(form, giving) === null) return 'amount'
  const asked = (wentIn(form) && verdict?.level === 'ask') || form.reason === 'other'
  return asked && form.note.trim().length < 3 ? 'note' : null
}

/** The record as the command takes it. */
export function entryOf(form: GiveForm, giving: Giving, about: { admissionId: string; patientId: string }): Entry {
  const { order, verdict, dueAt, patientScanned } = giving
  return {
    ...about,
    orderId: order?.orderId ?? '',
    dueAt,
    outcome: form.outcome,
    dose: wentIn(form) ? amountIn(form, giving) : null,
    productId: verdict?.product?.productId ?? null,
    ...{ lot: verdict?.lot ?? null, expiry: verdict?.expiry ?? null },
    ...{ patientScanned, drugScanned: verdict !== null },
    noScanReason: form.noScanReason || null,
    reason: form.outcome === 'given' ? null : form.reason || null,
    note: form.note.trim() || null,
  }
}
