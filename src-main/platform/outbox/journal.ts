import type { CryptoPort, Ports } from '../ports.ts'
import type { Log } from '../sqlite/disk.ts'

/** One saved command, enough to send it: what stands in its outbox row. */
export interface JournalEntry {
  record: string
  hash: string
  /** Empty until it is numbered. */
  signature: string
  class: string
}
type Checksums = Pick<CryptoPort, 'sha256Hex'>

/** Worth a new file, bytes. */
const LARGE = 1_000_000
/** A sync of the journal and the next commit of the cache hinder each other on most disks. */
const SYNC_AFTER_MS = 50

/**
 * A second, append-only copy of the commands that were not answered yet, in a file of its own: the cache may be
 * damaged as a whole, and a saved command must outlive it (decision 0005). A line: hash of the record, class, signature
 * or a dash, record.
 */
export class OutboxJournal {
  readonly #log: Log
  readonly #scheduler: Ports['scheduler']
  readonly #onFailure: (error: unknown) => void
  #length = 0
  /** Lines that the disk did not take. */
  #owed = ''
  #callOff: (() => void) | null = null

  constructor(log: Log, { scheduler }: Pick<Ports, 'scheduler'>, onFailure: (error: unknown) => void) {
    this.#log = log
    this.#scheduler = scheduler
    this.#onFailure = onFailure
  }

  /**
   * After the commit: never throws, for the command is saved already, durably. The line is with the system when this
   * returns, so that it outlives this process; the disk has it a moment later.
   */
  append(entry: JournalEntry): void {
    const text = this.#owed + line(entry)
    try {
      this.#log.append(text)
      this.#length += text.length
      this.#owed = ''
    } catch (error) {
      // a part of it may be there: the line break ends that
      this.#owed = `\n${text.trimStart()}`
      this.#onFailure(error)
    }
    this.#callOff ??= this.#scheduler.after(SYNC_AFTER_MS, () => {
      this.#callOff = null
      this.#log.sync().catch(this.#onFailure)
    })
  }

  /** Leaves only what still has to be sent. A disk that has no room for it keeps the longer one. @returns whether it had */
  rewrite(entries: readonly JournalEntry[]): boolean {
    try {
      this.#log.replace(entries.map(line).join(''))
      this.#length = 0
      this.#owed = ''
      return true
    } catch (error) {
      this.#onFailure(error)
      return false
    }
  }

  /** Everything was sent: the file starts anew, with what is held back, once it is worth it. */
  allAnswered(heldBack: () => readonly JournalEntry[]): void {
    if (this.#length >= LARGE) this.rewrite(heldBack())
  }

  close(): void {
    this.#callOff?.()
    this.#log.close()
  }
}

/** No part but the record, the last, has a blank, and JSON has no line break. */
const line = ({ hash, class: kind, signature, record }: JournalEntry) =>
  `${hash} ${kind} ${signature || '-'} ${record}\n`

/** Every whole line; a torn or damaged one is passed over. */
export function entriesOf(journal: string, checksums: Checksums): JournalEntry[] {
  return journal.split('\n').flatMap((text) => entryOf(text, checksums) ?? earlierEntryOf(text, checksums) ?? [])
}

const LINE = /^([0-9a-f]{64}) (\w+) (\S+) (.*)$/

function entryOf(text: string, checksums: Checksums): JournalEntry | null {
  const [, hash = '', kind = '', signature = '', record = ''] = LINE.exec(text) ?? []
  if (record === '' || checksums.sha256Hex(record) !== hash) return null
  return { record, hash, class: kind, signature: signature === '-' ? '' : signature }
}

/** As version 1.0 wrote it: checksum, blank, JSON of the entry. */
function earlierEntryOf(text: string, checksums: Checksums): JournalEntry | null {
  const body = text.slice(9)
  const whole = body !== '' && text.slice(0, 8) === checksums.sha256Hex(body).slice(0, 8)
  return whole ? (JSON.parse(body) as JournalEntry) : null
}
