import { z } from 'zod'
import type { Profile } from '../sqlite/disk.ts'

/** The cache's key, wrapped. bound: only together with the server's half can it be unwrapped. */
const keySchema = z.object({
  version: z.literal(1),
  id: z.uuid(),
  /** This workstation's half, wrapped by its safe. */
  device: z.string(),
  bound: z.boolean(),
  wrapped: z.string(),
  /** While the cache is being put under another key: that one. */
  next: z.string().nullable(),
  /** X25519 key of the hospital (base64, raw); null: no server has told one. */
  sealKey: z.string().nullable(),
})
export type KeyFile = z.infer<typeof keySchema>

/** The server's half for so long; changing a time makes it unreadable. */
const leaseSchema = z.object({
  until: z.number(),
  seen: z.number(),
  monotonic: z.number(),
  bootId: z.string(),
  half: z.string(),
})
export type LeaseFile = z.infer<typeof leaseSchema>

/** One share of the server's half, under a senior person's password. */
const shareSchema = z.object({
  userId: z.uuid(),
  username: z.string(),
  x: z.int().min(1).max(255),
  salt: z.string(),
  wrapped: z.string(),
})
export type ShareFile = z.infer<typeof shareSchema>

const KEY = 'cache.key'
const LEASE = 'cache.lease'
const SENIORS = 'cache.seniors'

/** Three small files beside the cache; without the first it is noise. */
export function keyFiles(files: Profile) {
  const read = <Schema extends z.ZodType>(name: string, schema: Schema): z.output<Schema> | null => {
    const text = files.read(name)
    return text === null ? null : schema.parse(JSON.parse(text))
  }
  const write = (name: string, value: unknown) => files.write(name, `${JSON.stringify(value)}\n`)
  return {
    key: () => read(KEY, keySchema),
    writeKey: (value: KeyFile) => write(KEY, value),
    lease: () => read(LEASE, leaseSchema),
    writeLease: (value: LeaseFile) => write(LEASE, value),
    shares: () => read(SENIORS, z.array(shareSchema)) ?? [],
    writeShares: (value: readonly ShareFile[]) => write(SENIORS, value),
    names: { key: KEY, lease: LEASE, seniors: SENIORS },
  }
}
