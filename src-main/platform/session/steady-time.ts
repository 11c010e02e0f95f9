import { z } from 'zod'
import type { Ports } from '../ports.ts'
import type { Meta } from '../sqlite/meta.ts'

export interface SteadyParts {
  clock: Ports['clock']
  meta: Meta
  /** Epoch ms by the corrected clock; a wrong clock is believed only while the server answers. */
  wall(): number
  online(): boolean
}

const markSchema = z.object({ at: z.number(), monotonic: z.number(), bootId: z.string() })
type Mark = z.output<typeof markSchema>
const KEY = 'time.seen'
/** A write of the cache costs more than the moments that a power cut could give back. */
const WORTH_MS = 30_000

/**
 * Time that nobody at this workstation can turn back: within a boot it goes on at least as the monotonic clock does, and
 * after another boot it is never before what was seen last. Only the server's word takes it back. *Local*.
 */
export class SteadyTime {
  readonly #parts: SteadyParts
  #seen: Mark | null
  #written: Mark | null

  constructor(parts: SteadyParts) {
    this.#parts = parts
    this.#written = readMark(parts.meta.get(KEY))
    this.#seen = this.#written
  }

  /** Epoch ms. */
  now(): number {
    const { clock, wall, online } = this.#parts
    const [monotonic, bootId, seen] = [clock.monotonic(), clock.bootId, this.#seen]
    const passed = seen?.bootId === bootId ? Math.max(0, monotonic - seen.monotonic) : 0
    const at = seen && !online() ? Math.max(wall(), seen.at + passed) : wall()
    return this.#keep({ at, monotonic, bootId })
  }

  #keep(mark: Mark): number {
    this.#seen = mark
    const written = this.#written
    if (written?.bootId !== mark.bootId || Math.abs(mark.at - written.at) >= WORTH_MS) {
      this.#written = mark
      this.#parts.meta.set(KEY, JSON.stringify(mark))
    }
    return mark.at
  }
}

function readMark(text: string | null): Mark | null {
  const mark = markSchema.safeParse(text === null ? null : JSON.parse(text))
  return mark.success ? mark.data : null
}
