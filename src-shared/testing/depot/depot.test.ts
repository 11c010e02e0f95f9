import { beforeEach, describe, expect, it } from 'vitest'
import { isValidCheck } from '../../kernel/check-digit.ts'
import type { AnyCommand, InputOf } from '../../kernel/command.ts'
import { applied, MemoryStore, refusal, testId } from '../memory-store.ts'
import { bill, depot, Issue, issue, receive, specimen, stock } from './index.ts'

const ITEM = testId(50)
/** The memory store's own workstation, and another one. */
const [HERE, THERE] = [testId(3), testId(5)]
let store: MemoryStore
let commands = 0

beforeEach(() => {
  store = new MemoryStore(depot.sequences)
  run(receive, { keyId: ITEM, quantity: 100, par: 20 })
})

const decided = <C extends AnyCommand>(command: C, input: InputOf<C>, later = false) =>
  store.run(command, input, { later, roles: ['pharmacist'], userId: testId(7000 + commands++) })
const run = <C extends AnyCommand>(command: C, input: InputOf<C>, later = false) =>
  applied(decided(command, input, later))
const lend = (deviceId: string, quantity: number) =>
  Number(run(stock.borrow, { deviceId, wants: [{ keyId: ITEM, quantity }] }).result.granted)
const balances = () => {
  const { free, suspense } = store.get(stock.Pool, ITEM)
  const held = store.all(stock.Escrow).map(({ deviceId, quantity }) => [deviceId, quantity])
  return { free, suspense, held: Object.fromEntries(held) as Record<string, number> }
}
/** What the ledger says of an account. */
const sumOf = (account: string) =>
  store
    .all(stock.Movement)
    .reduce(
      (sum, { source, target, quantity }) => sum + (Number(target === account) - Number(source === account)) * quantity,
      0,
    )
function expectLedgerRight() {
  const { free, suspense, held } = balances()
  const escrow = Object.values(held).reduce((sum, each) => sum + each, 0)
  expect({ free: sumOf('free'), suspense: sumOf('suspense'), escrow: sumOf('escrow') }).toEqual({
    free,
    suspense,
    escrow,
  })
  expect(free + escrow).toBeGreaterThanOrEqual(0)
  expect(free + escrow + suspense + sumOf('outside')).toBe(0)
}

describe('a pool', () => {
  it('given two workstations, when both borrow more than there is, then each gets what was left and no more', () => {
    expect([lend(HERE, 60), lend(THERE, 60), lend(THERE, 1)]).toEqual([60, 40, 0])
    expect(balances()).toEqual({ free: 0, suspense: 0, held: { [HERE]: 60, [THERE]: 40 } })
    expectLedgerRight()
  })

  it('given its own part, when it takes, then only that shrinks, with a bill number; the free rest is not read', () => {
    lend(HERE, 10)
    const { result } = run(issue, { keyId: ITEM, quantity: 4, withSpecimen: true })
    expect(balances()).toEqual({ free: 90, suspense: 0, held: { [HERE]: 6 } })
    expect(store.all(Issue)).toMatchObject([{ billNumber: result.billNumber, quantity: 4 }])
    expect([bill.parse(result.billNumber ?? ''), specimen.parse(store.all(Issue)[0]?.specimenNumber ?? '')]).toEqual([
      expect.any(Number),
      expect.any(Number),
    ])
    expectLedgerRight()
  })

  it('given more is taken than it holds, then it is refused before anything is saved, whatever lies free', () => {
    lend(HERE, 10)
    expect(refusal(decided(issue, { keyId: ITEM, quantity: 11 }))).toBe('CLAIM_EXCEEDS_ESCROW')
    expect(refusal(decided(issue, { keyId: testId(51), quantity: 1 }))).toBe('CLAIM_KEY_UNKNOWN')
    expect(store.all(Issue)).toEqual([])
    expectLedgerRight()
  })

  it('given a reason, when more is taken, then it is given, goes to suspense and is flagged; a count settles it', () => {
    lend(HERE, 10)
    expect(run(issue, { keyId: ITEM, quantity: 13, override: 'Cardiac arrest' }).flags).toEqual(['CLAIM_WITHOUT_COVER'])
    expect(balances()).toEqual({ free: 90, suspense: -3, held: { [HERE]: 0 } })
    expectLedgerRight()
    const settle = (quantity: number) =>
      decided(stock.settle, { keyId: ITEM, quantity, against: 'free', reason: 'Counted' })
    expect(refusal(settle(4))).toBe('CLAIM_NOTHING_TO_SETTLE')
    applied(settle(3))
    expect(balances()).toMatchObject({ free: 87, suspense: 0 })
    expectLedgerRight()
  })

  it('given it was taken while a loan was believed that the server does not know (any more), then it stands in suspense', () => {
    expect(run(issue, { keyId: ITEM, quantity: 5 }, true).flags).toEqual(['CLAIM_WITHOUT_COVER'])
    expect(balances()).toMatchObject({ free: 100, suspense: -5 })
    expectLedgerRight()
  })

  it('given a lost workstation, when its part is reclaimed, then it is in suspense, and what it had taken comes off that', () => {
    lend(HERE, 10)
    run(stock.reclaim, { deviceId: HERE, reason: 'Stolen' })
    expect(balances()).toEqual({ free: 90, suspense: 10, held: { [HERE]: 0 } })
    expect(run(issue, { keyId: ITEM, quantity: 4 }, true).flags).toEqual(['CLAIM_WITHOUT_COVER'])
    expect(balances()).toMatchObject({ free: 90, suspense: 6 })
    applied(decided(stock.settle, { keyId: ITEM, quantity: 6, against: 'outside', reason: 'Gone with it' }))
    expect(balances()).toMatchObject({ free: 90, suspense: 0 })
    expectLedgerRight()
  })

  it('given a part is given back, in pieces or whole, then others can have it', () => {
    lend(HERE, 10)
    run(stock.giveBack, { keyId: ITEM, quantity: 3 })
    expect(refusal(decided(stock.giveBack, { keyId: ITEM, quantity: 8 }))).toBe('CLAIM_EXCEEDS_ESCROW')
    expect(balances()).toEqual({ free: 93, suspense: 0, held: { [HERE]: 7 } })
    run(stock.takeBack, { deviceId: HERE })
    expect(balances()).toEqual({ free: 100, suspense: 0, held: { [HERE]: 0 } })
    expectLedgerRight()
  })

  it('given the same key twice in one request, then it is refused: each would be counted on the same rest', () => {
    const twice = { deviceId: HERE, wants: [1, 2].map((quantity) => ({ keyId: ITEM, quantity })) }
    expect(() => store.run(stock.borrow, twice)).toThrow('The same key twice')
  })
})

it.each([bill, specimen])(
  'given a number of $name, then it is read as people type it, and a wrong digit is found',
  (sequence) => {
    const text = sequence.format(1_000_234)
    const digits = text.replace(/^\w+ /, '')
    expect(isValidCheck(digits.replace('-', ''))).toBe(true)
    expect([text, text.toLowerCase(), digits, digits.replace('-', '')].map(sequence.parse)).toEqual(
      Array(4).fill(1_000_234),
    )
    expect(sequence.parse(text.replace('234', '243'))).toBeNull()
  },
)
