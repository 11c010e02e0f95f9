import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { projectDir } from '../paths.ts'
import type { Change } from './changes.ts'

const FILE = `${projectDir}.cache/mutate.json`

/** What earlier runs found out, kept as long as it must still hold. */
export class Known {
  readonly #verdicts: Map<string, string | null>
  readonly #digests = new Map<string, string>()
  readonly #tests: readonly string[]

  constructor(tests: readonly string[], anew: boolean) {
    this.#tests = tests
    this.#verdicts = new Map(anew ? [] : read())
  }

  /** Undefined where nobody knows: the file, or the test that failed with it, is another one since; so is any, if none failed. */
  verdictOn(change: Change): string | null | undefined {
    const [killed, survived] = [this.#verdicts.get(this.#key(change, null)), this.#keyOfSurvivor(change)]
    if (killed && this.#verdicts.has(this.#key(change, killed))) return killed
    return this.#verdicts.has(survived) ? null : undefined
  }

  learn(change: Change, verdict: string | null): void {
    if (verdict === null) this.#verdicts.set(this.#keyOfSurvivor(change), null)
    else this.#verdicts.set(this.#key(change, null), verdict).set(this.#key(change, verdict), verdict)
  }

  save(): void {
    mkdirSync(dirname(FILE), { recursive: true })
    writeFileSync(FILE, JSON.stringify([...this.#verdicts]))
  }

  #key({ file, start, end, becomes }: Change, test: string | null): string {
    return [file, this.#digest(file), start, end, becomes, test && test !== 'endless' ? this.#digest(test) : test].join(
      ' ',
    )
  }

  #keyOfSurvivor(change: Change): string {
    return `${this.#key(change, null)} ${digestOf(this.#tests.map((test) => this.#digest(test)).join())}`
  }

  #digest(file: string): string {
    const found = this.#digests.get(file) ?? digestOf(readFileSync(projectDir + file, 'utf8'))
    this.#digests.set(file, found)
    return found
  }
}

const digestOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16)

function read(): [string, string | null][] {
  try {
    return JSON.parse(readFileSync(FILE, 'utf8')) as [string, string | null][]
  } catch {
    return []
  }
}
