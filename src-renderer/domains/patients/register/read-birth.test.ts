import { describe, expect, test } from 'vitest'
import { readBirth } from './read-birth.ts'

const TODAY = '2026-11-23'

describe('Given a clerk who types a birth date', () => {
  test.each(['5 3 1984', '05-Mar-1984', '05/03/1984', '05031984', '5mar1984', '5 March 1984'])(
    'when %j is typed, then it is 5 March 1984',
    (text) => {
      expect(readBirth(text, TODAY)).toEqual({ kind: 'date', iso: '1984-03-05', estimated: false })
    },
  )

  test('when an age is typed, then the year is an estimate', () => {
    expect(readBirth('42y', TODAY)).toEqual({ kind: 'date', iso: '1984-01-01', estimated: true })
  })

  test.each(['31 2 1984', '5 3 84', '5 13 1984', 'soon', '1984', '200y'])(
    'when %j is typed, then it is refused',
    (text) => {
      expect(readBirth(text, TODAY).kind).toBe('wrong')
    },
  )

  test('when the day has not come, then that is said', () => {
    expect(readBirth('24 11 2026', TODAY)).toEqual({ kind: 'wrong', why: 'register.birthFuture' })
  })
})
