import { describe, expect, it } from 'vitest'
import { type Facts, type ReadEvent, unusualOf } from './unusual.ts'

const DAY = 24 * 3_600_000
const MINUTE = 60_000
const AT = 100 * DAY
const read = (more: Partial<ReadEvent> = {}): ReadEvent => ({
  ...{ key: 'r', at: AT, receivedAt: AT + 1_000, actor: 'nurse', action: 'read.chart', patients: ['p'] },
  ...more,
})
const stay = { ward: 'w7', from: AT - 2 * DAY, to: null as number | null }
const facts = (
  more: { name?: string; given?: string; wards?: string[] | null; stays?: (typeof stay)[] } = {},
): Facts => ({
  people: new Map([['nurse', { name: more.name ?? 'Nimali Silva', wards: more.wards ?? ['w7'] }]]),
  patients: new Map([['p', { familyName: 'Perera', givenName: more.given ?? 'Kamala', stays: more.stays ?? [stay] }]]),
  wards: new Map([['w7', 'Ward 7']]),
})
const rules = (event: ReadEvent, known: Facts) => (unusualOf([event], known).get('r') ?? []).map(({ rule }) => rule)

describe('given a read of a chart', () => {
  it.each<[string, Facts, Partial<ReadEvent>, string[]]>([
    ['of a stranger on the own ward', facts(), {}, []],
    ['of somebody of the same surname', facts({ name: 'Nimali Perera' }), {}, ['sameSurname']],
    ['whose surname is only a part of the reader’s', facts({ name: 'Nimali Pereraratne' }), {}, []],
    ['of somebody of the same name', facts({ name: 'PERERA Kamala' }), {}, ['ownRecord']],
    ['of a patient on another ward', facts({ wards: ['w8'] }), {}, ['otherWard']],
    ['by somebody of all wards', { ...facts(), people: new Map([['nurse', { name: 'X Y', wards: null }]]) }, {}, []],
    ['two days after the discharge', facts({ stays: [{ ...stay, to: AT - 2 * DAY }] }), {}, []],
    [
      'four days after the discharge',
      facts({ stays: [{ ...stay, from: 0, to: AT - 4 * DAY }] }),
      {},
      ['afterDischarge'],
    ],
    ['before a stay on another ward began', facts({ wards: ['w8'], stays: [{ ...stay, from: AT + DAY }] }), {}, []],
    ['of a time that had not come yet', facts(), { at: AT, receivedAt: AT - 10 * MINUTE }, ['clock']],
    ['that arrived days later from an offline workstation', facts(), { receivedAt: AT + 3 * DAY }, []],
    ['of a patient whom nobody knows', { ...facts(), patients: new Map() }, {}, []],
    ['that was a list of hits', facts({ name: 'Nimali Perera' }), { patients: ['p', 'q'] }, []],
  ])('%s, then the rules say so', (_, known, more, expected) => {
    expect(rules(read(more), known)).toEqual(expected)
  })
})

describe('given many charts of one person', () => {
  const round = (count: number, every: number) =>
    Array.from({ length: count }, (_, n) =>
      read({ key: `${n}`, at: AT + n * every, receivedAt: AT + n * every, patients: [`p${n}`] }),
    )
  const found = (events: ReadEvent[]) => unusualOf(events, { ...facts(), patients: new Map() })

  it('when they are a ward round, then nothing is said', () => {
    expect(found(round(40, 2 * MINUTE)).size).toBe(0)
  })
  it('when they are opened one after the other, then the one too many is named, once for the time', () => {
    const events = found(round(60, 5_000).toReversed())
    expect([...events.keys()]).toEqual(['20'])
    expect(events.get('20')).toEqual([{ rule: 'manyCharts', params: { count: 21, minutes: 10 } }])
  })
  it('when the same chart is opened again and again, then nothing is said', () => {
    expect(found(round(60, 5_000).map((each) => ({ ...each, patients: ['p'] }))).size).toBe(0)
  })
})
