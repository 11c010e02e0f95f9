import { createHash } from 'node:crypto'
import { canonicalJson } from '../../../../src-shared/kernel/canonical.ts'
import { contextOf } from '../../../../src-shared/kernel/context.ts'
import type { Registry } from '../../../../src-shared/kernel/domain.ts'
import type { AnyKind } from '../../../../src-shared/kernel/kind.ts'
import { addRow, digestOf, emptySum } from '../../../../src-shared/sync/digest.ts'
import { type Envelope, envelopeSchema, upcastRecord } from '../../../../src-shared/sync/envelope.ts'
import type { FeedEntry, LeaseReturn, Outcome } from '../../../../src-shared/sync/protocol.ts'
import { runGather } from '../../../../src-shared/sync/run-gather.ts'
import type { HttpAnswer, HttpRequest, Transport } from '../../device/transport.ts'

interface ServerRow {
  kind: AnyKind
  row: Record<string, unknown> & { id: string }
  rev: number
  scope: string
}

/** One service in memory: it keeps the protocol and runs the real rules, one feed version a push. */
class ServiceDouble {
  readonly service: string
  readonly rows = new Map<string, ServerRow>()
  feed: FeedEntry[] = []
  ver = 0
  /** Entries up to this version are gone. */
  horizon = 0
  outcomes = new Map<string, Outcome & { hash: string }>()
  clients = new Map<string, Map<number, string>>()
  granted: string[]
  lent = 1
  returned: LeaseReturn['rests'] = []
  readonly #registry: Registry

  constructor(service: string, registry: Registry, granted: string[]) {
    this.service = service
    this.#registry = registry
    this.granted = granted
  }

  put(kind: AnyKind, row: { id: string }, rev?: number): void {
    const key = `${kind.name}/${row.id}`
    const before = this.rows.get(key)
    const scope = this.#scopeOf(kind, row)
    const next = { kind, row: kind.schema.parse(row), rev: rev ?? (before?.rev ?? 0) + 1, scope }
    const { id } = row
    if (before && before.scope !== scope)
      this.#enter({ op: 'del', kind: kind.name, id, rev: next.rev, scope: before.scope, row: null })
    this.rows.set(key, next as ServerRow)
    this.#enter({ op: 'put', kind: kind.name, id, rev: next.rev, scope, row: next.row as Record<string, unknown> })
    this.#children(kind, id)
  }

  /** Rows that follow a parent leave and enter with it. */
  #children(parent: AnyKind, id: string): void {
    for (const child of this.rows.values()) {
      const rule = child.kind.scope
      if (rule.type !== 'parent' || rule.kind() !== parent || child.row[rule.field] !== id) continue
      if (this.#scopeOf(child.kind, child.row) !== child.scope) this.put(child.kind, child.row, child.rev)
    }
  }

  #enter(entry: Omit<FeedEntry, 'ver'>): void {
    this.feed.push({ ...entry, ver: this.ver })
  }

  #scopeOf(kind: AnyKind, row: Record<string, unknown> & { id: string }): string {
    const rule = kind.scope
    if (rule.type === 'fixed') return rule.scope
    if (rule.type === 'own') return rule.of(row as never)
    return this.rows.get(`${rule.kind().name}/${row[rule.field]}`)?.scope ?? rule.otherwise
  }

  push(clientId: string, envelopes: Envelope[], reject: (name: string) => boolean) {
    const taken = this.clients.get(clientId) ?? new Map<number, string>()
    this.clients.set(clientId, taken)
    this.ver += 1
    const outcomes: Outcome[] = []
    let stopped: { code: string; params: Record<string, number> } | null = null
    for (const envelope of envelopes) {
      stopped = this.#refusal(taken, envelope)
      if (stopped) break
      taken.set(envelope.number, envelope.record.commandId)
      outcomes.push({ ...this.#outcomeOf(envelope, reject), number: envelope.number })
    }
    return { outcomes, expected: taken.size + 1, stopped, durable: taken.size }
  }

  #refusal(taken: Map<number, string>, { number, record }: Envelope) {
    const known = taken.get(number)
    if (known && known !== record.commandId) return { code: 'CLIENT_ID_USED', params: { number } }
    if (number > taken.size + 1) return { code: 'NUMBER_GAP', params: { expected: taken.size + 1 } }
    return null
  }

  #outcomeOf({ record, hash, number, held }: Envelope, reject: (name: string) => boolean): Outcome {
    const known = this.outcomes.get(record.commandId)
    if (known) return known
    const base = { number, commandId: record.commandId, ver: this.ver, flags: [], hash }
    if (createHash('sha256').update(canonicalJson(record)).digest('hex') !== hash) throw new Error('hash differs')
    const problem = held || reject(record.name) ? { code: 'ROW_CHANGED', params: {} } : this.#run(record)
    const outcome = { ...base, status: problem ? ('rejected' as const) : ('applied' as const), problem }
    this.outcomes.set(record.commandId, outcome)
    return outcome
  }

  #run(record: Envelope['record']) {
    const command = this.#registry.command(record.name, record.version)
    if (!command) throw new Error(`unknown ${record.name}`)
    const refuse = () => {
      throw new Error('not allotted')
    }
    const context = contextOf({
      ...upcastRecord(record, { utcOffsetMinutes: 330 }),
      attended: false,
      newId: refuse,
      nextNumber: refuse,
    })
    const input = command.input.parse(record.input)
    const state = runGather(command.gather(input, context), (request) => {
      if (request.op === 'get') return this.rows.get(`${request.kind.name}/${request.id}`)?.row ?? null
      const fields = request.kind.indexes[request.index] ?? []
      const all = [...this.rows.values()].filter((one) => one.kind === request.kind)
      return all.map((one) => one.row).filter((row) => fields.every((field, i) => row[field] === request.key[i]))
    })
    const decision = command.decide(state, input, context)
    if (decision.type === 'reject') return decision.problem
    for (const { kind, row } of decision.puts) this.put(kind, row)
    return null
  }

  /** Nothing of the feed is left. */
  compact(): void {
    this.horizon = this.ver
    this.feed = []
  }

  pull(cursor: number, limit: number) {
    if (cursor < this.horizon && limit > 1)
      return { ver: this.ver, more: true, entries: [], sums: null, granted: [], tooOld: true }
    const visible = this.feed.filter((entry) => entry.ver > cursor && this.granted.includes(entry.scope))
    const cut = visible[limit]?.ver
    const lastWhole = cut === undefined ? this.ver : Math.max(cut - 1, visible[0]?.ver ?? 0)
    const entries = visible.filter((entry) => entry.ver <= lastWhole)
    const more = lastWhole < this.ver && entries.length < visible.length
    return { ver: more ? lastWhole : this.ver, more, entries, sums: more ? null : this.sums() }
  }

  sums() {
    return this.granted.map((scope) => {
      const sum = emptySum()
      for (const one of this.rows.values()) if (one.scope === scope) addRow(sum, one.kind.name, one.row.id, one.rev, 1)
      return { scope, rows: sum.rows, digest: digestOf(sum) }
    })
  }

  snapshot(scope: string, after: string, limit: number) {
    const all = [...this.rows].filter(([, one]) => one.scope === scope).sort(([a], [b]) => (a < b ? -1 : 1))
    const rest = all.filter(([key]) => key > after)
    const page = rest.slice(0, limit)
    const rows = page.map(([, { kind, row, rev }]) => ({ kind: kind.name, id: row.id, rev, row }))
    return { at: this.ver, rows, next: rest.length > limit ? (page.at(-1)?.[0] ?? null) : null, total: all.length }
  }
}

/** A hospital server at the raw network's border, with the faults that a test asks for. */
export class ServerDouble implements Transport {
  epoch = 'epoch-1'
  readonly services = new Map<string, ServiceDouble>()
  /** Server clock, ms. */
  now: () => number
  down = false
  readonly downServices = new Set<string>()
  /** Commands refused whatever the rule says. */
  readonly rejects = new Set<string>()
  /** Told with every pull. */
  asks: { id: string; kind: string }[] = []
  revoked = false
  sealKey: string | undefined
  /** Answers that are lost after their work was done, by path part; each once. */
  readonly losesAnswerOf: string[] = []
  readonly requests: HttpRequest[] = []
  readonly streams: { onEvent(event: string, data: string): void; onOpen(): void }[] = []
  snapshotLimit = 1000
  token = 1

  constructor(registry: Registry, granted: Record<string, string[]>, now: () => number) {
    for (const service of registry.services()) {
      this.services.set(service, new ServiceDouble(service, registry, granted[service] ?? []))
    }
    this.now = now
  }

  of(service: string): ServiceDouble {
    const found = this.services.get(service)
    if (!found) throw new Error(`no service ${service}`)
    return found
  }

  poke(service: string): void {
    const data = JSON.stringify({ service, scope: '', ver: this.of(service).ver })
    for (const stream of this.streams) stream.onEvent('poke', data)
  }

  async request(asked: HttpRequest): Promise<HttpAnswer> {
    if (this.down) throw new Error('unreachable')
    this.requests.push(asked)
    const answer = this.#answer(asked)
    const lost = this.losesAnswerOf.findIndex((part) => asked.url.includes(part))
    if (lost >= 0) {
      this.losesAnswerOf.splice(lost, 1)
      throw new Error('the answer was lost')
    }
    return JSON.parse(JSON.stringify(answer)) as HttpAnswer
  }

  events(stream: { onEvent(event: string, data: string): void; onOpen(): void; onEnd(status: number): void }) {
    this.streams.push(stream)
    stream.onOpen()
    return () => void this.streams.splice(this.streams.indexOf(stream), 1)
  }

  #answer({ url, body, headers }: HttpRequest): HttpAnswer {
    const { pathname, searchParams } = new URL(url)
    if (pathname.endsWith('/challenge')) return ok({ nonce: 'n' })
    if (pathname.endsWith('/session')) return ok({ token: `t${this.token}`, expiresAt: 0 })
    if (headers.authorization !== `Bearer t${this.token}`) return refused(401, 'WORKSTATION_UNKNOWN')
    const [, , service = '', , ...verbs] = pathname.split('/')
    const verb = verbs.join('/')
    if (this.downServices.has(service)) return refused(503, 'SERVICE_UNAVAILABLE')
    return ok({ epoch: this.epoch, ...this.#sync(this.of(service), verb, searchParams, body) })
  }

  #sync(service: ServiceDouble, verb: string, query: URLSearchParams, body: unknown): object {
    const number = (name: string) => Number(query.get(name))
    if (verb === 'push') {
      const { clientId, commands } = body as { clientId: string; commands: unknown[] }
      return service.push(
        clientId,
        commands.map((one) => envelopeSchema.parse(one)),
        (name) => this.rejects.has(name),
      )
    }
    if (verb === 'pull') {
      const page = service.pull(number('cursor'), number('limit'))
      const { size } = service.clients.get(query.get('clientId') ?? '') ?? { size: 0 }
      return {
        granted: service.granted,
        ...page,
        lastNumber: size,
        durable: size,
        serverTime: this.now(),
        asks: this.asks,
        revoked: this.revoked,
        sealKey: this.sealKey,
      }
    }
    if (verb === 'snapshot') {
      const limit = Math.min(this.snapshotLimit, number('limit'))
      return service.snapshot(query.get('scope') ?? '', query.get('after') ?? '', limit)
    }
    if (verb === 'leases/return') {
      const asked = body as LeaseReturn
      const { size } = service.clients.get(asked.clientId) ?? { size: 0 }
      if (asked.lastNumber === size && asked.epoch === this.epoch) service.returned.push(...asked.rests)
      return { taken: asked.rests.length }
    }
    const from = 1_000_000 + service.lent++ * 1000
    return { sequence: (body as { sequence: string }).sequence, from, to: from + 999 }
  }
}

const ok = (body: unknown): HttpAnswer => ({ status: 200, body })
const refused = (status: number, code: string): HttpAnswer => ({
  status,
  body: { type: 'about:blank', title: code, status, detail: code, code, params: {} },
})
