import { expect, it } from 'vitest'
import { immediate, openDatabase } from '../sqlite/database.ts'
import { platformMigrations } from '../sqlite/platform-migrations.ts'
import { LocalKeys } from './local-keys.ts'

function indexed() {
  const db = openDatabase(':memory:')
  for (const { sql } of platformMigrations) db.exec(sql)
  return { db, keys: new LocalKeys(db) }
}
const keysOf = (...writes: string[]) => ({ reads: [], writes, made: [] })

it('given keys set in a transaction that is rolled back, then the index is as the database is', () => {
  const { db, keys } = indexed()
  immediate(db, () => keys.add(1, 'ward', keysOf('ward.bed/1')))
  db.exec(`INSERT INTO outbox (seq, command_id, service, name, version, class, actor_id, occurred_at, record, hash, signature, status, overlay, keys)
    VALUES (1, 'c', 'ward', 'ward.admit', 1, 'edit', 'a', 0, '{}', 'h', 's', 'waiting', 1, '[[],["ward.bed/1"],[]]')`)
  const failing = () =>
    immediate(db, () => {
      keys.add(1, 'ward', keysOf('ward.bed/2'))
      keys.add(2, 'ward', keysOf('ward.bed/1'))
      throw new Error('rolled back')
    })
  expect(failing).toThrow('rolled back')
  expect([...keys.touching('ward.bed/1')]).toEqual([1])
  expect([...keys.touching('ward.bed/2')]).toEqual([])
  expect(keys.of(2)).toBeNull()
})

it('given a command whose overlay ended in a transaction that is rolled back, then it still touches its rows', () => {
  const { db, keys } = indexed()
  db.exec(`INSERT INTO outbox (seq, command_id, service, name, version, class, actor_id, occurred_at, record, hash, signature, status, overlay, keys)
    VALUES (1, 'c', 'ward', 'ward.admit', 1, 'edit', 'a', 0, '{}', 'h', 's', 'waiting', 1, '[[],["ward.bed/1"],["9"]]')`)
  const failing = () =>
    immediate(db, () => {
      keys.drop(1, false)
      keys.reload()
      throw new Error('rolled back')
    })
  expect(failing).toThrow('rolled back')
  expect([...keys.touching('ward.bed/1')]).toEqual([1])
  expect(keys.makerOf('9')).toBe(1)
})

it('given a week of accepted commands, then nothing of them stays in memory; of a refused one its maker is still found', () => {
  const { db, keys } = indexed()
  for (let seq = 1; seq <= 50; seq++) immediate(db, () => keys.add(seq, 'ward', { ...keysOf(), made: [`id-${seq}`] }))
  for (let seq = 1; seq < 50; seq++) immediate(db, () => keys.drop(seq, true))
  immediate(db, () => keys.drop(50, false))
  expect(keys.makerOf('id-1')).toBeUndefined()
  expect(keys.makerOf('id-49')).toBeUndefined()
  expect(keys.makerOf('id-50')).toBe(50)
})

it('given an accepted command whose keys are dropped in a transaction that is rolled back, then its maker is found again', () => {
  const { db, keys } = indexed()
  db.exec(`INSERT INTO outbox (seq, command_id, service, name, version, class, actor_id, occurred_at, record, hash, signature, status, overlay, keys)
    VALUES (1, 'c', 'ward', 'ward.admit', 1, 'edit', 'a', 0, '{}', 'h', 's', 'accepted', 1, '[[],[],["9"]]')`)
  const failing = () =>
    immediate(db, () => {
      keys.drop(1, true)
      throw new Error('rolled back')
    })
  expect(failing).toThrow('rolled back')
  expect(keys.makerOf('9')).toBe(1)
})
