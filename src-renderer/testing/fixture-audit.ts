import type { AuditAsk, AuditLineView, AuditPageView } from '../../src-shared/domains/audit/views.ts'
import { ProblemError } from '../../src-shared/kernel/errors.ts'
import type { FixtureState } from './fixture-inbox.ts'

const MINUTE = 60_000
const PAGE = 100
const person = (n: number, name: string) => ({ id: `0193b000-0000-7000-8000-${String(n).padStart(12, '0')}`, name })
const NIMALI = person(1, 'Nimali Perera')
const SURESH = person(2, 'Suresh Kumaraswamy Balasubramaniam')

/** The audit with everything that can be seen in it: every rule, a broken glass, a late arrival, an unknown person. */
export class FixtureAudit {
  readonly #state: FixtureState
  readonly #now = Date.now()
  constructor(state: FixtureState) {
    this.#state = state
  }

  page(ask: AuditAsk, _id: string | null, cursor: string | null): AuditPageView {
    if (this.#state.offline) throw new ProblemError('SERVER_UNREACHABLE')
    if (this.#state.wrong) throw new ProblemError('INTERNAL', { reference: 'fixture' })
    const all = this.#state.rows === null ? this.#one(ask) : this.#many(this.#state.rows)
    const from = cursor === null ? 0 : Number(cursor)
    return { lines: all.slice(from, from + PAGE), next: from + PAGE < all.length ? `${from + PAGE}` : null }
  }

  #many(rows: number): AuditLineView[] {
    return Array.from({ length: rows }, (_, n) => this.#line(n, { patients: [person(100 + n, `Patient ${n}`)] }))
  }

  #one(ask: AuditAsk): AuditLineView[] {
    if (ask === 'unusual') return this.#unusual()
    if (ask === 'breakGlass') return [this.#line(1, GLASS), this.#line(2, { ...GLASS, action: 'read.chart' })]
    const hits = [person(7, 'Kamala Perera'), person(8, 'Aruni Fernando'), person(9, 'Mohamed Rizwan')]
    return [
      this.#line(1, {}),
      this.#line(2, { action: 'command:ward.recordVitals@1' }),
      this.#line(3, { action: 'read.search', patients: hits, more: 12, ward: null }),
      this.#line(4, { receivedAt: this.#now + 90 * MINUTE }),
      this.#line(5, { action: 'session.pinWrong', actor: { id: NIMALI.id, name: null }, patients: [], ward: null }),
      this.#line(6, GLASS),
    ]
  }

  #unusual(): AuditLineView[] {
    return [
      this.#line(1, { unusual: [{ rule: 'sameSurname', params: { name: 'Perera' } }] }),
      this.#line(2, { unusual: [{ rule: 'ownRecord', params: { name: 'Perera Nimali' } }] }),
      this.#line(3, {
        actor: SURESH,
        unusual: [
          { rule: 'otherWard', params: { ward: 'Ward 7 Surgical' } },
          { rule: 'manyCharts', params: { count: 23, minutes: 10 } },
        ],
      }),
      this.#line(4, { unusual: [{ rule: 'afterDischarge', params: { days: 12 } }] }),
      this.#line(5, { unusual: [{ rule: 'clock', params: { minutes: 61 } }] }),
    ]
  }

  #line(n: number, more: Partial<AuditLineView>): AuditLineView {
    const at = this.#now - n * 13 * MINUTE
    return {
      ...{ key: `${n}`, at, receivedAt: at + 20_000, actor: NIMALI, action: 'read.chart', more: 0, unusual: [] },
      patients: [person(50, 'Kamala Perera')],
      ...{ ward: 'Ward 3 Medical', workstation: 'Ward 3 counter', breakGlass: null },
      ...more,
    }
  }
}

const GLASS: Partial<AuditLineView> = {
  ...{ action: 'command:identity.breakGlass@1', actor: SURESH, ward: 'Ward 7 Surgical', breakGlass: 'emergency' },
}
