import { expect, type Locator, type Page } from '@playwright/test'
import { Keys } from '../support/keys.ts'

export interface BedOnBoard {
  label: string
  /** What a screen reader says of it. */
  words: string
  /** Family and given name; null where nobody lies. */
  name: string | null
  news2: number | null
}

const readBed = ({ label, words }: { label: string; words: string }): BedOnBoard => ({
  label,
  words,
  name: /^Bed \S+: (Empty|Closed)/.test(words) ? null : (/^Bed \S+: ([^,]+, [^,]+?),/.exec(words)?.[1] ?? null),
  news2: Number(/NEWS2 (\d+)/.exec(words)?.[1] ?? Number.NaN) || (/NEWS2 0/.test(words) ? 0 : null),
})

/** The ward board. */
export class Board {
  readonly #page: Page
  readonly #keys: Keys

  constructor(page: Page, keys = new Keys(page)) {
    this.#page = page
    this.#keys = keys
  }

  bed = (label: string): Locator => this.#page.getByRole('button', { name: new RegExp(`^Bed ${label}: `) })

  async beds(): Promise<BedOnBoard[]> {
    await expect(this.#page.locator('[data-bed]')).not.toHaveCount(0)
    const found = await this.#page.locator('[data-bed]').evaluateAll((tiles) =>
      tiles.map((tile) => ({
        label: tile.getAttribute('data-bed') ?? '',
        words: tile.querySelector('.visually-hidden')?.textContent ?? '',
      })),
    )
    return found.map(readBed)
  }

  /** Somebody calm: a new set will change the score for sure. */
  async calmPatients(): Promise<BedOnBoard[]> {
    return (await this.beds()).filter(({ name, news2, words }) => {
      const quiet = !words.includes('Discharge:') && !words.includes('isolation')
      return name !== null && news2 !== null && news2 < 5 && quiet
    })
  }

  async freeBeds(): Promise<string[]> {
    return (await this.beds()).filter(({ words }) => words.endsWith(': Empty')).map(({ label }) => label)
  }

  /** Types the label of a bed; it has the focus then. A label typed just before must have been forgotten. */
  async find(label: string): Promise<void> {
    await expect(this.#page.getByRole('main').getByText(/^(Bed|No bed) \d+…?$/)).toBeHidden()
    await this.#keys.type(label)
    await expect(this.bed(label)).toBeFocused()
  }
}
