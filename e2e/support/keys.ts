import type { Page } from '@playwright/test'

/** A quick hand's pace. Keys closer together than 30 ms are taken for a scanner's, and a busy machine lets them catch up. */
const HAND_MS = 90

/** A keyboard that counts. A chord (Ctrl+Enter) is one stroke: modifiers are held, not struck. */
export class Keys {
  readonly #page: Page
  strokes = 0

  constructor(page: Page) {
    this.#page = page
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      this.strokes++
      await this.#page.keyboard.press(key, { delay: HAND_MS })
    }
  }

  /** Every character is one stroke. */
  type = (text: string) => this.press(...text)

  /** How many strokes `work` took. */
  async count(work: () => Promise<void>): Promise<number> {
    const before = this.strokes
    await work()
    return this.strokes - before
  }

  /** A wedge scanner: the characters in a burst, then Enter. A scan is no stroke. */
  async scan(text: string): Promise<void> {
    // sent without waiting for each other: on a busy machine the way there and back is slower than a scanner
    const { keyboard } = this.#page
    await Promise.all([...text, 'Enter'].flatMap((key) => [keyboard.down(key), keyboard.up(key)]))
  }
}
