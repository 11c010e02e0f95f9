import { expect, it } from 'vitest'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { toldOnce } from './told-once.ts'

it('given work that fails at every turn, then each failure is told once, again after a success, and none is thrown', () => {
  const told: string[] = []
  let failure: Error | null = new ProblemError('DISK_FULL')
  const work = toldOnce(
    () => {
      if (failure) throw failure
    },
    ({ code, params }) => told.push(`${code} ${params.reference ?? ''}`),
  )
  for (let turn = 0; turn < 3; turn++) work()
  expect(told).toEqual(['DISK_FULL '])
  failure = new Error('no such table')
  work()
  work()
  expect(told).toEqual(['DISK_FULL ', 'INTERNAL no such table'])
  failure = null
  work()
  failure = new ProblemError('DISK_FULL')
  work()
  expect(told).toEqual(['DISK_FULL ', 'INTERNAL no such table', 'DISK_FULL '])
})
