import { z } from 'zod'

/** The one channel, both ways; every message is a string of JSON, so that both hosts carry the same values. */
export const CHANNEL = 'carecode'

const id = z.string().min(1).max(64)
const call = z.strictObject({
  kind: z.literal('call'),
  id,
  type: z.enum(['query', 'mutation', 'subscription']),
  path: z.string().regex(/^[a-zA-Z]+(\.[a-zA-Z]+){0,3}$/),
  input: z.unknown().optional(),
})
const stop = z.strictObject({ kind: z.literal('stop'), id })
const requestSchema = z.discriminatedUnion('kind', [call, stop])

export type IpcCall = z.infer<typeof call>
export type IpcRequest = z.infer<typeof requestSchema>

/** `data`: the answer, or one of a subscription's; `end`: nothing more comes; `error`: tRPC's error shape, the last of its call. */
export type IpcAnswer =
  | { id: string; kind: 'data'; data: unknown }
  | { id: string; kind: 'started' | 'end' }
  | { id: string; kind: 'error'; error: unknown }

/** What the preload puts into the page as `window.carecode`. */
export interface IpcBridge {
  send(message: string): void
  listen(listener: (message: string) => void): void
}

const MAX_MESSAGE = 1_000_000

/** Null where it is not a message of this protocol. */
export function readRequest(raw: unknown): IpcRequest | null {
  if (typeof raw !== 'string' || raw.length > MAX_MESSAGE) return null
  try {
    const parsed = requestSchema.safeParse(JSON.parse(raw))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
