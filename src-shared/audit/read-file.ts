import { z } from 'zod'
import { type AuditEntry, auditEntrySchema } from './entry.ts'
import type { ChainLine, EntryLine } from './file.ts'

/** One thing that was done or read, from whichever chain: what the other formats are made of. */
export interface AuditEvent {
  of: string
  device: string
  chain: string
  seq: number
  /** Epoch ms: when it happened, and when the server received it; null: not told. */
  at: number | null
  receivedAt: number | null
  actor: string | null
  behalf: string | null
  action: string
  subject: string | null
  ward: string | null
  patients: string[]
  reason: AuditEntry['reason']
  /** Of a command, as the server decided: `applied`, `rejected`, … */
  status: string | null
}

/** An entry of a service's own chain: a command with its end, a reading, or rows taken over from another service. */
const serviceEntrySchema = z.looseObject({
  at: z.number(),
  commandId: z.string().optional(),
  name: z.string().optional(),
  actorId: z.string().optional(),
  status: z.string().optional(),
  projected: z.string().optional(),
  read: z.string().optional(),
  patients: z.array(z.string()).optional(),
})

/** Null where its text cannot be read. */
export function eventOf(chain: Pick<ChainLine, 'of' | 'device' | 'chain'>, line: EntryLine): AuditEvent | null {
  const place = { of: chain.of, device: chain.device, chain: chain.chain, seq: line.seq }
  const value = parsed(line.entry)
  if (chain.of === 'workstation') {
    const entry = auditEntrySchema.safeParse(value).data
    if (!entry) return null
    const { at, actor, behalf, action, subject, ward, patients, reason } = entry
    const about = { actor, behalf, action, subject, ward, patients, reason }
    return { ...place, at, receivedAt: line.receivedAt, ...about, status: null }
  }
  const entry = serviceEntrySchema.safeParse(value).data
  if (!entry) return null
  const { at, commandId = null, name, actorId = null, status = null, projected, read, patients = [] } = entry
  const action = name ? `command:${name}` : read ? `read.${read}` : `projected:${projected ?? ''}`
  const nothing = { behalf: null, ward: null, reason: null }
  return { ...place, at, receivedAt: at, actor: actorId, action, subject: commandId, status, patients, ...nothing }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
