import type { CryptoPort } from '../ports.ts'
import type { Log } from '../sqlite/disk.ts'

/** One saved command, enough to send it: what stands in its outbox row. */
export interface JournalEntry {
  record: string
  hash: string
  signature: string
  class: string
}
type Checksums = Pick<CryptoPort, 'sha256Hex'>

/** Worth a new file, bytes. */
const LARGE = 1_000_000

/**
 * A second, append-only copy of the commands that were not answered yet, in a file of its own: the cache may be
 * damaged as a whole, and a saved command must outlive it (decision 0005). A line: checksum, blank, JSON.
 */
export class OutboxJournal {
  readonly #log: Log
  readonly #checksums: Checksums
  readonly #onFailure: (error: unknown) => void
  #length = 0
  /** Lines that the disk did not take. */
  #owed = ''
  #syncing: Promise<void> | null = null
  #unsynced = false

  constructor(log: Log, checksums: Checksums, onFailure: (error: unknown) => void) {
    this.#log = log
    this.#checksums = checksums
    this.#onFailure = onFailure
  }

  /**
   * After the commit: never throws, for the command is saved already, durably. The line is with the system when this
   * returns, so that it outlives this process; the disk has it a moment later.
   */
  append(entry: JournalEntry): void {
    const text = this.#owed + line(this.#checksums, entry)
    try {
      this.#log.append(text)
      this.#length += text.length
      this.#owed = ''
    } catch (error) {
      // a part of it may be there: the line break ends that
      this.#owed = `\n${text.trimStart()}`
      this.#onFailure(error)
    }
    this.#sync()
  }

  /** One at a time; what is written meanwhile goes with the next. */
  #sync(): void {
    this.#unsynced = true
    if (this.#syncing) return
    this.#syncing = this.#syncAll().finally(() => {
      this.#syncing = null
    })
  }

  async #syncAll(): Promise<void> {
    while (this.#unsynced) {
      this.#unsynced = false
      await this.#log.sync().catch(this.#onFailure)
    }
  }

  /** Resolves when the disk has every line. */
  async synced(): Promise<void> {
    await this.#syncing
  }

  /** Leaves only what still has to be sent. A disk that has no room for it keeps the longer one. */
  rewrite(entries: readonly JournalEntry[]): void {
    try {
      this.#log.replace(entries.map((entry) => line(this.#checksums, entry)).join(''))
      this.#length = 0
      this.#owed = ''
    } catch (error) {
      this.#onFailure(error)
    }
  }

  /** Everything was answered: the file starts anew once it is worth it. */
  allAnswered(): void {
    if (this.#length >= LARGE) this.rewrite([])
  }

  close(): void {
    this.#unsynced = false
    this.#log.close()
  }
}

const line = (checksums: Checksums, entry: JournalEntry) => {
  const text = JSON.stringify(entry)
  return `${checksum(checksums, text)} ${text}\n`
}

/** Every whole line; a torn or damaged one is passed over. */
export function entriesOf(journal: string, checksums: Checksums): JournalEntry[] {
  return journal.split('\n').flatMap((text) => {
    const body = text.slice(9)
    return body && text.slice(0, 8) === checksum(checksums, body) ? [JSON.parse(body) as JournalEntry] : []
  })
}

const checksum = (checksums: Checksums, text: string) => checksums.sha256Hex(text).slice(0, 8)
