import type { Registry } from '../../../src-shared/kernel/domain.ts'
import type { StationAsk } from '../../../src-shared/sync/station-report.ts'
import type { Network } from '../device/network.ts'
import type { NumberLeases } from '../execute/number-leases.ts'
import type { OutboxCounts } from '../outbox/entry.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { Signatures } from '../outbox/signatures.ts'
import type { Ports } from '../ports.ts'
import { type Database, isSqliteError } from '../sqlite/database.ts'
import type { Deferred } from '../store/deferred.ts'
import { type Emitter, emitter } from '../store/emitter.ts'
import type { DigestCheck } from './digest-check.ts'
import { codeOf } from './errors.ts'
import type { LongRebase } from './long-rebase.ts'
import { Loop } from './loop.ts'
import type { Outcomes } from './outcomes.ts'
import type { PageWriter } from './page-writer.ts'
import { Puller } from './pull.ts'
import { Pusher } from './push.ts'
import type { Rebase } from './rebase.ts'
import type { Scopes } from './scopes.ts'
import type { ServiceStates } from './service-state.ts'

export interface ServiceStatus {
  service: string
  epoch: string | null
  cursor: number | null
  mismatches: number
  /** Since this start, epoch ms. */
  lastContactAt: number | null
  queue: number
  oldestUnsentAt: number | null
  /** Refused, kept aside, or building on such. */
  refused: number
  /** Codes of what failed last; null while it works. */
  pushProblem: string | null
  pullProblem: string | null
}
export interface SyncStatus extends OutboxCounts {
  connection: 'online' | 'offline' | 'connecting'
  /** Epoch ms of the last change of `connection`. */
  since: number
  lastContactAt: number | null
  bootstrap: { service: string; scope: string; done: number; total: number } | null
  /** Server clock minus ours, ms; null before it was measured. */
  clockSkewMs: number | null
  services: ServiceStatus[]
}

export interface SyncParts {
  db: Database
  registry: Registry
  ports: Ports
  network: Network
  outbox: Outbox
  signatures: Signatures
  leases: NumberLeases
  states: ServiceStates
  scopes: Scopes
  outcomes: Outcomes
  rebase: Rebase
  longRebase: LongRebase
  pages: PageWriter
  deferred: Deferred
  digests: DigestCheck
  clockOffset(): number | null
  setClockOffset(ms: number): void
  onChange(kinds: Set<string>): void
  /** Something that a person should know of, in the log's words. */
  onError(error: unknown): void
  onMismatch(service: string, scopes: string[]): void
  onDrained(): void
  beforeTurn(service: string): void
  deviceId(): string | null
  report(service: string): Record<string, string>
  onAsks(asks: readonly StationAsk[]): void
  onSealKey(publicKey: string): void
  onRevoked(): void
}

/** No answer, or none of the hospital's server. */
const NOBODY_THERE = ['SERVER_UNREACHABLE', 'SERVER_NOT_TRUSTED', 'SERVER_NOT_SECURE']
const POLL_MS = 30_000
/** Every page replays the unsent work that it meets: while a long queue goes out well, pages are taken in larger steps. */
const PULL_PAUSE_MS = 10_000

interface Line {
  service: string
  push: Loop
  pull: Loop
  pushProblem: string | null
  pullProblem: string | null
  /** Local time, epoch ms. */
  contactAt: number | null
  /** Local time of the last finished pull, ms. */
  pulledAt: number
  /** Calls off the pull that was put off. */
  later: (() => void) | null
}

/** Keeps this workstation and the services in step. Each service has its own two loops: none waits for another. */
export class SyncClient {
  /** Something of `status()` may be different; it costs too much to be computed for everybody at every save. */
  readonly statusChanges: Emitter<void> = emitter()
  readonly #parts: SyncParts
  readonly #lines: Line[]
  #stopEvents: (() => void) | null = null
  #connection: SyncStatus['connection'] = 'connecting'
  #since: number
  #lastContactAt: number | null = null

  constructor(parts: SyncParts) {
    this.#parts = parts
    this.#since = parts.ports.clock.now()
    this.#lines = parts.registry.services().map((service) => this.#line(service))
  }

  start(): void {
    if (this.#stopEvents) return
    for (const line of this.#lines) {
      line.push.start()
      line.pull.start()
    }
    this.#stopEvents = this.#parts.network.events(
      (poke) => this.#pullSoon(this.#of(poke.service)),
      () => this.#wakeAll(),
      // a server that died is noticed now, not at the next poll
      () => this.#askAll(),
    )
  }

  stop(): void {
    this.#stopEvents?.()
    this.#stopEvents = null
    for (const line of this.#lines) {
      line.push.stop()
      line.pull.stop()
      line.later?.()
      line.later = null
    }
  }

  /** After a local command. */
  saved(service: string): void {
    this.#of(service)?.push.nudge()
    this.#changed()
  }

  /** Tries everything now; resolves when each loop has done what it could. Never rejects: see the status. */
  async syncNow(): Promise<void> {
    this.#wakeAll()
    await Promise.all(this.#lines.flatMap((line) => [line.push.settled(), line.pull.settled()]))
    // what the pushes brought about
    for (const line of this.#lines) line.pull.wake()
    await Promise.all(this.#lines.map((line) => line.pull.settled()))
  }

  status(): SyncStatus {
    const loading = this.#lines
      .flatMap((line) => this.#parts.scopes.all(line.service))
      .find((scope) => scope.state === 'loading')
    return {
      connection: this.#connection,
      since: this.#since,
      lastContactAt: this.#lastContactAt,
      ...this.#parts.outbox.counts(),
      bootstrap: loading
        ? { service: loading.service, scope: loading.scope, done: loading.done, total: loading.total }
        : null,
      clockSkewMs: this.#parts.clockOffset(),
      services: this.#lines.map((line) => this.#serviceStatus(line)),
    }
  }

  /** How often scopes of a service differed from the server's, ever. */
  mismatchesOf = (service: string): number => this.#parts.states.get(service).mismatches

  /** After the cache was emptied behind it: nothing is remembered of what was there. */
  forget(): void {
    this.#parts.scopes.forget()
  }

  scopes() {
    const all = this.#lines.flatMap((line) => this.#parts.scopes.all(line.service))
    return all.map(({ service, scope, state, confirmedAt, done, total }) => ({
      ...{ service, scope, state, confirmedAt, done, total },
    }))
  }

  #serviceStatus({ service, pushProblem, pullProblem, contactAt }: Line): ServiceStatus {
    const { epoch, cursor, mismatches } = this.#parts.states.get(service)
    const queue = this.#parts.outbox.queueOf(service)
    return { service, epoch, cursor, mismatches, lastContactAt: contactAt, ...queue, pushProblem, pullProblem }
  }

  #of = (service: string) => this.#lines.find((line) => line.service === service)

  #pullSoon(line: Line | undefined): void {
    if (!line) return
    const { clock, scheduler } = this.#parts.ports
    const rest = line.pulledAt + PULL_PAUSE_MS - clock.monotonic()
    const draining = line.pushProblem === null && this.#parts.outbox.hasUnsent(line.service)
    if (!draining || rest <= 0) line.pull.nudge()
    else if (!line.later) line.later = scheduler.after(rest, () => this.#pullLater(line))
  }

  #pullLater(line: Line): void {
    line.later = null
    line.pull.nudge()
  }

  #askAll(): void {
    for (const line of this.#lines) line.pull.nudge()
  }

  #wakeAll(): void {
    for (const line of this.#lines) {
      line.push.wake()
      line.pull.wake()
    }
  }

  #line(service: string): Line {
    const pusher = new Pusher(service, this.#pushParts(service))
    const puller = new Puller(service, this.#pullParts(service))
    const line: Line = {
      service,
      push: this.#loop(
        () => pusher.step(),
        (problem) => {
          line.pushProblem = problem
        },
      ),
      pull: this.#loop(
        () => puller.step(),
        (problem) => {
          line.pullProblem = problem
          line.pulledAt = this.#parts.ports.clock.monotonic()
        },
      ),
      pushProblem: null,
      pullProblem: null,
      contactAt: null,
      pulledAt: Number.NEGATIVE_INFINITY,
      later: null,
    }
    return line
  }

  #loop(step: () => Promise<boolean>, keep: (problem: string | null) => void): Loop {
    return new Loop({
      ports: this.#parts.ports,
      every: POLL_MS,
      step,
      onSuccess: () => {
        keep(null)
        this.#changed()
      },
      onFailure: (error) => {
        const code = codeOf(error)
        keep(code)
        if (NOBODY_THERE.includes(code)) this.#setConnection('offline')
        else if (code === 'INTERNAL' || isSqliteError(error)) this.#parts.onError(error)
        this.#changed()
      },
    })
  }

  #pushParts(service: string) {
    return {
      ...this.#parts,
      now: this.#parts.ports.clock.now,
      onContact: () => this.#contact(service),
      onChange: (kinds: Set<string>) => {
        this.#parts.onChange(kinds)
        // an outcome lets commands of other services go, and its rows can be fetched
        for (const line of this.#lines) if (line.service !== service) line.push.nudge()
        this.#pullSoon(this.#of(service))
        if (!this.#parts.outbox.hasUnsent(null)) this.#parts.onDrained()
        this.#changed()
      },
    }
  }

  #pullParts(service: string) {
    return {
      ...this.#parts,
      now: this.#parts.ports.clock.now,
      onContact: () => this.#contact(service),
      onReleased: (of: string) => this.#of(of)?.push.nudge(),
      onServerTime: (serverTime: number, askedAt: number, answeredAt: number) =>
        this.#parts.setClockOffset(Math.round(serverTime - (askedAt + answeredAt) / 2)),
      onChange: (kinds: Set<string>) => {
        this.#parts.onChange(kinds)
        this.#changed()
      },
    }
  }

  #contact(service: string): void {
    this.#lastContactAt = this.#parts.ports.clock.now()
    const line = this.#of(service)
    if (line) line.contactAt = this.#lastContactAt
    const back = this.#connection === 'offline'
    this.#setConnection('online')
    // the event stream may have stood all the while: then nothing else ends a long pause
    if (back) for (const each of this.#lines) each.push.wake()
  }

  #setConnection(connection: SyncStatus['connection']): void {
    if (this.#connection === connection) return
    this.#connection = connection
    this.#since = this.#parts.ports.clock.now()
  }

  #changed(): void {
    this.statusChanges.emit()
  }
}
