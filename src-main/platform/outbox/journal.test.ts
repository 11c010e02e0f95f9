import { expect, it } from 'vitest'
import { realCrypto } from '../ports.ts'
import type { Log } from '../sqlite/disk.ts'
import { entriesOf, OutboxJournal } from './journal.ts'

const crypto = realCrypto()
const entry = (name: string) => ({ record: name, hash: crypto.sha256Hex(name), signature: '', class: 'fact' })

/** A log in memory whose disk may be full, and a scheduler whose time comes when the test says so. */
function logDouble() {
  const state = { text: '', synced: '', full: false, room: 0 }
  const log: Log = {
    append(text) {
      state.text += state.full ? text.slice(0, state.room) : text
      if (state.full) throw Object.assign(new Error('full'), { code: 'ENOSPC' })
    },
    async sync() {
      state.synced = state.text
    },
    replace(text) {
      state.text = text
      state.synced = text
    },
    close() {},
  }
  const timers: (() => void)[] = []
  const after = (_: number, work: () => void) => {
    timers.push(work)
    return () => {}
  }
  return { state, log, timers, ports: { scheduler: { after } } }
}
const recordsIn = (text: string) => entriesOf(text, crypto).map((one) => one.record)

it('given entries one after the other, then each is with the system at once, and one sync brings all to the disk', () => {
  const { state, log, timers, ports } = logDouble()
  const journal = new OutboxJournal(log, ports, () => {})
  for (const name of ['a', 'b', 'c']) journal.append(entry(name))
  expect(recordsIn(state.text)).toEqual(['a', 'b', 'c'])
  expect(timers).toHaveLength(1)
  timers[0]?.()
  expect(recordsIn(state.synced)).toEqual(['a', 'b', 'c'])
  journal.append(entry('d'))
  timers[1]?.()
  expect(recordsIn(state.synced)).toEqual(['a', 'b', 'c', 'd'])
})

it('given a disk that was full in the middle of a line, when there is room again, then the entry of that time is there too', () => {
  const { state, log, ports } = logDouble()
  const failures: unknown[] = []
  const journal = new OutboxJournal(log, ports, (error) => failures.push(error))
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
  const { state, log, ports } = logDouble()
  const journal = new OutboxJournal(log, ports, () => {})
  for (const name of ['first', 'second', 'third']) journal.append(entry(name))
  const torn = state.text.replace('second', 'sacond').slice(0, -3)
  expect(recordsIn(torn)).toEqual(['first'])
})

it('given a journal of version 1.0, when it is read, then its entries are there with their signatures', () => {
  const body = JSON.stringify({ ...entry('early'), signature: 's' })
  const text = `${crypto.sha256Hex(body).slice(0, 8)} ${body}\n`
  expect(entriesOf(text, crypto)).toEqual([{ ...entry('early'), signature: 's' }])
})
