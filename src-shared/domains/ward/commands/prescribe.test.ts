import { describe, expect, it } from 'vitest'
import { versionsOf } from '../../../kernel/command.ts'
import { amount } from '../../../testing/formulary.ts'
import { applied, MORNING, refusal, testId } from '../../../testing/memory-store.ts'
import { genericId, knows, ordered, PACK, productId } from '../../../testing/ordered.ts'
import { WardAllergy, WardDoseLimit, WardGeneric, WardInteraction, WardRulePack } from '../formulary.ts'
import { MedicationOrder } from '../order-records.ts'
import { Admission } from '../records.ts'
import { changeOrder } from './change-order.ts'
import { holdOrder, resumeOrder, stopOrder } from './hold-order.ts'
import { prescribe } from './prescribe.ts'

type Ward = ReturnType<typeof ordered>
const penicillin = { id: testId(70), substance: 'Penicillin', means: { ingredients: [], groups: ['J01C'] } }
const bleeding = (store: Ward['store'], severity: 'contraindicated' | 'major' = 'major') =>
  store.put(WardInteraction, {
    ...{ id: testId(71), packId: PACK, a: 'B01AA03', b: 'N02BA01', severity, evidence: 'established' },
    ...{ effect: 'Bleeding', advice: 'Choose another' },
  })
const reasonFor = (about: string, rule = 'interaction', ruleId: string | null = testId(71)) => ({
  ...{ rule, ruleId, about, reason: 'benefitOutweighsRisk' as const },
})

describe('order a medicine', () => {
  it('given a patient on the ward, when ordered, then the order stands with what it was checked by', () => {
    const { store, entry, admissionId, patientId } = ordered()
    const { result, flags } = applied(store.run(prescribe, entry('amoxicillin'), { userId: testId(5) }))
    expect(flags).toEqual([])
    expect(store.get(MedicationOrder, result.orderId ?? '')).toMatchObject({
      ...{ admissionId, patientId, genericId: genericId('amoxicillin'), status: 'active', version: 1 },
      ...{ startAt: MORNING, stopAt: null, prescribedBy: testId(5), checkedBy: 'demonstration' },
      timing: { type: 'times', times: ['08:00', '20:00'], everyDays: 1 },
    })
  })

  it('given a set that a pharmacist signed, then demonstration data count no more', () => {
    const { store, entry } = ordered()
    bleeding(store, 'contraindicated')
    store.put(WardRulePack, {
      ...{ id: testId(401), name: 'Hospital', version: '1', source: 'List', rules: 1, demonstration: false },
      ...{ signedBy: testId(8), signedAt: MORNING, retired: false },
    })
    applied(store.run(prescribe, entry('warfarin')))
    const { result } = applied(store.run(prescribe, entry('aspirin')))
    expect(store.get(MedicationOrder, result.orderId ?? '')).toMatchObject({ checkedBy: 'signed' })
  })

  it('given a set that nobody signed and that is no demonstration, then it does not count, and the order says so', () => {
    const { store, entry } = ordered()
    bleeding(store, 'contraindicated')
    const pack = store.get(WardRulePack, PACK)
    if (pack) store.put(WardRulePack, { ...pack, demonstration: false })
    applied(store.run(prescribe, entry('warfarin')))
    const { result } = applied(store.run(prescribe, entry('aspirin')))
    expect(store.get(MedicationOrder, result.orderId ?? '')?.checkedBy).toBe('none')
  })

  it.each<[string, Parameters<Ward['entry']>[1], string]>([
    ['a medicine that is not in the formulary', { genericId: testId(999) }, 'ORDER_MEDICINE_UNKNOWN'],
    ['the product of another medicine', { productId: productId('aspirin') }, 'ORDER_PRODUCT_WRONG'],
    [
      'a product that is not for this route',
      { productId: productId('amoxicillin'), route: 'rectal' },
      'ORDER_ROUTE_WRONG',
    ],
    ['two tablets of no product', { dose: amount('2', '1') }, 'ORDER_PRODUCT_NEEDED'],
    ['ten millilitres of no product', { dose: amount('10', 'mL') }, 'ORDER_PRODUCT_NEEDED'],
    [
      'when needed, for nothing',
      { timing: { type: 'prn', minIntervalMinutes: 240, maxIn24h: 4 } },
      'ORDER_INDICATION_NEEDED',
    ],
    ['a stop at the start', { startAt: MORNING, stopAt: MORNING }, 'ORDER_STOPS_BEFORE_START'],
    ['a stop before now', { stopAt: MORNING - 1 }, 'ORDER_STOPS_BEFORE_START'],
    ['no such stay', { admissionId: testId(998) }, 'WARD_ADMISSION_UNKNOWN'],
  ])('given %s, when ordered, then it is refused', (_, change, code) => {
    const { store, entry } = ordered()
    expect(refusal(store.run(prescribe, entry('amoxicillin', change)))).toBe(code)
    expect(store.all(MedicationOrder)).toEqual([])
  })

  it('given a retired medicine or a patient who has left, when ordered, then it is refused', () => {
    const { store, entry, admission } = ordered()
    const generic = store.get(WardGeneric, genericId('amoxicillin'))
    if (generic) store.put(WardGeneric, { ...generic, retired: true })
    expect(refusal(store.run(prescribe, entry('amoxicillin')))).toBe('ORDER_MEDICINE_UNKNOWN')
    const stay = admission()
    if (stay) store.put(Admission, { ...stay, status: 'discharged' })
    expect(refusal(store.run(prescribe, entry('aspirin')))).toBe('WARD_ALREADY_DISCHARGED')
  })
})

describe('the checks of an order', () => {
  it('given an interaction, when ordered without a reason, then it is refused; with one, it stands and the reason is kept', () => {
    const { store, entry, order } = ordered()
    bleeding(store)
    order('warfarin')
    expect(store.run(prescribe, entry('aspirin'))).toMatchObject({
      problem: { code: 'ORDER_NEEDS_REASON', params: { name: 'aspirin', rule: 'interaction: warfarin' } },
    })
    const orderId = order('aspirin', { overrides: [reasonFor('warfarin')] })
    expect(store.get(MedicationOrder, orderId)?.alerts).toMatchObject([
      {
        rule: 'interaction',
        level: 'interrupt',
        about: 'warfarin',
        override: { reason: 'benefitOutweighsRisk', note: null },
      },
      { rule: 'doseWithoutLimit', level: 'inform', override: null },
    ])
  })

  it('given a reason for another pair, then it opens nothing', () => {
    const { store, entry, order } = ordered()
    bleeding(store)
    order('warfarin')
    const overrides = [reasonFor('paracetamol'), reasonFor('warfarin', 'interaction', testId(72))]
    expect(refusal(store.run(prescribe, entry('aspirin', { overrides })))).toBe('ORDER_NEEDS_REASON')
  })

  it('given a contraindicated pair, when ordered with a reason, then it is refused all the same', () => {
    const { store, entry, order } = ordered()
    bleeding(store, 'contraindicated')
    order('warfarin')
    const overrides = [reasonFor('warfarin')]
    expect(refusal(store.run(prescribe, entry('aspirin', { overrides })))).toBe('ORDER_STOPPED')
  })

  it('given the other order was stopped, then it does not meet it any more; on hold, it does', () => {
    const { store, entry, order } = ordered()
    bleeding(store)
    const warfarin = order('warfarin')
    applied(store.run(holdOrder, { orderId: warfarin, reason: 'Before the operation' }))
    expect(refusal(store.run(prescribe, entry('aspirin')))).toBe('ORDER_NEEDS_REASON')
    applied(store.run(stopOrder, { orderId: warfarin, reason: 'Course complete' }))
    expect(refusal(store.run(prescribe, entry('aspirin')))).toBeNull()
  })

  it('given an allergy that the workstation knew, then a reason is asked for', () => {
    const { store, entry } = ordered()
    const basis = { ...knows, allergies: [penicillin] }
    expect(store.run(prescribe, entry('amoxicillin', { basis }))).toMatchObject({
      problem: { code: 'ORDER_NEEDS_REASON', params: { rule: 'allergy to the same class: Penicillin' } },
    })
  })

  it('given an allergy that was taken back since, then it counts no more; one recorded since is shown to be read', () => {
    const { store, order, patientId } = ordered()
    const row = {
      ...{ patientId, code: null, reaction: null, severity: null, recordedAt: MORNING, recordedBy: testId(2) },
      ...{ errorReason: null },
    }
    store.put(WardAllergy, { ...row, id: penicillin.id, substance: 'Penicillin', status: 'enteredInError' })
    store.put(WardAllergy, { ...row, id: testId(73), substance: 'Sulfa', status: 'active' })
    const orderId = order('amoxicillin', { basis: { ...knows, allergies: [penicillin] } })
    expect(store.get(MedicationOrder, orderId)?.alerts.map(({ rule, about }) => [rule, about])).toEqual([
      ['allergyText', 'Sulfa'],
      ['doseWithoutLimit', null],
    ])
  })

  it('given that this workstation does not hold the allergies, then it asks for a reason', () => {
    const { store, entry } = ordered()
    const basis = { ...knows, allergies: null }
    expect(refusal(store.run(prescribe, entry('amoxicillin', { basis })))).toBe('ORDER_NEEDS_REASON')
  })

  it('given a dose above the absolute limit, in tablets, then it is refused', () => {
    const { store, entry } = ordered()
    store.put(WardDoseLimit, {
      ...{ id: testId(74), packId: PACK, atc: 'N02BE01', route: null, fromAge: 18, toAge: null, renal: null },
      ...{ perDose: null, perDay: null, perDoseKg: null, perDayKg: null, perDoseM2: null },
      ...{ absolutePerDose: amount('2', 'g'), absolutePerDay: amount('4', 'g'), advice: 'Liver damage' },
    })
    const tablets = (count: string) =>
      entry('paracetamol', { productId: productId('paracetamol'), dose: amount(count, '1') })
    expect(refusal(store.run(prescribe, tablets('4.5')))).toBe('ORDER_STOPPED')
    expect(refusal(store.run(prescribe, tablets('4')))).toBeNull()
  })

  it('given nobody waits any more, when a check speaks against it, then the order stands and a doctor is told', () => {
    const { store, entry, order } = ordered()
    bleeding(store, 'contraindicated')
    order('warfarin')
    const { flags } = applied(store.run(prescribe, entry('aspirin'), { later: true }))
    expect(flags).toEqual(['ORDER_CHECK_OPEN'])
    expect(store.all(MedicationOrder)).toHaveLength(2)
  })
})

describe('an order that changes', () => {
  it('given an order, when changed, then the old version stays as replaced, and is not checked against the new one', () => {
    const { store, entry, order } = ordered()
    const first = order('amoxicillin')
    const { admissionId: _, ...order1 } = entry('amoxicillin', { dose: amount('1', 'g') })
    const about = { ...order1, change: 'notEffective', changeNote: 'Fever for three days' } as const
    const { orderId = '' } = applied(store.run(changeOrder, { ...about, orderId: first })).result
    expect(store.get(MedicationOrder, first)).toMatchObject({ status: 'replaced', replacedBy: orderId, version: 1 })
    expect(store.get(MedicationOrder, orderId)).toMatchObject({ status: 'active', version: 2, replaces: first })
    expect(store.get(MedicationOrder, first)?.changed).toBeNull()
    expect(store.get(MedicationOrder, orderId)?.changed).toEqual({
      ...{ reason: 'notEffective', note: 'Fever for three days' },
    })
    expect(refusal(store.run(changeOrder, { ...about, orderId: first }))).toBe('ORDER_REPLACED')
    expect(refusal(store.run(changeOrder, { ...about, orderId: testId(990) }))).toBe('ORDER_UNKNOWN')
  })

  it('given a change that makes no order, or that a check stops, then the old one goes on', () => {
    const { store, entry, order } = ordered()
    const first = order('amoxicillin')
    const changed = (change: Parameters<Ward['entry']>[1]) => {
      const { admissionId: _, ...about } = entry('amoxicillin', change)
      return refusal(store.run(changeOrder, { ...about, orderId: first, change: 'correction' }))
    }
    expect(changed({ dose: amount('2', '1') })).toBe('ORDER_PRODUCT_NEEDED')
    expect(changed({ basis: { ...knows, allergies: null } })).toBe('ORDER_NEEDS_REASON')
    expect(store.get(MedicationOrder, first)?.status).toBe('active')
  })

  it('given an order on hold (bug: a change resumed it unseen), when changed, then it stays on hold', () => {
    const { store, entry, order } = ordered()
    const orderId = order('amoxicillin')
    applied(store.run(holdOrder, { orderId, reason: 'Nil by mouth' }))
    const { admissionId: _, ...about } = entry('amoxicillin', { dose: amount('1', 'g') })
    const changed = () => store.run(changeOrder, { ...about, orderId, change: 'correction' })
    expect(refusal(changed())).toBe('ORDER_ON_HOLD')
    expect(store.get(MedicationOrder, orderId)?.status).toBe('held')
    applied(store.run(resumeOrder, { orderId }))
    expect(refusal(changed())).toBeNull()
  })

  it('given another reason without words, then the change is refused; a change of before the reasons stands without', () => {
    const { store, entry, order } = ordered()
    const { admissionId: _, ...about } = entry('amoxicillin', { dose: amount('1', 'g') })
    const orderId = order('amoxicillin')
    expect(() => store.run(changeOrder, { ...about, orderId, change: 'other' })).toThrow('Say why')
    const [before] = versionsOf(changeOrder)
    const { result } = applied(store.run(before as typeof changeOrder, { ...about, orderId } as never))
    expect(store.get(MedicationOrder, result.orderId ?? '')?.changed).toEqual({ reason: 'notAsked', note: null })
  })

  it('given an order, when held and resumed, then why and by whom stands in it meanwhile', () => {
    const { store, order } = ordered()
    const orderId = order('amoxicillin')
    applied(store.run(holdOrder, { orderId, reason: 'Nil by mouth' }, { userId: testId(5) }))
    const held = { reason: 'Nil by mouth', by: testId(5), at: MORNING }
    expect(store.get(MedicationOrder, orderId)).toMatchObject({ status: 'held', held })
    expect(refusal(store.run(holdOrder, { orderId, reason: 'Once more' }))).toBe('ORDER_ALREADY_HELD')
    applied(store.run(resumeOrder, { orderId }))
    expect(store.get(MedicationOrder, orderId)).toMatchObject({ status: 'active', held: null })
    expect(refusal(store.run(resumeOrder, { orderId }))).toBe('ORDER_NOT_HELD')
  })

  it('given an order, when stopped, then nothing of it is due from now on, and nobody changes it', () => {
    const { store, order } = ordered()
    const orderId = order('amoxicillin', { stopAt: MORNING + 1_000_000 })
    applied(store.run(stopOrder, { orderId, reason: 'Rash' }, { at: MORNING + 500 }))
    expect(store.get(MedicationOrder, orderId)).toMatchObject({ status: 'stopped', stopAt: MORNING + 500 })
    for (const command of [stopOrder, holdOrder])
      expect(refusal(store.run(command, { orderId, reason: 'Once more' }))).toBe('ORDER_OVER')
    expect(refusal(store.run(resumeOrder, { orderId: testId(990) }))).toBe('ORDER_UNKNOWN')
  })
})
