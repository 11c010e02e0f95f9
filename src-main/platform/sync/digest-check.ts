import type { Registry } from '../../../src-shared/kernel/domain.ts'
import { addRow, emptySum, type Sum } from '../../../src-shared/sync/digest.ts'
import type { Ports } from '../ports.ts'
import type { BaseHead } from '../store/kind-table.ts'
import type { RowStore } from '../store/row-store.ts'
import type { ForeignRows } from './foreign-rows.ts'
import type { Scopes } from './scopes.ts'

interface Parts {
  registry: Registry
  ports: Pick<Ports, 'clock' | 'scheduler'>
  rows: RowStore
  foreign: ForeignRows
  scopes: Scopes
}

const HOUR_MS = 3_600_000
/** Rows counted at once, ≈ 10 ms; then whoever waits has a turn. */
const SLICE = 5_000

/**
 * The sums of the scopes are kept by every change and compared with the server's at each pull. Once an hour the rows
 * themselves are counted, so that a row that was lost or changed behind the sums is found too.
 */
export class DigestCheck {
  readonly #parts: Parts
  readonly #checkedAt = new Map<string, number>()
  constructor(parts: Parts) {
    this.#parts = parts
    for (const service of parts.registry.services()) this.#checkedAt.set(service, parts.ports.clock.monotonic())
  }

  /**
   * To be called between two pages of a service: the server's rows stand still meanwhile, and local work does not touch
   * their revisions. @returns scopes whose rows are not those of their sum; none where it is not yet time
   */
  async wrongScopes(service: string): Promise<string[]> {
    const { ports, scopes } = this.#parts
    const now = ports.clock.monotonic()
    if (now - (this.#checkedAt.get(service) ?? 0) < HOUR_MS) return []
    this.#checkedAt.set(service, now)
    const counted = await this.#count(service)
    const whole = scopes.all(service).filter(({ state, sweep }) => state === 'ready' && sweep === 0)
    return whole.map(({ scope }) => scope).filter((name) => !scopes.is(service, name, counted.get(name) ?? emptySum()))
  }

  async #count(service: string): Promise<Map<string, Sum>> {
    const { registry, rows, foreign, ports } = this.#parts
    const sums = new Map<string, Sum>()
    for (const { name } of registry.kindsOf(service)) {
      for (let after: string | null = '', page: BaseHead[]; after !== null; after = page[SLICE - 1]?.id ?? null) {
        page = rows.table(name).baseHeads(after, SLICE)
        for (const head of page) count(sums, name, head)
        if (page.length === SLICE) await new Promise<void>((resolve) => ports.scheduler.after(0, resolve))
      }
    }
    for (const { kind, ...head } of foreign.heads(service)) count(sums, kind, head)
    return sums
  }
}

function count(sums: Map<string, Sum>, kind: string, { id, rev, scope }: BaseHead): void {
  if (!rev || scope === null) return
  const sum = sums.get(scope) ?? emptySum()
  sums.set(scope, sum)
  addRow(sum, kind, id, rev, 1)
}
