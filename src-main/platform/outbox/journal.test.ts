import { expect, it } from 'vitest'
import { realCrypto } from '../ports.ts'
import type { Log } from '../sqlite/disk.ts'
import { entriesOf, OutboxJournal } from './journal.ts'

const crypto = realCrypto()
const entry = (name: string) => ({ record: name, hash: 'h', signature: 's', class: 'fact' })

/** A log in memory whose syncs end when the test says so, and whose disk may be full. */
function logDouble() {
  const state = { text: '', synced: '', full: false, syncs: 0, room: 0 }
  const ends: (() => void)[] = []
  const log: Log = {
    append(text) {
      state.text += state.full ? text.slice(0, state.room) : text
      if (state.full) throw Object.assign(new Error('full'), { code: 'ENOSPC' })
    },
    sync() {
      state.syncs += 1
      const reached = state.text
      return new Promise((resolve) => {
        ends.push(() => {
          state.synced = reached
          resolve()
        })
      })
    },
    replace(text) {
      state.text = text
      state.synced = text
    },
    close() {},
  }
  return { state, log, endSync: () => ends.shift()?.() }
}
const recordsIn = (text: string) => entriesOf(text, crypto).map((one) => one.record)

it('given entries one after the other, then each is written at once, one sync is under way and the next takes the rest', async () => {
  const { state, log, endSync } = logDouble()
  const journal = new OutboxJournal(log, crypto, () => {})
  for (const name of ['a', 'b', 'c']) journal.append(entry(name))
  expect(recordsIn(state.text)).toEqual(['a', 'b', 'c'])
  expect(state.syncs).toBe(1)
  endSync()
  await Promise.resolve()
    .then(() => {})
    .then(() => {})
  expect(state.syncs).toBe(2)
  endSync()
  await journal.synced()
  expect(recordsIn(state.synced)).toEqual(['a', 'b', 'c'])
})

it('given a disk that was full in the middle of a line, when there is room again, then the entry of that time is there too', () => {
  const { state, log } = logDouble()
  const failures: unknown[] = []
  const journal = new OutboxJournal(log, crypto, (error) => failures.push(error))
  journal.append(entry('a'))
  Object.assign(state, { full: true, room: 20 })
  journal.append(entry('b'))
  journal.append(entry('c'))
  state.full = false
  journal.append(entry('d'))
  expect(failures).toHaveLength(2)
  expect(recordsIn(state.text)).toEqual(['a', 'b', 'c', 'd'])
})

it('given a torn and a changed line, when it is read, then these are passed over and the others are there', () => {
  const { state, log } = logDouble()
  const journal = new OutboxJournal(log, crypto, () => {})
  for (const name of ['first', 'second', 'third']) journal.append(entry(name))
  const torn = state.text.replace('second', 'sacond').slice(0, -5)
  expect(recordsIn(torn)).toEqual(['first'])
})
