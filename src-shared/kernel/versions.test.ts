import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { MemoryStore, testId } from '../testing/memory-store.ts'
import { apply, command, former, put } from './command.ts'
import { Registry } from './domain.ts'
import { get } from './gather.ts'
import { kind } from './kind.ts'

const Note = kind({
  name: 'notes.note',
  fields: { text: z.string(), urgency: z.enum(['routine', 'urgent']), seen: z.boolean() },
  scope: { type: 'fixed', scope: 'notes' },
})
/** Version 1 had one text with a mark in it, version 2 a flag, version 3 has words. */
const write = command({
  name: 'notes.write',
  version: 3,
  class: 'fact',
  allow: ['nurse'],
  input: z.strictObject({ noteId: z.uuid(), text: z.string(), urgency: z.enum(['routine', 'urgent']) }),
  former: {
    1: former(z.strictObject({ noteId: z.uuid(), text: z.string() }), ({ noteId, text }) => ({
      ...{ noteId, text: text.replace(/^!/, ''), urgent: text.startsWith('!') },
    })),
    2: former(z.strictObject({ noteId: z.uuid(), text: z.string(), urgent: z.boolean() }), ({ urgent, ...note }) => ({
      ...{ ...note, urgency: urgent ? 'urgent' : 'routine' },
    })),
  },
  *gather({ noteId }) {
    return yield* get(Note, noteId)
  },
  decide: (_, { noteId, ...note }) => apply([put(Note, { ...note, id: noteId, seen: false })]),
})
const registry = new Registry([{ service: 'notes', kinds: [Note], commands: [write], sequences: [], errors: {} }])
const noteId = testId(1)

describe('a command of an older version', () => {
  it.each([
    [1, { noteId, text: '!Fever' }],
    [2, { noteId, text: 'Fever', urgent: true }],
    [3, { noteId, text: 'Fever', urgency: 'urgent' }],
  ])('given an input of version %i, then today’s rule runs on what it means today', (version, input) => {
    const store = new MemoryStore()
    const found = registry.command('notes.write', version)
    expect(found?.version).toBe(version)
    if (found) store.run(found, input)
    expect(store.get(Note, noteId)).toEqual({ id: noteId, text: 'Fever', urgency: 'urgent', seen: false })
  })

  it('given an input that its version did not allow, or a version that never was, then it is not taken for another', () => {
    expect(registry.command('notes.write', 1)?.input.safeParse({ noteId, text: 'x', urgent: true }).success).toBe(false)
    expect(registry.command('notes.write', 2)?.input.safeParse({ noteId, text: 'x' }).success).toBe(false)
    expect(registry.command('notes.write', 4)).toBeUndefined()
    expect(registry.command('notes.write', 0)).toBeUndefined()
  })
})
