import { beforeEach, describe, expect, it } from 'vitest'
import { gatherOrder } from '../../../../src-shared/domains/ward/index.ts'
import { runGather } from '../../../../src-shared/sync/run-gather.ts'
import { testId } from '../../../../src-shared/testing/memory-store.ts'
import {
  BAY,
  GTIN,
  HOUR,
  MINUTE,
  MORNING,
  NURSE,
  WARD_7,
  type WardCache,
  wardCache,
} from '../../../app/testing/cache.ts'
import { patientFaces } from '../../patients/index.ts'
import { orderBasis } from './basis.ts'
import { medicinesOf } from './medicines.ts'
import { medicationRound } from './round.ts'
import { scanDrug } from './scan-drug.ts'

const [KAMALA, STAY, AMOXICILLIN, CAPSULES, ORDER] = [10, 20, 210, 310, 220].map(testId) as [
  string,
  string,
  string,
  string,
  string,
]
/** 08:00 in Colombo, when the morning dose is due. */
const EIGHT = MORNING - 5.5 * HOUR
let cache: WardCache
beforeEach(() => {
  cache = wardCache()
  cache.ward({ id: WARD_7 })
  cache.room({ id: BAY })
  cache.bed({ id: testId(711), state: 'occupied', admissionId: STAY })
  cache.admission({ id: STAY })
  cache.wardPatient({ id: KAMALA })
  cache.patient({ id: KAMALA, allergyStatus: 'none' })
  cache.generic({ id: AMOXICILLIN })
  cache.product({ id: CAPSULES })
  cache.pack({ id: testId(410) })
  cache.order({ id: ORDER })
})
const look = (now = EIGHT) => ({ db: cache.db, now, utcOffsetMinutes: 330 })
const nameOf = (userId: string) => (userId === NURSE ? 'Nimali Silva' : userId)
const chart = (now?: number) => medicinesOf(look(now), STAY, nameOf)
const order = (now?: number) => chart(now)?.orders[0]
const states = (now?: number) => order(now)?.doses.map(({ dueAt, state }) => [(dueAt - EIGHT) / HOUR, state])

describe('an infusion on the chart', () => {
  const mL = (ml: number) => ({ nano: ml * 1_000_000, unit: 'mL' }) as const
  const hang = (id: number, at: number, dueAt: number | null = null) =>
    cache.dose({ id: testId(id), at, dueAt, dose: mL(1000) })
  const step = (id: number, kind: string, at: number, rate: number | null = null) =>
    cache.db
      .prepare(
        `INSERT INTO ward_infusion_step (id, order_id, patient_id, admission_id, step, rate, at, by, status, rev)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'final', 1)`,
      )
      .run(testId(id), ORDER, KAMALA, STAY, kind, rate && JSON.stringify(mL(rate)), at, NURSE)
  beforeEach(() => {
    const timing = { type: 'infusion', rate: mL(100), volume: null } as const
    cache.order({ id: ORDER, productId: null, dose: mL(1000), timing, startAt: EIGHT - 10 * HOUR })
  })

  it('given nothing hangs, then the first bag is overdue since the order began', () => {
    expect(states()).toEqual([[-10, 'overdue']])
    expect(order()?.infusion).toMatchObject({ state: 'notStarted', bag: null })
  })

  it('given a bag, then the next one is due when it is empty, and a slower rate puts that off', () => {
    hang(500, EIGHT - 9 * HOUR, EIGHT - 10 * HOUR)
    expect(states()).toEqual([
      [-10, 'done'],
      [1, 'next'],
    ])
    expect(order()?.infusion).toMatchObject({ state: 'running', bag: { volume: 1000, infused: 900 }, differs: false })
    step(600, 'rate', EIGHT - HOUR, 50)
    expect(states()?.[1]).toEqual([3, 'next'])
    expect(order()?.infusion).toMatchObject({ rate: mL(50), differs: true, seenId: testId(600) })
    expect(order(EIGHT + 2.5 * HOUR)?.doses[1]?.state).toBe('due')
    expect(order(EIGHT + 3 * HOUR + 1)?.doses[1]?.state).toBe('overdue')
  })

  it('given it is paused, then no bag is due; the round counts bags as it counts doses', () => {
    hang(500, EIGHT - 9.6 * HOUR, EIGHT - 10 * HOUR)
    const faces = (ids: readonly string[]) => patientFaces(cache.db, ids, true)
    const due = () =>
      medicationRound({ ...look(), faces, scopes: [{ wardId: WARD_7 } as never] }, WARD_7).patients[0]?.due
    expect(due()).toBe(1)
    step(600, 'pause', EIGHT - HOUR)
    expect(states()).toEqual([[-10, 'done']])
    expect(due()).toBe(0)
  })

  it('given a change of the order, then the bag of the version before goes on, as it was set', () => {
    hang(500, EIGHT - 2 * HOUR, EIGHT - 10 * HOUR)
    const newer = testId(221)
    const timing = { type: 'infusion', rate: mL(60), volume: null } as const
    cache.order({
      id: ORDER,
      dose: mL(1000),
      status: 'replaced',
      replacedBy: newer,
      timing: { ...timing, rate: mL(100) },
    })
    cache.order({
      id: newer,
      productId: null,
      dose: mL(1000),
      version: 2,
      replaces: ORDER,
      timing,
      startAt: EIGHT - HOUR,
    })
    expect(order()?.infusion).toMatchObject({ rate: mL(100), differs: true, bag: { infused: 200 } })
  })
})

describe('a patient’s medicine chart', () => {
  it('given an order twice a day, then the doses of a day before and after stand in order with where they are', () => {
    expect(states()).toEqual([
      [-24, 'overdue'],
      [-12, 'overdue'],
      [0, 'due'],
      [12, 'next'],
    ])
    expect(order()).toMatchObject({
      medicine: { name: 'amoxicillin', demonstration: true },
      prescribedBy: 'Nimali Silva',
    })
  })

  it('given a medicine that is taken for another, then both names are there to be shown', () => {
    cache.generic({ id: AMOXICILLIN, lookAlikes: ['ampicillin'] })
    expect(order()?.medicine.lookAlikes).toEqual(['ampicillin'])
  })

  it('given a dose is recorded, then it is done, with who and when; marked as an error, it is open again', () => {
    cache.dose({ id: testId(500), dueAt: EIGHT, at: EIGHT + 5 * MINUTE })
    expect(states()?.[2]).toEqual([0, 'done'])
    expect(order()?.doses[2]?.record).toMatchObject({ by: 'Nimali Silva', outcome: 'given', scanned: true })
    cache.dose({ id: testId(500), dueAt: EIGHT, at: EIGHT + 5 * MINUTE, status: 'entered-in-error' })
    expect(states()?.[2]).toEqual([0, 'due'])
    expect(order()?.records).toMatchObject([{ inError: true }])
  })

  it('given an order on hold or stopped, then nothing of it is due, and what was given is still seen', () => {
    cache.dose({ id: testId(500), dueAt: EIGHT - 12 * HOUR, at: EIGHT - 12 * HOUR })
    const held = { reason: 'Nil by mouth', by: NURSE, at: EIGHT }
    cache.order({ id: ORDER, status: 'held', held })
    expect(states()).toEqual([[-12, 'done']])
    expect(order()?.held).toEqual({ reason: 'Nil by mouth', by: 'Nimali Silva', at: EIGHT })
  })

  it('given a changed order, then the new version shows what was given of the old one, and its limits count it', () => {
    const timing = { type: 'prn', minIntervalMinutes: 240, maxIn24h: 2 } as const
    cache.order({ id: ORDER, timing, status: 'replaced', replacedBy: testId(221) })
    cache.order({ id: testId(221), timing, version: 2, replaces: ORDER, startAt: EIGHT })
    cache.dose({ id: testId(500), at: EIGHT - HOUR })
    expect(chart()?.orders).toHaveLength(1)
    expect(order()).toMatchObject({ orderId: testId(221), prn: { because: 'interval', from: EIGHT + 3 * HOUR } })
    expect(order()?.records).toHaveLength(1)
  })

  it('given an order that was changed twice, then what it was stands with it, newest first, and with no other order', () => {
    const grams = (count: number) => ({ nano: count * 1_000_000_000, unit: 'g' as const })
    cache.order({ id: ORDER, dose: grams(1), status: 'replaced', replacedBy: testId(221) })
    const between = { version: 2, replaces: ORDER, status: 'replaced', replacedBy: testId(222) } as const
    cache.order({ id: testId(221), dose: grams(2), ...between })
    cache.order({ id: testId(222), dose: grams(3), version: 3, replaces: testId(221) })
    cache.order({ id: testId(230) })
    const former = new Map(chart()?.orders.map((each) => [each.orderId, each.former]))
    expect(former.get(testId(222))).toMatchObject([
      { orderId: testId(221), version: 2, dose: grams(2), prescribedBy: 'Nimali Silva' },
      { orderId: ORDER, version: 1, dose: grams(1) },
    ])
    expect(former.get(testId(230))).toEqual([])
  })

  it('given a stay that is not held here, then there is none', () => {
    expect(medicinesOf(look(), testId(77), nameOf)).toBeNull()
  })
})

describe('a round through the ward', () => {
  const round = (now = EIGHT) => {
    const ward = { service: 'ward', scope: `ward:${WARD_7}`, state: 'ready', confirmedAt: now }
    const faces = (ids: readonly string[]) => patientFaces(cache.db, ids, true)
    return medicationRound({ ...look(now), faces, scopes: [ward] }, WARD_7)
  }

  it('given a patient with doses, then how many are open and when the next one is stand with the bed', () => {
    expect(round().patients).toMatchObject([
      { admissionId: STAY, bed: '1', allergies: 'none', overdue: 2, due: 1, nextAt: EIGHT + 12 * HOUR, rechecks: 0 },
    ])
  })

  it('given an effect that nobody has looked at in time, then it counts, and not before its time', () => {
    cache.dose({ id: testId(500), at: EIGHT, recheckAt: EIGHT + HOUR })
    expect(round(EIGHT + HOUR - 1).patients[0]?.rechecks).toBe(0)
    expect(round(EIGHT + HOUR).patients[0]?.rechecks).toBe(1)
  })

  it('given no order, then the patient is not in it', () => {
    cache.order({ id: ORDER, status: 'stopped', stopAt: EIGHT })
    expect(round().patients).toEqual([])
  })
})

describe('a scanned medicine', () => {
  const stateOf = (genericId: string) =>
    runGather(gatherOrder({ genericId, productId: null }, KAMALA, null), (request) =>
      request.op === 'get'
        ? (cache.rows.get(request.kind, request.id)?.row ?? null)
        : cache.rows.list(request.kind, request.index, request.key).map(({ row }) => row),
    )
  const scan = (code: string, now?: number) =>
    scanDrug(look(now), STAY, code, orderBasis(cache.db, KAMALA, true), stateOf)
  const withoutOld = () => {
    cache.dose({ id: testId(501), dueAt: EIGHT - 24 * HOUR, at: EIGHT - 24 * HOUR })
    cache.dose({ id: testId(502), dueAt: EIGHT - 12 * HOUR, at: EIGHT - 12 * HOUR })
  }

  it('given a lot that was recalled, then it stops, whoever gave the box out; another lot of it goes', () => {
    withoutOld()
    const recalled = { reason: 'Particles', by: NURSE, at: EIGHT }
    const batch = { id: testId(880), productId: CAPSULES, lot: 'A1', expiry: '2027-05-31', recalled }
    cache.rows.table('pharmacy.batch').put(batch as never, 1, null, 0)
    expect(scan(`01${GTIN}1727053110a1`)).toMatchObject({
      ...{ level: 'stop', objections: [{ reason: 'recalled', why: 'Particles' }] },
    })
    expect(scan(`01${GTIN}1727053110B2`)).toMatchObject({ level: 'go' })
  })

  it('given the ordered medicine in time, then it goes, with the dose in capsules', () => {
    withoutOld()
    expect(scan(`01${GTIN}17270531`)).toMatchObject({
      ...{ level: 'go', objections: [], orderId: ORDER, dueAt: EIGHT, expiry: '2027-05-31', needsWitness: false },
      pieces: { nano: 2_000_000_000, unit: '1' },
      product: { brand: 'Amoxil', strength: '500 mg' },
    })
  })

  it('given it is an hour and a minute early, then it asks, and says when it is due', () => {
    withoutOld()
    const objections = [{ reason: 'tooEarly', dueAt: EIGHT }]
    expect(scan(GTIN, EIGHT - HOUR - MINUTE)).toMatchObject({ level: 'ask', objections })
    expect(scan(GTIN, EIGHT - HOUR).level).toBe('go')
  })

  it('given an expired one, a medicine without an order, or a barcode that nobody knows, then it stops', () => {
    expect(scan(`01${GTIN}17251231`)).toMatchObject({ level: 'stop' })
    expect(scan('02000000000022')).toMatchObject({ level: 'stop', medicine: null })
    cache.order({ id: ORDER, genericId: testId(211) })
    cache.generic({ id: testId(211), name: 'ampicillin', ingredients: ['ampicillin'], atc: 'J01CA01' })
    expect(scan(GTIN)).toMatchObject({ level: 'stop', medicine: { name: 'amoxicillin' }, orderId: null })
  })

  it('given an allergy that came up since the order, then it asks; with the doctor’s reason it goes', () => {
    withoutOld()
    cache.allergy({ id: testId(60) })
    const objections = [{ reason: 'allergy', allergen: 'Penicillin', level: 'ask' }]
    expect(scan(GTIN)).toMatchObject({ level: 'ask', objections })
    const override = { reason: 'toleratedBefore', note: null }
    const alert = { rule: 'allergyClass', ruleId: null, level: 'interrupt', about: 'Penicillin', override } as const
    cache.order({ id: ORDER, alerts: [alert] })
    expect(scan(GTIN).level).toBe('go')
  })

  it('given a pulse below the limit of the medicine, then it asks; given one of seven hours ago, it asks for a new one', () => {
    withoutOld()
    cache.generic({ id: AMOXICILLIN, holdBelow: { vital: 'pulse', value: 60 } })
    cache.vitals({ id: testId(30), takenAt: EIGHT - HOUR, pulse: 59 })
    expect(scan(GTIN).objections).toEqual([{ reason: 'belowLimit', vital: 'pulse', value: 59, limit: 60 }])
    cache.vitals({ id: testId(30), takenAt: EIGHT - 7 * HOUR, pulse: 80 })
    expect(scan(GTIN).objections).toEqual([{ reason: 'vitalMissing', vital: 'pulse' }])
  })
})

describe('what this workstation knows of a patient', () => {
  it('given weights and allergies, then the newest weight, and what each allergy means', () => {
    cache.vitals({ id: testId(30), weightKg: 61, takenAt: EIGHT - HOUR })
    cache.vitals({ id: testId(31), weightKg: 60, takenAt: EIGHT - 2 * HOUR })
    cache.vitals({ id: testId(32), weightKg: 99, takenAt: EIGHT, status: 'enteredInError' })
    cache.allergy({ id: testId(60) })
    cache.allergy({ id: testId(61), substance: 'Amoxicillin' })
    cache.allergy({ id: testId(62), substance: 'Latex', status: 'enteredInError' })
    expect(orderBasis(cache.db, KAMALA, true)).toEqual({
      ...{ weightKg: 61, weighedAt: EIGHT - HOUR, heightCm: null, egfr: null },
      allergies: [
        { id: testId(60), substance: 'Penicillin', means: { ingredients: [], groups: ['J01C'] } },
        { id: testId(61), substance: 'Amoxicillin', means: { ingredients: ['amoxicillin'], groups: ['J01CA'] } },
      ],
    })
  })

  it('given not all allergies are held here, then they are unavailable and never none', () => {
    expect(orderBasis(cache.db, KAMALA, false).allergies).toBeNull()
  })
})
