import { createHash } from 'node:crypto'
import { closeSync, existsSync, fdatasyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import { writeWhole } from '../sqlite/files.ts'

/** One saved command, enough to send it: what stands in its outbox row. */
export interface JournalEntry {
  record: string
  hash: string
  signature: string
  class: string
}

/**
 * A second, append-only copy of the commands that were not answered yet, in a file of its own: the cache may be
 * damaged as a whole, and a saved command must outlive it (decision 0005). A line: checksum, blank, JSON.
 */
export class OutboxJournal {
  readonly #file: string
  readonly #onFailure: (error: unknown) => void
  #handle: number
  #bytes = 0

  constructor(file: string, onFailure: (error: unknown) => void) {
    this.#file = file
    this.#onFailure = onFailure
    this.#handle = openSync(file, 'a', 0o600)
  }

  /** After the commit: never throws, for the command is saved already. */
  append(entry: JournalEntry): void {
    try {
      this.#bytes += writeSync(this.#handle, line(entry))
      fdatasyncSync(this.#handle)
    } catch (error) {
      this.#onFailure(error)
    }
  }

  /** Leaves only what still has to be sent. */
  rewrite(entries: readonly JournalEntry[]): void {
    closeSync(this.#handle)
    writeWhole(this.#file, entries.map(line).join(''))
    this.#handle = openSync(this.#file, 'a', 0o600)
    this.#bytes = 0
  }

  /** Everything was answered: the file starts anew once it is worth it. */
  allAnswered(): void {
    if (this.#bytes < 1_000_000) return
    ftruncateSync(this.#handle, 0)
    this.#bytes = 0
  }

  close(): void {
    closeSync(this.#handle)
  }
}

const line = (entry: JournalEntry) => {
  const text = JSON.stringify(entry)
  return `${checksum(text)} ${text}\n`
}

/** Every whole line; a torn or damaged one is passed over. */
export function readJournal(file: string): JournalEntry[] {
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.flatMap((text) => {
    const body = text.slice(9)
    return body && text.slice(0, 8) === checksum(body) ? [JSON.parse(body) as JournalEntry] : []
  })
}

const checksum = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 8)
