import type { Registry } from '../../../src-shared/kernel/domain.ts'
import { PROTOCOL_VERSION } from '../../../src-shared/sync/envelope.ts'
import {
  type PullResponse,
  pullResponseSchema,
  type SnapshotResponse,
  snapshotResponseSchema,
} from '../../../src-shared/sync/protocol.ts'
import type { StationAsk } from '../../../src-shared/sync/station-report.ts'
import { successful } from '../device/enrol.ts'
import type { Network } from '../device/network.ts'
import type { NumberLeases } from '../execute/number-leases.ts'
import type { Outbox } from '../outbox/outbox.ts'
import { type Database, immediate } from '../sqlite/database.ts'
import type { Deferred } from '../store/deferred.ts'
import type { DigestCheck } from './digest-check.ts'
import { Loans } from './loans.ts'
import type { LongRebase } from './long-rebase.ts'
import type { PageWriter, Written } from './page-writer.ts'
import type { Rebase } from './rebase.ts'
import type { Scope, Scopes } from './scopes.ts'
import type { ServiceStates } from './service-state.ts'

export interface PullParts {
  db: Database
  registry: Registry
  network: Network
  outbox: Outbox
  leases: NumberLeases
  states: ServiceStates
  scopes: Scopes
  pages: PageWriter
  deferred: Deferred
  rebase: Rebase
  longRebase: LongRebase
  digests: DigestCheck
  /** Wall clock, ms, to measure its distance from the server's. */
  now(): number
  onChange(kinds: Set<string>): void
  onContact(): void
  onServerTime(serverTime: number, askedAt: number, answeredAt: number): void
  onMismatch(service: string, scopes: string[]): void
  /** Before each turn: the rebuild of the cache begins between two pages, never within a snapshot. */
  beforeTurn(service: string): void
  /** Told with every pull. */
  deviceId(): string | null
  report(service: string): Record<string, string>
  onAsks(asks: readonly StationAsk[]): void
  onSealKey(publicKey: string): void
  /** The server has taken this workstation out of use. */
  onRevoked(): void
  /** Commands that were held back, or accepted before a restore, go out. */
  onReleased(service: string): void
}

const PULL_LIMIT = 1000
/** One transaction: smaller pages make the full-text index merge more often (500: twice as long), larger ones are felt. */
const SNAPSHOT_LIMIT = 1000
/** How many snapshot pages before the feed has its turn again. */
const SNAPSHOT_RUN = 20

/** Reads one service: feed, snapshots of new scopes, number leases. */
export class Puller {
  readonly service: string
  readonly #parts: PullParts
  readonly #loans: Loans
  #revoked = false

  constructor(service: string, parts: PullParts) {
    this.service = service
    this.#parts = parts
    this.#loans = new Loans(service, parts)
  }

  /** One turn. @returns whether there is more to read at once */
  async step(): Promise<boolean> {
    const { states, scopes } = this.#parts
    this.#parts.beforeTurn(this.service)
    if (states.get(this.service).cursor === null) {
      const began = await this.#firstContact()
      if (began) return true
    }
    if (states.get(this.service).cursor !== null && (await this.#feedPage())) return true
    const loading = scopes.all(this.service).find((scope) => scope.state === 'loading')
    if (loading) {
      await this.#snapshotRun(loading)
      return true
    }
    // of a load that was broken off and is not wanted any more
    await this.#parts.deferred.finish()
    this.#wipeRevoked()
    if (!(await this.#loans.settle(this.#revoked))) return true
    return this.#checkRows()
  }

  async #checkRows(): Promise<boolean> {
    const wrong = await this.#parts.digests.wrongScopes(this.service)
    if (wrong.length > 0) this.#report(this.#parts.pages.distrust(this.service, wrong))
    return wrong.length > 0
  }

  /** Before the first snapshot there is no cursor: a page of the feed is asked for only to learn what is granted. */
  async #firstContact(): Promise<boolean> {
    const { states, scopes, pages, db } = this.#parts
    const asked = await this.#pull(0, 1)
    if (!asked) return true
    immediate(db, () => {
      if (states.get(this.service).epoch === null) states.setEpoch(this.service, asked.epoch)
      pages.grant(this.service, asked.granted)
    })
    const loading = scopes.all(this.service).find((scope) => scope.state === 'loading')
    if (loading) await this.#snapshotRun(loading)
    return loading !== undefined
  }

  async #feedPage(): Promise<boolean> {
    const page = await this.#pull(this.#parts.states.get(this.service).cursor ?? 0, PULL_LIMIT)
    if (!page) return true
    const written = this.#parts.pages.feed(this.service, page)
    this.#report(written)
    await this.#parts.longRebase.catchUp()
    return page.more
  }

  /** @returns null when the epoch has changed: everything begins anew then */
  async #pull(cursor: number, limit: number): Promise<PullResponse | null> {
    const { clientId, epoch } = this.#parts.states.get(this.service)
    const query = new URLSearchParams({
      clientId,
      cursor: String(cursor),
      limit: String(limit),
      protocol: String(PROTOCOL_VERSION),
      ...this.#parts.report(this.service),
    })
    if (epoch !== null) query.set('epoch', epoch)
    const askedAt = this.#parts.now()
    const page = pullResponseSchema.parse(await this.#get(`pull?${query}`))
    this.#parts.onServerTime(page.serverTime, askedAt, this.#parts.now())
    if (page.asks) this.#parts.onAsks(page.asks)
    // meanwhile the cache was emptied, or the queue began anew: this answer is none to it
    if (this.#parts.states.get(this.service).clientId !== clientId) return null
    if (page.sealKey) this.#parts.onSealKey(page.sealKey)
    this.#revoked = page.revoked === true
    if (page.revoked) this.#parts.onRevoked()
    if (page.tooOld && !page.revoked) {
      this.#parts.pages.startOver(this.service)
      return null
    }
    return this.#sameEpoch(page.epoch) ? page : null
  }

  async #get(path: string): Promise<unknown> {
    const body = successful(await this.#parts.network.request('GET', `/v1/${this.service}/sync/${path}`))
    this.#parts.onContact()
    return body
  }

  /** Compared with what is kept now, not with what was asked: a push may have learnt of the change in between. */
  #sameEpoch(theirs: string): boolean {
    const ours = this.#parts.states.get(this.service).epoch
    if (ours === null || ours === theirs) return true
    this.#parts.onChange(this.#parts.pages.epochChanged(this.service, theirs))
    this.#parts.onReleased(this.service)
    return false
  }

  /** Several pages; the next is on its way while one is written. */
  async #snapshotRun(scope: Scope): Promise<void> {
    const { clientId } = this.#parts.states.get(this.service)
    let after = scope.after
    let next: Promise<SnapshotResponse> | null = this.#askSnapshot(scope.scope, after)
    for (let run = 1; next; run++) {
      const page: SnapshotResponse = await next
      // a push has learnt meanwhile that everything begins anew: this answer, perhaps of before, is none to it
      if (this.#parts.states.get(this.service).clientId !== clientId) return
      if (!this.#sameEpoch(page.epoch)) return
      const goesOn: boolean = page.next !== null && run < SNAPSHOT_RUN
      next = goesOn ? this.#askSnapshot(scope.scope, page.next) : null
      // the failure is met at the await above; without this it would count as unhandled while the page is written
      next?.catch(() => {})
      if (page.next === null) await this.#parts.deferred.finish()
      const current = this.#parts.scopes.get(this.service, scope.scope)
      // a load that began anew has another place: what lies between would be missing
      if (current?.state !== 'loading' || current.after !== after) return
      this.#report(this.#parts.pages.snapshot(current, page))
      after = page.next
      await this.#parts.longRebase.catchUp()
    }
  }

  async #askSnapshot(scope: string, after: string | null): Promise<SnapshotResponse> {
    const query = new URLSearchParams({ scope, limit: String(SNAPSHOT_LIMIT) })
    if (after !== null) query.set('after', after)
    return snapshotResponseSchema.parse(await this.#get(`snapshot?${query}`))
  }

  #report(written: Written): void {
    this.#parts.onChange(written.kinds)
    if (written.mismatched.length > 0) this.#parts.onMismatch(this.service, written.mismatched)
  }

  /** What was done here has to be sent, and to have come back, before the rows that it lies on go. */
  #wipeRevoked(): void {
    const { scopes, outbox, pages, rebase } = this.#parts
    const revoked = scopes.all(this.service).filter((scope) => scope.state === 'revoked')
    if (revoked.length === 0) return
    if (outbox.release(this.service) > 0) this.#parts.onReleased(this.service)
    if (outbox.hasUnsent(this.service) || rebase.hasOverlays(this.service)) return
    for (const scope of revoked) this.#report(pages.wipe(scope))
  }
}
