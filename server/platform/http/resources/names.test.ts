import { expect, it } from 'vitest'
import { ProblemError } from '../../../../src-shared/kernel/errors.ts'
import { testId } from '../../../../src-shared/testing/memory-store.ts'
import { cursorOf, placeOf } from './cursor.ts'
import { etagOf, names } from './etag.ts'
import { commandIdOf } from './idempotency.ts'

const detailOf = (work: () => unknown) => {
  try {
    return work()
  } catch (error) {
    return error instanceof ProblemError ? error.problem.code : String(error)
  }
}

it('given a cursor, then it goes on in its own list only, and what is none is refused', () => {
  const cursor = cursorOf(testId(1), { atc: 'J01CA04', retired: false })
  expect(placeOf(cursor, { retired: false, atc: 'J01CA04' })).toBe(testId(1))
  expect(detailOf(() => placeOf(cursor, { retired: false }))).toBe('INPUT_INVALID')
  expect(detailOf(() => placeOf(cursor, {}))).toBe('INPUT_INVALID')
  for (const none of ['', 'x', Buffer.from('["x","[]"]').toString('base64url'), '%00'])
    expect(detailOf(() => placeOf(none, {}))).toBe('INPUT_INVALID')
})

it('given the epoch after a restore, or another revision, then the tag is another', () => {
  const tag = etagOf(['one', 'patients.patient', testId(1), 3])
  expect(tag).toMatch(/^"[\w-]{22}"$/)
  expect(etagOf(['two', 'patients.patient', testId(1), 3])).not.toBe(tag)
  expect(etagOf(['one', 'patients.patient', testId(1), 4])).not.toBe(tag)
})

it('given a list of tags, then a weak one names what If-None-Match asks for, and nothing for If-Match', () => {
  expect(names('"a", "b"', '"b"', { weak: false })).toBe(true)
  expect(names('W/"b"', '"b"', { weak: true })).toBe(true)
  expect(names('W/"b"', '"b"', { weak: false })).toBe(false)
  expect(names('*', '"b"', { weak: false })).toBe(true)
  expect(names('b', '"b"', { weak: true })).toBe(false)
})

it('given a key, then its command has one id, and another for another person or service', () => {
  const id = commandIdOf('ward', testId(1), 'key-0001')
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(commandIdOf('ward', testId(1), 'key-0001')).toBe(id)
  expect(commandIdOf('ward', testId(2), 'key-0001')).not.toBe(id)
  expect(commandIdOf('patients', testId(1), 'key-0001')).not.toBe(id)
})
