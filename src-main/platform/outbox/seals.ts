import type { Problem } from '../../../src-shared/kernel/errors.ts'
import type { Ports } from '../ports.ts'
import { type Database, immediate, statement } from '../sqlite/database.ts'
import type { Meta } from '../sqlite/meta.ts'

interface Parts {
  db: Database
  meta: Meta
  ports: Pick<Ports, 'crypto' | 'random'>
}
interface Candidate {
  seq: number
  text: string
}
interface Cells {
  record: string
  hash: string
  signature: string
  problem: string | null
  flags: string | null
}

const ENTRY = 'SELECT record, hash, signature, problem, flags FROM outbox WHERE seq = ?'
const KEY = 'seal.key'
const SEALED = 'sealed:'
const ANSWERED = `overlay = 0 AND status NOT IN ('waiting', 'sent', 'blocked') AND record NOT LIKE '${SEALED}%'`

/**
 * Answered commands have to be kept for a week, in case the server is restored, but not in a form that this workstation
 * can read once their rows have left it: they are sealed under the server's key (decision 0015). Where no server has
 * told a key they stay as they are.
 */
export class Seals {
  readonly #parts: Parts
  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** The server's key, as its pages tell it. */
  keepKey(publicKey: string): void {
    if (this.#parts.meta.get(KEY) !== publicKey) this.#parts.meta.set(KEY, publicKey)
  }

  /** Commands that name one of these ids. Joins the caller's transaction. */
  sealAbout(service: string, ids: ReadonlySet<string>): void {
    const sql = `SELECT seq, record AS text FROM outbox WHERE service = ? AND ${ANSWERED}`
    const all = statement(this.#parts.db, sql).all(service) as Candidate[]
    this.#seal(all.filter(({ text }) => (text.match(UUID) ?? []).some((id) => ids.has(id))))
  }

  /** Every answered command. Joins the caller's transaction. @returns false where no server has told a key */
  sealAll(): boolean {
    if (!this.#parts.meta.get(KEY)) return false
    this.#seal(statement(this.#parts.db, `SELECT seq, '' AS text FROM outbox WHERE ${ANSWERED}`).all() as Candidate[])
    return true
  }

  /** Commands that wrote a row which is not here any more. @param left keys of rows that went; null: any may have */
  sealLeft(left: ReadonlySet<string> | null, isHere: (key: string) => boolean): void {
    const gone = (key: string) => (left === null || left.has(key)) && !isHere(key)
    // what was refused never had its rows here, and is for a person at this workstation to read
    const found = this.#naming(left).filter(({ text }) => writesOf(text).some(gone))
    if (found.length > 0) immediate(this.#parts.db, () => this.#seal(found))
  }

  /** A patient who leaves takes a few rows along: SQLite finds a few keys in a week of commands faster than they are read here. */
  #naming(left: ReadonlySet<string> | null): Candidate[] {
    const { db } = this.#parts
    const sql = `SELECT seq, keys AS text FROM outbox WHERE status IN ('accepted', 'flagged')`
    if (left === null || left.size > FEW) return statement(db, `${sql} AND ${ANSWERED}`).all() as Candidate[]
    const naming = statement(db, `${sql} AND instr(keys, ?) > 0 AND ${ANSWERED}`)
    const all = [...left].flatMap((key) => naming.all(inJson(key)) as Candidate[])
    return [...new Map(all.map((one) => [one.seq, one])).values()]
  }

  #seal(found: readonly Candidate[]): void {
    const { db, meta, ports } = this.#parts
    const publicKey = meta.get(KEY)
    if (!publicKey) return
    const update = `UPDATE outbox SET record = ?, keys = '[[],[],[]]', problem = ?, flags = ? WHERE seq = ?`
    for (const { seq } of found) {
      const { record, hash, signature, problem, flags } = statement(db, ENTRY).get(seq) as Cells
      const text = JSON.stringify({ record: JSON.parse(record) as unknown, hash, signature })
      const sealed = SEALED + ports.crypto.seal(publicKey, text, ports.random.bytes(32))
      statement(db, update).run(sealed, bare(problem), bare(flags), seq)
    }
  }
}

/** Codes say what happened; their parameters may name somebody. */
function bare(json: string | null): string | null {
  if (json === null) return null
  const found = JSON.parse(json) as Problem | Problem[]
  const without = ({ code }: Problem): Problem => ({ code, params: {} })
  return JSON.stringify(Array.isArray(found) ? found.map(without) : without(found))
}

const writesOf = (keys: string): string[] => (JSON.parse(keys) as string[][])[1] ?? []

/** Keys that are looked for one by one. */
const FEW = 20

/** As it stands within the text of the keys. */
const inJson = (key: string) => JSON.stringify(key)

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** The sealed text; null: it is a record that can be read. */
export const sealedIn = (record: string): string | null =>
  record.startsWith(SEALED) ? record.slice(SEALED.length) : null
