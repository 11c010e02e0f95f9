import { describe, expect, test } from 'vitest'
import { findBed, moveOnBoard } from './board-keys.ts'

const beds = ['1', '2', '12', 'W3-21', 'Iso A'].map((label) => ({ label }))

describe('Given a board of beds', () => {
  test.each([
    ['1', 0],
    ['12', 2],
    ['02', 1],
    ['21', 3],
    ['w3-21', 3],
    ['iso', 4],
    ['9', -1],
    ['', -1],
  ])('when %j is typed, then bed %i is meant', (typed, index) => {
    expect(findBed(beds, typed)).toBe(index)
  })

  test('when an arrow leads off the board, then the selection stays', () => {
    expect(moveOnBoard(3, 'ArrowUp', 32, 8)).toBe(3)
    expect(moveOnBoard(30, 'ArrowDown', 32, 8)).toBe(30)
    expect(moveOnBoard(31, 'ArrowRight', 32, 8)).toBe(31)
  })

  test('when an arrow leads to a bed, then it is one step or one row', () => {
    expect(moveOnBoard(3, 'ArrowDown', 32, 8)).toBe(11)
    expect(moveOnBoard(11, 'ArrowLeft', 32, 8)).toBe(10)
    expect(moveOnBoard(11, 'End', 32, 8)).toBe(31)
  })
})
