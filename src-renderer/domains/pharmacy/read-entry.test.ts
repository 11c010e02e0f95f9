import { expect, it } from 'vitest'
import { moneyText, readCount, readExpiry, readMoney } from './read-entry.ts'

it.each([
  ['2027-06-30', '2027-06-30'],
  ['2027/6/3', '2027-06-03'],
  ['06/2027', '2027-06-30'],
  ['6/27', '2027-06-30'],
  ['2028-02', '2028-02-29'],
  ['02.2027', '2027-02-28'],
  ['12/26', '2026-12-31'],
  ['13/2027', null],
  ['0/2027', null],
  ['2027-02-30', null],
  ['', null],
  ['soon', null],
])('given the expiry “%s”, then it is %s', (text, day) => {
  expect(readExpiry(text)).toBe(day)
})

it.each([
  ['120', 12_000],
  ['120.5', 12_050],
  ['1,250.50', 125_050],
  ['0', 0],
  ['0.05', 5],
  ['1.234', null],
  ['-1', null],
  ['', null],
])('given “%s” as money, then it is %s cents', (text, cents) => {
  expect(readMoney(text)).toBe(cents)
})

it('given cents, then they are written as people write money', () => {
  expect([0, 5, 12_050, 123_456_789].map(moneyText)).toEqual(['0.00', '0.05', '120.50', '1,234,567.89'])
})

it.each([
  ['12', 12],
  [' 7 ', 7],
  ['0', null],
  ['1.5', null],
  ['x', null],
])('given “%s” as a count, then it is %s', (text, count) => {
  expect(readCount(text)).toBe(count)
})
