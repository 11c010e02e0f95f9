import { z } from 'zod'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import type { Audit } from '../audit/audit.ts'
import { type Database, immediate } from '../sqlite/database.ts'
import type { Meta } from '../sqlite/meta.ts'
import { type RederiveParts, rederive } from './rederive.ts'

const markerSchema = z.object({
  startedAt: z.number(),
  by: z.string().nullable(),
  request: z.string().nullable(),
  /** Services whose scopes have not yet begun anew. */
  due: z.array(z.string()),
})
type Marker = z.infer<typeof markerSchema>
const lastSchema = z.object({ endedAt: z.number(), request: z.string().nullable() })

export interface ScopeProgress {
  service: string
  state: string
  done: number
  total: number
}
export interface RebuildView {
  /** Null: none is going on. */
  running: { startedAt: number; done: number; total: number } | null
  /** Of the last one that came to its end, epoch ms. */
  endedAt: number | null
}

interface Parts extends RederiveParts {
  db: Database
  meta: Meta
  audit: Audit
  now(): number
  onChange(kinds: Iterable<string>): void
  /** It came to its end: the server, which may have asked for it, is told at once. */
  onEnd(): void
}

const MARKER = 'rebuild'
const LAST = 'rebuild.last'

/**
 * Fetches every row of the server anew and derives all local work again (decision 0017). Only what came from the server
 * is replaced: outbox, drafts, leases and audit are not touched, and the rows stay to be read meanwhile. What is done and
 * what is due stands in the cache itself, so that a rebuild goes on after a kill and waits while the server is away.
 */
export class Rebuild {
  readonly #parts: Parts
  #marker: Marker | null
  #last: z.infer<typeof lastSchema> | null

  constructor(parts: Parts) {
    this.#parts = parts
    this.#marker = read(parts.meta, MARKER, markerSchema)
    this.#last = read(parts.meta, LAST, lastSchema)
  }

  /**
   * Does nothing where one is going on, or where this request was carried out already.
   * @param by user who asked for it here; null: an administrator elsewhere, by `request`
   * @throws ProblemError CACHE_DAMAGED, DISK_FULL; nothing was begun then
   */
  begin(services: readonly string[], by: string | null, request: string | null = null): void {
    if (this.#marker || (request !== null && this.#last?.request === request)) return
    const { db, meta, audit, now } = this.#parts
    if (db.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new ProblemError('CACHE_DAMAGED')
    const marker: Marker = { startedAt: now(), by, request, due: [...services] }
    immediate(db, () => {
      // quick_check does not compare an index with its table
      db.exec('REINDEX')
      meta.set(MARKER, JSON.stringify(marker))
      audit.append({
        ...{ at: now(), actorId: by, action: 'cache.rebuild', subject: request },
        detail: { unsent: this.#unsent() },
      })
    })
    this.#marker = marker
  }

  #unsent = () =>
    this.#parts.db.prepare(`SELECT count(*) FROM outbox WHERE status IN ('waiting', 'sent')`).pluck().get() as number

  /** Between two pages of a service: `reload` sets its scopes back to their beginning, once for each rebuild. */
  beforeTurn(service: string, reload: () => void): void {
    const marker = this.#marker
    if (!marker?.due.includes(service)) return
    const next = { ...marker, due: marker.due.filter((each) => each !== service) }
    immediate(this.#parts.db, () => {
      reload()
      this.#parts.meta.set(MARKER, JSON.stringify(next))
    })
    this.#marker = next
  }

  /** After a turn of the sync: ends the rebuild once every scope is as the server says. */
  check(scopes: readonly ScopeProgress[]): void {
    const marker = this.#marker
    if (!marker || marker.due.length > 0) return
    if (scopes.some(({ state }) => state !== 'ready' && state !== 'revoked')) return
    const { db, meta, audit, now, onChange } = this.#parts
    const last = { endedAt: now(), request: marker.request }
    const kinds = immediate(db, () => {
      const changed = rederive(this.#parts)
      meta.set(MARKER, '')
      meta.set(LAST, JSON.stringify(last))
      audit.append({
        ...{ at: now(), actorId: marker.by, action: 'cache.rebuilt', subject: marker.request },
        detail: { unsent: this.#unsent(), scopes: scopes.length },
      })
      return changed
    })
    this.#marker = null
    this.#last = last
    onChange(kinds)
    this.#parts.onEnd()
  }

  /** What is due counts as not fetched yet, whatever its scopes still say. */
  view(scopes: readonly ScopeProgress[]): RebuildView {
    const endedAt = this.#last?.endedAt ?? null
    if (!this.#marker) return { running: null, endedAt }
    const { startedAt, due } = this.#marker
    const counted = scopes.filter(({ state }) => state !== 'revoked')
    const done = counted.filter(({ service }) => !due.includes(service)).reduce((sum, scope) => sum + scope.done, 0)
    const total = counted.reduce((sum, scope) => sum + Math.max(scope.total, scope.done), 0)
    return { running: { startedAt, done, total }, endedAt }
  }

  get running(): boolean {
    return this.#marker !== null
  }

  /** The request of an administrator that was carried out last. */
  get answered(): string | null {
    return this.#last?.request ?? null
  }
}

function read<Schema extends z.ZodType>(meta: Meta, key: string, schema: Schema): z.output<Schema> | null {
  const text = meta.get(key)
  return text ? schema.parse(JSON.parse(text)) : null
}
