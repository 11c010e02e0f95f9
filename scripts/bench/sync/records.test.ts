import { expect, it } from 'vitest'
import { openBare, recordsFrom } from './bare-sqlite.ts'
import { changed, changedElsewhere, idOf, RECORD_BYTES, recordAt } from './records.ts'

it('given any list and position, then a record has 280 bytes of JSON, also after a change', () => {
  const records = [recordAt('base', 0), recordAt('p001', 999_999), changed(recordAt('gr6r', 39))]
  expect(records.map((record) => Buffer.byteLength(JSON.stringify(record)))).toEqual([280, 280, 280])
  expect(RECORD_BYTES).toBe(280)
})

it('given two lists, then no id is in both, and ids stand in the order of positions', () => {
  expect(idOf('base', 1)).not.toBe(idOf('p001', 1))
  expect(idOf('base', 9) < idOf('base', 10)).toBe(true)
})

it('given the same record changed at two places, then the changes differ', () => {
  const record = recordAt('base', 7)
  expect(changed(record)).not.toEqual(changedElsewhere(record))
})

it('given records in the bare tables, then a page begins behind the id that is named', () => {
  const bare = openBare(':memory:')
  bare.put(recordsFrom('base', 0, 5))
  expect(bare.page.all('base', idOf('base', 1), 2)).toEqual(recordsFrom('base', 2, 2))
  bare.close()
})
