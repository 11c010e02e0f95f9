import { describe, expect, it } from 'vitest'
import { applied, HOUR, MemoryStore, MORNING, refusal, testId } from '../testing/memory-store.ts'
import { dutyOf, inboxOf } from './inbox.ts'

const { InboxItem, closeInboxItem } = inboxOf('test')
const item = {
  id: testId(50),
  commandId: testId(50),
  commandName: 'test.change',
  commandVersion: 1,
  cause: 'conflict',
  problems: [{ code: 'ROW_CHANGED', params: {} }],
  sides: [{ field: 'phone', ours: '1', theirs: '2' }],
  otherId: null,
  ownerRole: 'cashier',
  raisedAt: MORNING,
  dueAt: MORNING + HOUR,
  subjectKind: null,
  subjectId: null,
  patientId: null,
  patientName: null,
  actorId: testId(2),
  deviceId: testId(3),
  occurredAt: MORNING,
  payload: '{}',
  audience: 'patient',
  state: 'open',
  closings: [],
} as const

function withItem() {
  const store = new MemoryStore()
  store.put(InboxItem, { ...item, problems: [...item.problems], sides: [...item.sides], closings: [] })
  return { store, row: () => store.get(InboxItem, item.id) }
}
const itemId = item.id

describe('close an item of the inbox', () => {
  it('given its owner’s role, when settled, then it is closed with who, how and why', () => {
    const { store, row } = withItem()
    applied(store.run(closeInboxItem, { itemId, how: 'keptTheirs', note: ' asked ' }, { roles: ['cashier'] }))
    expect(row()).toMatchObject({
      state: 'closed',
      closings: [{ how: 'keptTheirs', note: 'asked', by: testId(2), at: MORNING }],
    })
  })

  it('given another role, when settled, then it is refused; an administrator may', () => {
    const { store, row } = withItem()
    expect(refusal(store.run(closeInboxItem, { itemId, how: 'redone' }, { roles: ['nurse'] }))).toBe('INBOX_NOT_OWNER')
    expect(row().state).toBe('open')
    expect(refusal(store.run(closeInboxItem, { itemId, how: 'redone' }, { roles: ['administrator'] }))).toBeNull()
  })

  it('given two people who settle it at once, then the first counts and the second’s word is kept', () => {
    const { store, row } = withItem()
    store.run(closeInboxItem, { itemId, how: 'keptOurs' })
    expect(refusal(store.run(closeInboxItem, { itemId, how: 'discarded', note: 'a slip' }))).toBeNull()
    expect(row().closings.map(({ how }) => how)).toEqual(['keptOurs', 'discarded'])
  })

  it('given nothing that was done, when settled without a word, then the word is asked for', () => {
    const { store } = withItem()
    for (const how of ['acknowledged', 'keptTheirs', 'discarded'] as const)
      expect(() => store.run(closeInboxItem, { itemId, how, note: '  ' })).toThrow('Say in a few words why')
    expect(refusal(store.run(closeInboxItem, { itemId: testId(9), how: 'redone' }))).toBe('INBOX_ITEM_UNKNOWN')
  })
})

describe('whose task and by when', () => {
  const duties = { SLOW: { owner: 'cashier', hours: 72 }, FAST: { owner: 'nurse', hours: 4 } } as const
  it('given several problems, then the most urgent decides', () => {
    const both = [
      { code: 'SLOW', params: {} },
      { code: 'FAST', params: {} },
    ]
    expect(dutyOf(duties, both, 'clinician')).toEqual({ ownerRole: 'nurse', hours: 4 })
  })
  it('given a flag, then its own owner; given an unknown code, then whoever made it, or an administrator', () => {
    expect(dutyOf(duties, [{ code: 'FAST', params: {}, ownerRole: 'clinician' }], null).ownerRole).toBe('clinician')
    expect(dutyOf(duties, [{ code: 'OTHER', params: {} }], 'clinician').ownerRole).toBe('clinician')
    expect(dutyOf(duties, [{ code: 'OTHER', params: {} }], null).ownerRole).toBe('administrator')
    expect(dutyOf(duties, [{ code: 'SIGNATURE_WRONG', params: {} }], 'nurse').ownerRole).toBe('administrator')
  })
})
