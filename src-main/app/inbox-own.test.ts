import { argon2id } from 'hash-wasm'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Pin, User } from '../../src-shared/domains/identity/index.ts'
import { type InboxItemRow, inboxKind } from '../../src-shared/kernel/inbox.ts'
import { testId } from '../../src-shared/testing/memory-store.ts'
import {
  admit,
  BED_1,
  BED_2,
  endRig,
  MORNING,
  makeRig,
  type Rig,
  register,
  syncUp,
  WARD,
} from '../platform/sync/testing/rig.ts'
import { callerOf, onShift } from './testing/caller.ts'

const [NURSE, CLERK] = [2, 4].map(testId) as [string, string]
let verifier: string
let rig: Rig
let api: ReturnType<typeof callerOf>
beforeAll(async () => {
  const cheap = { parallelism: 1, iterations: 1, memorySize: 64, hashLength: 16, outputType: 'encoded' } as const
  verifier = await argon2id({ password: '4711', salt: new Uint8Array(16), ...cheap })
})
/** An admission that the server refused, and a move that builds on it and is held back. */
beforeEach(async () => {
  rig = makeRig()
  const people = rig.server.of('identity')
  for (const [id, username, role] of [
    [NURSE, 'nimali', 'nurse'],
    [CLERK, 'cash', 'cashier'],
  ] as const) {
    people.put(User, { id, username, displayName: username, roles: [role], active: true } as never)
    people.put(Pin, { id: testId(username.length + 60), userId: id, verifier } as never)
  }
  await syncUp(rig.station)
  onShift(rig, NURSE, CLERK)
  api = callerOf(rig)
  await as('nimali')
  const patient = register(rig.station)
  await syncUp(rig.station)
  rig.server.rejects.add('ward.admit')
  const { admissionId } = admit(rig.station, patient, BED_1)
  await api.ward.transfer({ admissionId, toBedId: BED_2 })
  await syncUp(rig.station)
  rig.server.rejects.clear()
})
afterEach(() => endRig(rig))

const as = (username: string) => api.session.switchUser({ username, pin: '4711' })
async function own(commandName: string) {
  const found = (await api.inbox.list()).items.find((entry) => entry.commandName === commandName)
  if (!found) throw new Error(`no ${commandName}`)
  return found
}
const lastAudit = () =>
  rig.station.db.prepare('SELECT action, actor_id AS actorId, detail FROM audit ORDER BY seq DESC LIMIT 1').get()

describe('an entry that was held back', () => {
  it('given one, when listed, then it has an owner and a time, and what can be done about it', async () => {
    expect(await own('ward.transfer')).toMatchObject({
      ...{ itemId: null, cause: 'blocked', ownerRole: 'nurse', dueAt: MORNING + 24 * 3_600_000 },
      ...{ canSend: true, canDiscard: true },
    })
    expect(await own('ward.admit')).toMatchObject({ cause: 'rejected', canSend: false, canDiscard: true })
  })

  it('given one, when its owner sends it, then the server decides about it, and the audit says who', async () => {
    const { key } = await own('ward.transfer')
    await api.inbox.send({ commandId: key })
    expect(lastAudit()).toMatchObject({ action: 'outbox.resend', actorId: NURSE })
    await syncUp(rig.station)
    expect(await own('ward.transfer')).toMatchObject({ key, cause: 'rejected' })
  })

  it('given one, when it is closed with a reason, then it leaves the inbox, and stays in the list as settled', async () => {
    const { key } = await own('ward.transfer')
    await expect(api.inbox.discard({ commandId: key, note: ' ' })).rejects.toThrow('INPUT_INVALID')
    await api.inbox.discard({ commandId: key, note: 'stays in bed 1' })
    expect((await api.inbox.list()).items.map(({ commandName }) => commandName)).toEqual(['ward.admit'])
    expect((await api.outbox.list()).find(({ commandId }) => commandId === key)).toMatchObject({ closed: true })
    expect(lastAudit()).toMatchObject({ action: 'outbox.discard', detail: '{"reason":"stays in bed 1"}' })
    await expect(api.inbox.send({ commandId: key })).rejects.toThrow('ENTRY_NOT_OPEN')
  })

  it('given somebody whose task it is not, when they send or close it, then it is refused, and the screen offers neither', async () => {
    await as('cash')
    const { key, canSend, canDiscard } = await own('ward.transfer')
    expect([canSend, canDiscard]).toEqual([false, false])
    await expect(api.inbox.send({ commandId: key })).rejects.toThrow('INBOX_NOT_OWNER')
    await expect(api.inbox.discard({ commandId: key, note: 'a slip' })).rejects.toThrow('INBOX_NOT_OWNER')
  })
})

it('given a refused entry, when its inbox item is settled elsewhere, then this workstation counts it no more', async () => {
  const { key } = await own('ward.admit')
  const refused = () => rig.station.outbox.counts().problems
  expect(refused()).toBe(2)
  const ward = rig.server.of('ward')
  ward.ver += 1
  const closing = { how: 'discarded', note: 'went home', by: CLERK, at: MORNING + 60_000 } as const
  ward.put(inboxKind('ward'), { ...item, id: key, commandId: key, closings: [closing] } as never)
  await syncUp(rig.station)
  expect(refused()).toBe(1)
  const entry = rig.station.outbox.list(50).find(({ commandId }) => commandId === key)
  expect(entry?.closed).toEqual({ at: MORNING + 60_000, by: CLERK, reason: 'went home' })
})

it('given an entry held back here that is due before the hospital’s items, when listed, then it stands before them', async () => {
  const ward = rig.server.of('ward')
  ward.ver += 1
  const later = { state: 'open', dueAt: MORNING + 48 * 3_600_000 } as const
  ward.put(inboxKind('ward'), { ...item, ...later } as never)
  await syncUp(rig.station)
  const due = (await api.inbox.list()).items.map(({ commandName, dueAt }) => [commandName, dueAt])
  expect(due.slice(0, 2)).toEqual([
    ['ward.transfer', MORNING + 24 * 3_600_000],
    ['ward.admit', later.dueAt],
  ])
})

const item: InboxItemRow = {
  ...{ id: testId(50), commandId: testId(50), commandName: 'ward.admit', commandVersion: 1, cause: 'rejected' },
  ...{ problems: [], sides: [], otherId: null, ownerRole: 'nurse', raisedAt: MORNING, dueAt: MORNING },
  ...{ subjectKind: null, subjectId: null, patientId: null, patientName: null, actorId: NURSE, deviceId: testId(3) },
  ...{ occurredAt: MORNING, payload: null, audience: `ward:${WARD}`, state: 'closed', closings: [] },
}
