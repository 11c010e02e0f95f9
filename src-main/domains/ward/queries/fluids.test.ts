import { beforeEach, describe, expect, it } from 'vitest'
import { testId } from '../../../../src-shared/testing/memory-store.ts'
import { HOUR, MORNING, NURSE, WARD_7, type WardCache, wardCache } from '../../../app/testing/cache.ts'
import { patientFaces } from '../../patients/index.ts'
import { admissionFluids } from './fluids.ts'

const STAY = testId(20)
let cache: WardCache
beforeEach(() => {
  cache = wardCache()
  cache.ward({ id: WARD_7 })
  cache.admission({ id: STAY })
})

let serial = 500
function fluid(sort: string, volume: number, takenAt: number, status = 'final') {
  serial += 1
  cache.db
    .prepare(
      `INSERT INTO ward_fluid (id, patient_id, admission_id, sort, volume, taken_at, taken_by, status, rev)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)`,
    )
    .run(testId(serial), testId(10), STAY, sort, volume, takenAt, NURSE, status)
}
const fluids = (admissionId = STAY) => {
  const faces = (ids: readonly string[]) => patientFaces(cache.db, ids, true)
  return admissionFluids({ db: cache.db, faces, scopes: [], now: MORNING, utcOffsetMinutes: 330 }, admissionId, String)
}

/** 1,000 mL hung at `at`, at 125 mL an hour. */
function infusion(at: number, dischargedAt: number | null = null) {
  const litre = { nano: 1_000_000_000, unit: 'mL' } as const
  cache.admission({ id: STAY, dischargedAt })
  cache.generic({ id: testId(210), name: 'sodium chloride' })
  cache.order({
    ...{ id: testId(220), productId: null, dose: litre, startAt: at },
    timing: { type: 'infusion', rate: { nano: 125_000_000, unit: 'mL' }, volume: null },
  })
  cache.dose({ id: testId(500), orderId: testId(220), at, dose: litre })
}

describe('the fluids of a stay', () => {
  it('given an infusion that runs, then what has run in counts as intake of its hours, and what is to come does not', () => {
    fluid('oral', 200, MORNING - HOUR)
    infusion(MORNING - 2 * HOUR)
    expect(fluids()?.balance.day.intake).toBe(450)
    expect(
      fluids()
        ?.balance.hours.map(({ intake }) => intake)
        .filter(Boolean),
    ).toEqual([62, 325, 63])
    expect(fluids()?.infusions).toMatchObject([{ name: 'sodium chloride', state: 'running', today: 250 }])
  })

  it('given the patient has left while nobody stopped it, then nothing runs in any more', () => {
    infusion(MORNING - 2 * HOUR, MORNING - HOUR)
    expect(fluids()?.balance.day.intake).toBe(125)
  })

  it('given records, one in error and one dated tomorrow, then all are listed and neither of the two counts', () => {
    fluid('oral', 200, MORNING)
    fluid('oral', 999, MORNING, 'enteredInError')
    fluid('oral', 50, MORNING + HOUR)
    expect(
      fluids()
        ?.records.map(({ volume }) => volume)
        .sort((one, other) => one - other),
    ).toEqual([50, 200, 999])
    expect(fluids()?.balance.day.intake).toBe(200)
  })

  it('given more records than are listed, then the sums take all', () => {
    for (let n = 0; n < 301; n += 1) fluid('oral', 1, MORNING)
    expect(fluids()?.records).toHaveLength(300)
    expect(fluids()?.balance.day.intake).toBe(301)
  })

  it('given no weight, then it says so instead of judging the urine', () => {
    fluid('urine', 300, MORNING - 6 * HOUR)
    fluid('urine', 100, MORNING)
    expect(fluids()?.urine).toEqual({ kind: 'noWeight' })
  })

  it('given a stay that is not here, then there is nothing', () => {
    expect(fluids(testId(99))).toBeNull()
  })
})
