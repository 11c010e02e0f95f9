import type { Anchor } from '../../../src-shared/audit/protocol.ts'
import { type Database, immediate, statement } from '../sqlite/database.ts'

interface Cells {
  up_to: number
  ended: number
  anchor: string | null
}

/** How far the server has each chain. What it says counts, also backwards: it may have been restored. */
export interface SentChains {
  upTo(chain: string): number
  keep(chain: string, upTo: number, anchor: Anchor | null): void
  /** The server holds another past under this chain's name: the next entry begins a new one. */
  end(chain: string): void
  isEnded(chain: string): boolean
  /** The last statement of the server about where this chain stood. */
  anchor(chain: string): Anchor | null
}

export function sentChains(db: Database): SentChains {
  const of = (chain: string) =>
    statement(db, 'SELECT up_to, ended, anchor FROM audit_sent WHERE chain = ?').get(chain) as Cells | undefined
  const write = (chain: string, { up_to, ended, anchor }: Cells) => {
    const sql = 'INSERT OR REPLACE INTO audit_sent (chain, up_to, ended, anchor) VALUES (?, ?, ?, ?)'
    immediate(db, () => statement(db, sql).run(chain, up_to, ended, anchor))
  }
  const known = (chain: string) => of(chain) ?? { up_to: 0, ended: 0, anchor: null }
  return {
    upTo: (chain) => known(chain).up_to,
    keep(chain, upTo, anchor) {
      const before = known(chain)
      write(chain, { ...before, up_to: upTo, anchor: anchor ? JSON.stringify(anchor) : before.anchor })
    },
    end: (chain) => write(chain, { ...known(chain), ended: 1 }),
    isEnded: (chain) => known(chain).ended === 1,
    anchor(chain) {
      const { anchor } = known(chain)
      return anchor === null ? null : (JSON.parse(anchor) as Anchor)
    },
  }
}
