import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { admit, BED_1, BED_2, endRig, makeRig, nurse, type Rig, register, rowsOf, syncUp } from '../sync/testing/rig.ts'

let rig: Rig
let admissionId: string
beforeEach(async () => {
  rig = makeRig()
  await syncUp(rig.station)
  const patient = register(rig.station)
  await syncUp(rig.station)
  rig.server.rejects.add('ward.admit')
  admissionId = admit(rig.station, patient, BED_1).admissionId
  rig.station.execute('ward.transfer', 1, { admissionId, toBedId: BED_2 }, { actor: nurse })
  await syncUp(rig.station)
  rig.server.rejects.clear()
})
afterEach(() => endRig(rig))

const entry = (name: string) => {
  const found = rig.station.outbox.list(50).find((item) => item.name === name)
  if (!found) throw new Error(`no ${name}`)
  return found
}
const resolve = (name: string, what: Parameters<Rig['station']['outbox']['resolve']>[1]) =>
  rig.station.outbox.resolve(entry(name).commandId, what, { actor: nurse })
const pushedTransfers = () =>
  rig.server.requests.filter(({ url, body }) => url.endsWith('/push') && JSON.stringify(body).includes('ward.transfer'))

it('given a refused entry, when it is discarded with a reason, then it is no problem any more, stays readable and is audited', () => {
  expect(rig.station.outbox.counts().problems).toBe(2)
  rig.time.now += 60_000
  resolve('ward.admit', { action: 'discard', reason: ' admitted on ward 9 ' })
  expect(rig.station.outbox.counts().problems).toBe(1)
  expect(entry('ward.admit')).toMatchObject({
    status: 'rejected',
    problem: { code: 'ROW_CHANGED' },
    closed: { at: rig.time.now, by: nurse.userId, reason: 'admitted on ward 9' },
  })
  const last = rig.station.db.prepare('SELECT action, actor_id, detail FROM audit ORDER BY seq DESC LIMIT 1').get()
  expect(last).toEqual({
    action: 'outbox.discard',
    actor_id: nurse.userId,
    detail: '{"reason":"admitted on ward 9"}',
  })
})

it('given a blocked entry, when it is sent again, then the server decides, and nothing of it is stuck', async () => {
  expect(entry('ward.transfer').status).toBe('blocked')
  expect(pushedTransfers()).toHaveLength(0)
  resolve('ward.transfer', { action: 'resend' })
  await syncUp(rig.station)
  expect(pushedTransfers()).toHaveLength(1)
  expect(entry('ward.transfer').status).toBe('rejected')
  expect(rig.station.outbox.counts().toSend).toBe(0)
})

it('given a blocked entry that was discarded, when the cache is lost, then the journal does not send it again', async () => {
  const { commandId } = entry('ward.transfer')
  resolve('ward.transfer', { action: 'discard', reason: 'stays where she is' })
  rig.station.close()
  for (const name of readdirSync(rig.dir)) if (name.startsWith('cache')) rmSync(join(rig.dir, name))
  rig.station = rig.open()
  expect(rig.station.outbox.list(50).map((item) => item.commandId)).not.toContain(commandId)
  await syncUp(rig.station)
  expect(pushedTransfers()).toHaveLength(0)
})

it('given an entry that is settled, or a refused one, when it is sent again or closed twice, then ENTRY_NOT_OPEN', () => {
  const notOpen = expect.objectContaining({ problem: { code: 'ENTRY_NOT_OPEN', params: {} } })
  expect(() => resolve('patients.register', { action: 'discard', reason: 'by mistake' })).toThrow(notOpen)
  expect(() => resolve('ward.admit', { action: 'resend' })).toThrow(notOpen)
  resolve('ward.admit', { action: 'discard', reason: 'by mistake' })
  expect(() => resolve('ward.admit', { action: 'discard', reason: 'by mistake' })).toThrow(notOpen)
  expect(() => resolve('ward.transfer', { action: 'discard', reason: ' ' })).toThrow('INPUT_INVALID')
})

it('given a refused entry, when a restored server has forgotten it, then it is told again only to be kept, and its reason stays', async () => {
  resolve('ward.admit', { action: 'discard', reason: 'by mistake' })
  rig.server.epoch = 'epoch-2'
  const ward = rig.server.of('ward')
  ward.outcomes.clear()
  ward.clients.clear()
  rig.server.requests.length = 0
  await syncUp(rig.station)
  await syncUp(rig.station)
  const told = rig.server.requests
    .filter(({ url }) => url.endsWith('/ward/sync/push'))
    .flatMap(({ body }) => (body as { commands: { record: { name: string }; held?: boolean }[] }).commands)
  expect(told.map(({ record, held }) => [record.name, held])).toEqual([['ward.admit', true]])
  expect(entry('ward.admit')).toMatchObject({
    status: 'rejected',
    problem: { code: 'ROW_CHANGED' },
    closed: { reason: 'by mistake' },
  })
  expect(rowsOf(rig.station, 'ward_admission')).toEqual([])
})
