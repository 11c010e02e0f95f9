import { afterEach, beforeEach, expect, it } from 'vitest'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { testId } from '../../../src-shared/testing/memory-store.ts'
import { endRig, makeRig, type Rig } from '../sync/testing/rig.ts'
import { PrintJobs, removePrintsAbout } from './print-jobs.ts'
import type { Paper } from './sheet.ts'

const DAY = 86_400_000
const paper: Paper = {
  kind: 'label',
  sheets: [{ width: 70, height: 50, turned: false, marks: [] }],
  again: { x: 2, y: 40, size: 2.4, text: 'Reprint {n}' },
}
const job = (n: number, patientIds = [testId(50)]) => ({
  ...{ id: testId(n), paper, printer: 'labels', patientIds, madeBy: testId(2) },
})

let rig: Rig
let jobs: PrintJobs
beforeEach(() => {
  rig = makeRig()
  jobs = new PrintJobs(rig.station.db, () => rig.time.now)
})
afterEach(() => endRig(rig))

const stateOf = (n: number) => jobs.list().find(({ jobId }) => jobId === testId(n))?.state

it('given a job that a printer had when the workstation died, then it is unknown and is not printed again by itself', () => {
  jobs.add(job(1))
  jobs.add(job(2))
  expect(jobs.begin(testId(1))).toBe(true)
  // When the cache is opened anew
  rig.station.close()
  const station = rig.open()
  rig.station = station
  jobs = new PrintJobs(station.db, () => rig.time.now)
  jobs.settleInterrupted()
  // Then
  expect(stateOf(1)).toBe('unknown')
  expect(jobs.queued().map(({ jobId }) => jobId)).toEqual([testId(2)])
  expect(jobs.counts()).toEqual({ waiting: 1, trouble: 1 })
})

it('given a job that has begun, then it cannot begin a second time, and cannot be cancelled', () => {
  jobs.add(job(1))
  expect(jobs.begin(testId(1))).toBe(true)
  expect(jobs.begin(testId(1))).toBe(false)
  expect(() => jobs.cancel(testId(1))).toThrow(new ProblemError('PRINT_NOT_QUEUED'))
})

it('given a job that was cancelled in time, then it never begins', () => {
  jobs.add(job(1))
  jobs.cancel(testId(1))
  expect(jobs.begin(testId(1))).toBe(false)
  expect(stateOf(1)).toBe('cancelled')
})

it('given reprints, also of a reprint, then each says its number once and refers to the first', () => {
  jobs.add(job(1))
  jobs.again(testId(2), testId(1), 'labels', testId(2))
  jobs.again(testId(3), testId(2), 'labels', testId(2))
  const words = (n: number) => jobs.paper(testId(n)).sheets[0]?.marks.map((mark) => 'text' in mark && mark.text)
  expect([words(1), words(2), words(3)]).toEqual([[], ['Reprint 1'], ['Reprint 2']])
  expect(jobs.list().map(({ reprint }) => reprint)).toEqual([2, 1, 0])
})

it('given a failure, then it counts until somebody has read of it', () => {
  jobs.add(job(1))
  jobs.begin(testId(1))
  jobs.end(testId(1), { state: 'failed', reason: 'PRINT_PAPER_OUT' })
  expect(jobs.list()[0]).toMatchObject({ state: 'failed', reason: 'PRINT_PAPER_OUT', seen: false })
  expect(jobs.counts().trouble).toBe(1)
  jobs.seen(testId(1))
  expect(jobs.counts().trouble).toBe(0)
})

it('given a document that ended more than seven days ago, then it is kept no longer; what still waits is', () => {
  jobs.add(job(1))
  jobs.add(job(2))
  jobs.begin(testId(1))
  jobs.end(testId(1), { state: 'acknowledged' })
  rig.time.now += 7 * DAY
  jobs.settleInterrupted()
  expect(stateOf(1)).toBe('acknowledged')
  rig.time.now += 1
  jobs.settleInterrupted()
  expect([stateOf(1), stateOf(2)]).toEqual([undefined, 'queued'])
})

it('given a patient who has left this workstation, then every document that speaks of them goes', () => {
  jobs.add(job(1))
  jobs.add(job(2, [testId(51), testId(52)]))
  jobs.add(job(3, [testId(53)]))
  removePrintsAbout(rig.station.db, new Set([testId(50), testId(52), testId(99)]))
  expect(jobs.list().map(({ jobId }) => jobId)).toEqual([testId(3)])
})
