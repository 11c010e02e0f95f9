import { describe, expect, it } from 'vitest'
import type { InputOf } from '../../../kernel/command.ts'
import { amount } from '../../../testing/formulary.ts'
import { applied, HOUR, MORNING, refusal, testId } from '../../../testing/memory-store.ts'
import { genericId, ordered, productId } from '../../../testing/ordered.ts'
import { nimal } from '../../../testing/ward-seven.ts'
import { WardGeneric } from '../formulary.ts'
import { Administration } from '../order-records.ts'
import { Admission, WardPatient } from '../records.ts'
import { holdOrder, stopOrder } from './hold-order.ts'
import { markAdministrationInError } from './mark-administration-in-error.ts'
import { recordAdministration, recordWitnessedAdministration } from './record-administration.ts'
import { recordEffect } from './record-effect.ts'

type Entry = InputOf<typeof recordAdministration>
const prn = { type: 'prn', minIntervalMinutes: 240, maxIn24h: 2 } as const
const SECOND = testId(6)
const witness = { userId: SECOND, method: 'pin', at: MORNING } as const
const proof = { method: 'pin', at: MORNING, witness } as const

function round(
  change: Parameters<ReturnType<typeof ordered>['order']>[1] = {},
  name: 'amoxicillin' | 'warfarin' = 'amoxicillin',
) {
  const ward = ordered()
  const orderId = ward.order(name, { startAt: MORNING - 2 * HOUR, ...change })
  const entry = (more: Partial<Entry> = {}): Entry => ({
    ...{ orderId, admissionId: ward.admissionId, patientId: ward.patientId, dueAt: MORNING, outcome: 'given' },
    ...{ dose: amount('500', 'mg'), patientScanned: true, drugScanned: true },
    ...more,
  })
  const give = (more: Partial<Entry> = {}, at = MORNING) =>
    applied(ward.store.run(recordAdministration, entry(more), { at }))
  const row = (id: string | undefined) => ward.store.get(Administration, id ?? '')
  return { ...ward, orderId, entry, give, row }
}

describe('record a dose', () => {
  it('given a due dose, when both are scanned and it is given, then it is kept as completed, in time', () => {
    const { give, row, orderId, admissionId } = round()
    const { result, flags } = give({ productId: productId('amoxicillin'), lot: 'A1', expiry: '2027-05-31' })
    expect(flags).toEqual([])
    expect(row(result.administrationId)).toMatchObject({
      ...{ orderId, admissionId, status: 'completed', outcome: 'given', timeliness: 'onTime', at: MORNING },
      ...{ dose: amount('500', 'mg'), lot: 'A1', witnessId: null, possibleDoubleOf: null, recheckAt: null },
    })
  })

  it.each(['refused', 'withheld', 'notAvailable'] as const)(
    'given %s, then nothing went in, and the reason stands',
    (outcome) => {
      const { give, row } = round()
      const { result, flags } = give({ outcome, reason: 'nilByMouth', dose: amount('500', 'mg') })
      expect(flags).toEqual([])
      expect(row(result.administrationId)).toMatchObject({
        ...{ status: 'not-done', outcome, reason: 'nilByMouth', dose: null, timeliness: null },
      })
    },
  )

  it.each([
    [-61, 'early'],
    [-60, 'onTime'],
    [60, 'onTime'],
    [61, 'late'],
  ] as const)('given %d minutes after its time, then it is %s', (minutes, timeliness) => {
    const { give, row } = round()
    const at = MORNING + minutes * 60_000
    expect(row(give({ at }, Math.max(at, MORNING)).result.administrationId)?.timeliness).toBe(timeliness)
  })

  it.each<[string, Partial<Entry>, string]>([
    ['no reason for a refusal', { outcome: 'refused' }, 'Say why'],
    ['no reason for a part', { outcome: 'partial' }, 'Say why'],
    ['another reason without words', { outcome: 'withheld', reason: 'other' }, 'Say what'],
    ['no dose', { dose: null }, 'how much'],
    ['no scan of the patient', { patientScanned: false }, 'not scanned'],
    ['no scan of the drug', { drugScanned: false }, 'not scanned'],
  ])('given %s, when sent, then the input is refused', (_, change, message) => {
    const { entry, store } = round()
    expect(() => store.run(recordAdministration, entry(change))).toThrow(message)
  })

  it('given no scan for a reason, then it is kept with the reason', () => {
    const { give, row } = round()
    const { result } = give({ drugScanned: false, noScanReason: 'noBarcode' })
    expect(row(result.administrationId)).toMatchObject({ drugScanned: false, noScanReason: 'noBarcode' })
  })
})

describe('a dose that breaches a rule stands, and a person is told', () => {
  it('given two terminals that gave the same dose, then both records stay and the second names the first', () => {
    const { give, row, store } = round()
    const first = give().result.administrationId
    const { result, flags } = give()
    expect(flags).toEqual(['ADMINISTRATION_DOUBLE'])
    expect(row(result.administrationId)?.possibleDoubleOf).toBe(first)
    expect(store.all(Administration)).toHaveLength(2)
  })

  it('given the other record was a refusal, an error or of another time, then it is no double', () => {
    const { give, store } = round()
    give({ outcome: 'refused', reason: 'asleep' })
    const wrong = give().result.administrationId ?? ''
    applied(store.run(markAdministrationInError, { administrationId: wrong, reason: 'Another patient' }))
    expect(give({ dueAt: MORNING + 12 * HOUR }, MORNING + 12 * HOUR).flags).toEqual([])
    expect(give().flags).toEqual([])
  })

  it('given the order was stopped or held before, then it says so; given before that, it does not', () => {
    const stopped = round()
    applied(stopped.store.run(stopOrder, { orderId: stopped.orderId, reason: 'Rash' }, { at: MORNING }))
    expect(stopped.give({ at: MORNING - 1 }).flags).toEqual([])
    expect(stopped.give({ dueAt: MORNING + 1 }).flags).toEqual(['ADMINISTRATION_ORDER_OVER'])
    const held = round()
    applied(held.store.run(holdOrder, { orderId: held.orderId, reason: 'Nil by mouth' }, { at: MORNING }))
    expect(held.give({ at: MORNING - 1 }).flags).toEqual([])
    expect(held.give({ dueAt: MORNING + 1 }).flags).toEqual(['ADMINISTRATION_ORDER_HELD'])
  })

  it('given more than was ordered, another medicine, or an expired one, then it says so', () => {
    expect(round().give({ dose: amount('500.001', 'mg') }).flags).toEqual(['ADMINISTRATION_DOSE_ABOVE'])
    expect(round().give({ productId: productId('aspirin') }).flags).toEqual(['ADMINISTRATION_WRONG_MEDICINE'])
    expect(round().give({ expiry: '2026-03-01' }).flags).toEqual(['ADMINISTRATION_EXPIRED'])
    expect(round().give({ expiry: '2026-03-02' }).flags).toEqual([])
  })

  it('given another patient than the one it was ordered for, then it is on that patient’s record and says so', () => {
    const { give, row, store } = round()
    const { result, flags } = give({ patientId: nimal.patientId })
    expect(flags).toEqual(['WARD_PATIENT_UNKNOWN', 'ADMINISTRATION_WRONG_PATIENT'])
    expect(row(result.administrationId)).toMatchObject({ patientId: nimal.patientId, admissionId: null })
    expect(store.get(WardPatient, nimal.patientId)?.resolved).toBe(false)
  })

  it('given an order that is not known, then the dose is kept', () => {
    const { give, row } = round()
    const { result, flags } = give({ orderId: testId(991) })
    expect(flags).toEqual(['ADMINISTRATION_ORDER_UNKNOWN'])
    expect(row(result.administrationId)).toMatchObject({ status: 'completed', timeliness: null })
  })

  it('given the patient had left before, then it says so', () => {
    const { give, store, admission } = round()
    const stay = admission()
    if (stay) store.put(Admission, { ...stay, status: 'discharged', bedId: null, dischargedAt: MORNING - 1 })
    expect(give().flags).toEqual(['WARD_AFTER_DISCHARGE'])
    expect(give({ at: MORNING - 1, dueAt: MORNING + 1 }).flags).toEqual([])
  })

  it('given a time still to come, then it says so', () => {
    expect(round().give({ at: MORNING + 6 * 60_000 }).flags).toEqual(['ADMINISTRATION_AHEAD'])
  })
})

describe('a medicine that is given when needed', () => {
  it('given it is given, then its effect is to be looked at in an hour, and is kept when it was', () => {
    const { give, row, store } = round({ timing: prn, indication: 'Pain' })
    const administrationId = give({ dueAt: null }).result.administrationId ?? ''
    expect(row(administrationId)?.recheckAt).toBe(MORNING + HOUR)
    applied(store.run(recordEffect, { administrationId, helped: 'partly', note: ' ' }, { userId: testId(5) }))
    expect(row(administrationId)?.effect).toEqual({ helped: 'partly', note: null, by: testId(5), at: MORNING })
  })

  it('given nothing went in, or nothing is known of it, then there is no effect', () => {
    const { give, store } = round({ timing: prn, indication: 'Pain' })
    const administrationId = give({ dueAt: null, outcome: 'refused', reason: 'asleep' }).result.administrationId ?? ''
    expect(refusal(store.run(recordEffect, { administrationId, helped: 'no' }))).toBe('ADMINISTRATION_NOT_GIVEN')
    expect(refusal(store.run(recordEffect, { administrationId: testId(992), helped: 'no' }))).toBe(
      'ADMINISTRATION_UNKNOWN',
    )
  })

  it('given it is too early by a minute, then it is kept and flagged; given the interval is over, it is not', () => {
    const { give } = round({ timing: prn, indication: 'Pain' })
    give({ dueAt: null })
    expect(give({ dueAt: null }, MORNING + 239 * 60_000).flags).toEqual(['ADMINISTRATION_PRN_LIMIT'])
    const other = round({ timing: prn, indication: 'Pain' })
    other.give({ dueAt: null })
    expect(other.give({ dueAt: null }, MORNING + 240 * 60_000).flags).toEqual([])
  })

  it('given the maximum is reached, then the next one in 24 hours is flagged', () => {
    const { give } = round({ timing: prn, indication: 'Pain' })
    give({ dueAt: null })
    give({ dueAt: null }, MORNING + 6 * HOUR)
    expect(give({ dueAt: null }, MORNING + 24 * HOUR - 1).flags).toEqual(['ADMINISTRATION_PRN_LIMIT'])
    expect(round({ timing: prn, indication: 'Pain' }).give({ dueAt: null }, MORNING + 24 * HOUR).flags).toEqual([])
  })

  it('given another terminal’s dose arrives first and lies just after, then the earlier one is flagged', () => {
    const { give } = round({ timing: prn, indication: 'Pain' })
    give({ dueAt: null }, MORNING + HOUR)
    expect(give({ dueAt: null, at: MORNING }, MORNING + HOUR).flags).toEqual(['ADMINISTRATION_PRN_LIMIT'])
  })
})

describe('a high-alert medicine', () => {
  const both = { witnessDose: amount('500', 'mg') }

  it('given one nurse alone, when she records that it went in, then she is asked for a second one', () => {
    const { entry, store } = round({}, 'warfarin')
    expect(refusal(store.run(recordAdministration, entry()))).toBe('ADMINISTRATION_NEEDS_WITNESS')
    expect(
      refusal(store.run(recordAdministration, entry({ outcome: 'withheld', reason: 'clinicianAsked' }))),
    ).toBeNull()
  })

  it('given it went in without a second nurse all the same, when it arrives, then it is kept and flagged', () => {
    const { entry, store } = round({}, 'warfarin')
    expect(applied(store.run(recordAdministration, entry(), { later: true })).flags).toEqual([
      'ADMINISTRATION_NO_WITNESS',
    ])
  })

  it('given a controlled medicine that is not high-alert (bug: it was given by one nurse alone), then it needs a second one as well', () => {
    const { entry, store } = round()
    const generic = store.get(WardGeneric, genericId('amoxicillin'))
    expect(generic?.highAlert).toBeNull()
    if (generic) store.put(WardGeneric, { ...generic, controlled: true })
    expect(refusal(store.run(recordAdministration, entry()))).toBe('ADMINISTRATION_NEEDS_WITNESS')
    expect(applied(store.run(recordAdministration, entry(), { later: true })).flags).toEqual([
      'ADMINISTRATION_NO_WITNESS',
    ])
  })

  it('given both calculated the same, then the second nurse stands in the record', () => {
    const { entry, store, row } = round({}, 'warfarin')
    const { result, flags } = applied(store.run(recordWitnessedAdministration, { ...entry(), ...both }, { proof }))
    expect(flags).toEqual([])
    expect(row(result.administrationId)?.witnessId).toBe(SECOND)
  })

  it.each([
    ['another amount', amount('501', 'mg')],
    ['the number in another unit', amount('500', 'ug')],
    ['another base', amount('500', 'mL')],
  ])('given the second nurse calculated %s, then it is refused', (_, witnessDose) => {
    const { entry, store } = round({}, 'warfarin')
    const entered = { ...entry(), witnessDose }
    expect(refusal(store.run(recordWitnessedAdministration, entered, { proof }))).toBe(
      'ADMINISTRATION_CALCULATIONS_DIFFER',
    )
  })

  it('given half a gram and five hundred milligrams, then they are the same', () => {
    const { entry, store } = round({}, 'warfarin')
    const entered = { ...entry(), witnessDose: amount('0.5', 'g') }
    expect(refusal(store.run(recordWitnessedAdministration, entered, { proof }))).toBeNull()
  })

  it('The platform asks for the second person’s own credential', () => {
    expect(recordWitnessedAdministration.witness).toEqual(['nurse', 'clinician'])
  })
})

describe('a record that was wrong', () => {
  it('given a record, when marked, then it stays readable with the reason; twice or unknown is refused', () => {
    const { give, row, store } = round()
    const administrationId = give().result.administrationId ?? ''
    const marked = { administrationId, reason: 'Another patient' }
    applied(store.run(markAdministrationInError, marked, { userId: testId(5) }))
    expect(row(administrationId)).toMatchObject({
      ...{ status: 'entered-in-error', errorReason: 'Another patient', errorBy: testId(5), errorAt: MORNING },
      dose: amount('500', 'mg'),
    })
    expect(refusal(store.run(markAdministrationInError, marked))).toBe('ADMINISTRATION_ALREADY_IN_ERROR')
    const unknown = { administrationId: testId(993), reason: 'Another patient' }
    expect(refusal(store.run(markAdministrationInError, unknown))).toBe('ADMINISTRATION_UNKNOWN')
  })
})
