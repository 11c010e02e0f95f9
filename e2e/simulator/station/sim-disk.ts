import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { type Database, openDatabase } from '../../../src-main/platform/sqlite/database.ts'
import type { Disk, Log, Profile } from '../../../src-main/platform/sqlite/disk.ts'

/** kill: the process ends, the system lives on. power: what was not synced is gone too. */
export type Ending = 'kill' | 'power'

interface Text {
  text: string
  /** This much of it outlives a power cut. */
  synced: number
}

/**
 * One workstation's disk over all the lives of its process. Databases are real files; each life works on a copy of its
 * own, so that nothing a dead process still does can reach the next one.
 */
export class SimDisk {
  readonly #dir: string
  readonly #syncing: () => Promise<void>
  readonly #texts = new Map<string, Text>()
  readonly #open = new Map<string, Database>()
  readonly #everOpened: Database[] = []
  readonly #strangers: { close(): void }[] = []
  #life = 0
  #full = false

  /**
   * @param place puts a migrated, empty cache into a directory
   * @param syncing how long a sync takes: until then a power cut takes what was to be synced
   */
  constructor(dir: string, place: (dir: string) => void, syncing: () => Promise<void>) {
    this.#dir = dir
    this.#syncing = syncing
    place(this.#lifeDir())
  }

  /** Where the databases of this life are. */
  get path(): string {
    return this.#lifeDir()
  }

  /** A program that does not ask this disk for its files: they are closed with it all the same. */
  opened(station: { db: Database; close(): void }): void {
    if (this.#everOpened.includes(station.db)) return
    this.#strangers.push(station)
    this.#open.set('cache.sqlite', station.db)
  }

  #lifeDir = () => join(this.#dir, String(this.#life))

  /** The disk as one life of the process sees it. `lives` is asked before each use, and may end that life just then. */
  ofLife(lives: () => boolean): Disk {
    return { openProfile: () => this.#profile(lives) }
  }

  #profile(lives: () => boolean): Profile {
    const dir = this.#lifeDir()
    const at = (name: string) => join(dir, name)
    return {
      exists: (name) => this.#texts.has(name) || existsSync(at(name)),
      read: (name) => this.#texts.get(name)?.text ?? null,
      write: (name, text) => {
        if (!lives()) return
        this.#room()
        this.#texts.set(name, { text, synced: text.length })
      },
      openDatabase: (name) => this.#openDatabase(name, at(name), lives()),
      openDamaged: (name) => new Sqlite(at(name), { fileMustExist: true }),
      runBeside: async (name, groups) => {
        for (const group of groups) {
          await this.#syncing()
          const db = this.#open.get(name)
          if (!lives() || !db) return never
          db.transaction(() => group.forEach((sql) => void db.exec(sql)))()
        }
      },
      copyDatabase: (from, to) => {
        if (lives()) copyFileSync(at(from), at(to))
      },
      moveDatabase: (from, to) => {
        if (!lives()) return
        for (const part of ['', '-wal', '-shm']) {
          rmSync(at(to) + part, { force: true })
          if (existsSync(at(from) + part)) renameSync(at(from) + part, at(to) + part)
        }
        this.#open.delete(from)
      },
      list: () => [...this.#texts.keys(), ...readdirSync(dir)].sort(),
      remove: (name) => {
        if (!lives()) return
        this.#texts.delete(name)
        rmSync(at(name), { force: true })
      },
      log: (name) => this.#log(name, lives),
      size: (name) => this.#texts.get(name)?.text.length ?? statSync(at(name), { throwIfNoEntry: false })?.size ?? 0,
      free: () => (this.#full ? 0 : 1_000_000_000),
      release() {},
    }
  }

  #openDatabase(name: string, file: string, lives: boolean): Database {
    const db = openDatabase(file)
    this.#everOpened.push(db)
    if (lives) {
      this.#open.set(name, db)
      this.#limit(db)
    }
    return db
  }

  #log(name: string, lives: () => boolean): Log {
    const file = this.#texts.get(name) ?? { text: '', synced: 0 }
    this.#texts.set(name, file)
    return {
      append: (text) => {
        if (!lives()) return
        this.#room()
        file.text += text
      },
      sync: async () => {
        if (!lives()) return never
        const { length } = file.text
        await this.#syncing()
        if (!lives()) return never
        file.synced = Math.max(file.synced, Math.min(length, file.text.length))
      },
      replace: (text) => {
        if (!lives()) return
        this.#room()
        file.text = text
        file.synced = text.length
      },
      close() {},
    }
  }

  #room(): void {
    if (this.#full) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
  }

  /** While it is full, no file grows: a database may still use the pages that it has. */
  fill(full: boolean): void {
    this.#full = full
    for (const db of this.#open.values()) this.#limit(db)
  }

  #limit(db: Database): void {
    if (!db.open || db.inTransaction) return
    const pages = this.#full ? (db.pragma('page_count', { simple: true }) as number) : 4_294_967_294
    db.pragma(`max_page_count = ${pages}`)
  }

  /** Ends this life: the next one begins with what the disk has now. */
  end(how: Ending): void {
    const from = this.#lifeDir()
    const lost = new Set(how === 'power' ? this.#notSyncing() : [])
    this.#life += 1
    mkdirSync(this.#lifeDir(), { recursive: true })
    for (const name of readdirSync(from)) {
      // the index of a log and the lock are the process's, and end with it
      const ends = name.endsWith('-shm') || name.startsWith('station.')
      if (!ends && !lost.has(name)) copyFileSync(join(from, name), join(this.#lifeDir(), name))
    }
    if (how === 'power') for (const file of this.#texts.values()) file.text = file.text.slice(0, file.synced)
    this.#open.clear()
  }

  /** Logs of databases that do not sync each commit: a power cut may take the whole log, and it does here. */
  #notSyncing(): string[] {
    return [...this.#open].flatMap(([name, db]) => {
      if (!db.open) return []
      return (db.pragma('synchronous', { simple: true }) as number) < 2 ? [`${name}-wal`] : []
    })
  }

  dispose(): void {
    for (const one of [...this.#strangers, ...this.#everOpened]) {
      try {
        one.close()
      } catch {
        // a statement of a process that was ended in the middle of it is still open; the files go all the same
      }
    }
    rmSync(this.#dir, { recursive: true, force: true })
  }
}

/** What a dead process would have gone on with. */
const never = new Promise<never>(() => {})
