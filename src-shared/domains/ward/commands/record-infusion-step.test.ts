import { describe, expect, it } from 'vitest'
import type { InputOf } from '../../../kernel/command.ts'
import { amount } from '../../../testing/formulary.ts'
import { applied, HOUR, MORNING, refusal, testId } from '../../../testing/memory-store.ts'
import { ordered } from '../../../testing/ordered.ts'
import { nimal } from '../../../testing/ward-seven.ts'
import { InfusionStep } from '../infusion-records.ts'
import { Admission, WardPatient } from '../records.ts'
import { holdOrder, stopOrder } from './hold-order.ts'
import { markInfusionStepInError } from './mark-infusion-step-in-error.ts'
import { recordAdministration } from './record-administration.ts'
import { recordInfusionStep, recordWitnessedInfusionStep } from './record-infusion-step.ts'

type Entry = InputOf<typeof recordInfusionStep>
const timing = { type: 'infusion', rate: amount('100', 'mL'), volume: amount('1000', 'mL') } as const
const SECOND = testId(6)
const witness = { userId: SECOND, method: 'pin', at: MORNING } as const
const proof = { method: 'pin', at: MORNING, witness } as const
const reason = 'Another pump was meant'

/** An infusion whose bag was hung two hours ago. */
function running(name: 'amoxicillin' | 'warfarin' = 'amoxicillin', hang = true) {
  const ward = ordered()
  const orderId = ward.order(name, { startAt: MORNING - 2 * HOUR, timing })
  const about = { orderId, admissionId: ward.admissionId, patientId: ward.patientId }
  const bag = hang
    ? applied(
        ward.store.run(
          recordAdministration,
          {
            ...{ ...about, dueAt: null, outcome: 'given', dose: amount('500', 'mg'), at: MORNING - 2 * HOUR },
            ...{ patientScanned: true, drugScanned: true },
          },
          { at: MORNING - 2 * HOUR, later: true },
        ),
      ).result.administrationId
    : null
  const entry = (more: Partial<Entry> = {}): Entry => ({
    ...{ ...about, step: 'rate', rate: amount('80', 'mL'), seenId: bag ?? null },
    ...more,
  })
  const record = (more: Partial<Entry> = {}) =>
    applied(ward.store.run(recordInfusionStep, entry(more), { at: MORNING }))
  const row = (id: string | undefined) => ward.store.get(InfusionStep, id ?? '')
  return { ...ward, orderId, bag, entry, record, row }
}

describe('record a step of an infusion', () => {
  it('given an infusion that runs, when the rate is lowered, then it is kept with who and when', () => {
    const { record, row, orderId, admissionId } = running()
    const { result, flags } = record()
    expect(flags).toEqual([])
    expect(row(result.stepId)).toMatchObject({
      ...{ orderId, admissionId, step: 'rate', rate: amount('80', 'mL'), at: MORNING },
      ...{ witnessId: null, unseenId: null, status: 'final' },
    })
  })

  it.each<[string, Partial<Entry>]>([
    ['a change of rate without a rate', { rate: null }],
    ['a pause with one', { step: 'pause' }],
    ['less than nothing left', { step: 'stop', rate: null, remaining: -1 }],
    ['parts of a millilitre left', { step: 'stop', rate: null, remaining: 0.5 }],
    ['more left than any bag holds', { step: 'stop', rate: null, remaining: 20_001 }],
  ])('given %s, then the input is refused', (_, more) => {
    const { store, entry } = running()
    expect(() => store.run(recordInfusionStep, entry(more))).toThrow()
  })

  it.each([
    ['100', []],
    ['100.001', ['INFUSION_RATE_ABOVE']],
  ])('given %s mL/h of 100 ordered, then what is above is kept, and a doctor is told', (rate, expected) => {
    expect(running().record({ rate: amount(rate, 'mL') }).flags).toEqual(expected)
  })

  it('given a rate in another unit than the order’s, then a doctor is told', () => {
    expect(running().record({ rate: amount('1', 'mg') }).flags).toEqual(['INFUSION_RATE_ABOVE'])
  })

  it('given no bag was hung, then a rate is kept and flagged; a stop needs none', () => {
    const { record } = running('amoxicillin', false)
    expect(record().flags).toEqual(['INFUSION_NO_BAG'])
    expect(running('amoxicillin', false).record({ step: 'stop', rate: null }).flags).toEqual([])
  })

  it('given two terminals that change the same infusion, then both stay, and the one that had not seen the other is flagged', () => {
    const { record, row, entry, bag } = running()
    const first = record().result.stepId
    const second = record({ rate: amount('60', 'mL') })
    expect(second.flags).toEqual(['INFUSION_CHANGED_MEANWHILE'])
    expect([row(first)?.status, row(second.result.stepId)?.unseenId]).toEqual(['final', first])
    expect(record({ ...entry(), rate: amount('50', 'mL'), seenId: second.result.stepId ?? null }).flags).toEqual([])
    expect(bag).not.toBeNull()
  })

  it('given a step before the one that is known, then what came after it was nothing to see', () => {
    const { record, bag } = running()
    record()
    expect(record({ step: 'pause', rate: null, at: MORNING - HOUR, seenId: bag }).flags).toEqual([])
  })

  it('given the order is on hold or over, then a rate is kept and flagged', () => {
    const held = running()
    held.store.run(holdOrder, { orderId: held.orderId, reason: 'Nil by mouth' }, { at: MORNING - HOUR })
    expect(held.record().flags).toEqual(['ADMINISTRATION_ORDER_HELD'])
    const over = running()
    over.store.run(stopOrder, { orderId: over.orderId, reason: 'Course complete' }, { at: MORNING - HOUR })
    expect(over.record().flags).toEqual(['ADMINISTRATION_ORDER_OVER'])
    expect(over.record({ step: 'stop', rate: null, seenId: over.bag }).flags).toEqual(['INFUSION_CHANGED_MEANWHILE'])
  })

  it('given another patient, an unknown order, a time to come or a patient who has left, then it is kept and flagged', () => {
    const { record, store, row, admissionId } = running()
    const wrong = record({ patientId: nimal.patientId })
    expect(wrong.flags).toContain('ADMINISTRATION_WRONG_PATIENT')
    expect(row(wrong.result.stepId)?.admissionId).toBeNull()
    expect(record({ orderId: testId(999), seenId: null }).flags).toEqual(['ADMINISTRATION_ORDER_UNKNOWN'])
    expect(record({ patientId: testId(77) }).flags).toContain('WARD_PATIENT_UNKNOWN')
    expect(store.get(WardPatient, testId(77))).toMatchObject({ resolved: false })
    expect(record({ at: MORNING + HOUR }).flags).toContain('ADMINISTRATION_AHEAD')
    const stay = store.get(Admission, admissionId)
    store.put(Admission, { ...stay, dischargedAt: MORNING - HOUR } as typeof stay & object)
    expect(record().flags).toContain('WARD_AFTER_DISCHARGE')
  })
})

describe('a high-alert infusion', () => {
  it('given one nurse alone who waits, then a new rate is refused; a pause and a stop are not', () => {
    const { store, entry } = running('warfarin')
    expect(refusal(store.run(recordInfusionStep, entry(), { at: MORNING }))).toBe('ADMINISTRATION_NEEDS_WITNESS')
    expect(applied(store.run(recordInfusionStep, entry({ step: 'pause', rate: null }), { at: MORNING })).flags).toEqual(
      [],
    )
  })

  it('given it has happened and nobody waits, then it is kept and flagged', () => {
    const { store, entry } = running('warfarin')
    expect(applied(store.run(recordInfusionStep, entry(), { at: MORNING, later: true })).flags).toEqual([
      'ADMINISTRATION_NO_WITNESS',
    ])
  })

  it('given a second nurse who has calculated the same, then it is kept with both; otherwise it is refused', () => {
    const { store, entry, row } = running('warfarin')
    const plain = entry({ rate: amount('50', 'mL') })
    const differ = { ...plain, witnessRate: amount('5', 'mL') }
    expect(refusal(store.run(recordWitnessedInfusionStep, differ, { at: MORNING, proof }))).toBe(
      'ADMINISTRATION_CALCULATIONS_DIFFER',
    )
    const same = { ...plain, witnessRate: amount('0.05', 'L') }
    const { result, flags } = applied(store.run(recordWitnessedInfusionStep, same, { at: MORNING, proof }))
    expect(flags).toEqual([])
    expect(row(result.stepId)?.witnessId).toBe(SECOND)
  })
})

describe('mark a step as entered in error', () => {
  it('given a step, when it is marked, then it stays, with who, when and why, and no longer counts as seen', () => {
    const { store, record, row, bag } = running()
    const { stepId } = record().result
    store.run(markInfusionStepInError, { stepId: stepId ?? '', reason }, { at: MORNING })
    expect(row(stepId)).toMatchObject({ status: 'enteredInError', errorReason: reason, errorAt: MORNING })
    expect(record({ rate: amount('70', 'mL'), seenId: bag }).flags).toEqual([])
    const again = store.run(markInfusionStepInError, { stepId: stepId ?? '', reason })
    expect(refusal(again)).toBe('INFUSION_STEP_ALREADY_IN_ERROR')
    expect(refusal(store.run(markInfusionStepInError, { stepId: testId(999), reason }))).toBe('INFUSION_STEP_UNKNOWN')
  })
})
