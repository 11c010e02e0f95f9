import { expect, type Page } from '@playwright/test'
import { Keys } from '../support/keys.ts'

/** One set as it is typed: digits and letters in the order in which a nurse measures. */
export interface TypedSet {
  respirationRate: string
  spo2: string
  /** `a` for air. */
  oxygen: 'a'
  systolic: string
  diastolic: string
  pulse: string
  consciousness: 'a' | 'c' | 'v' | 'p' | 'u'
  temperature: string
}

/** NEWS2 7 on both SpO₂ scales: respiration 3, systolic 2, pulse 2. */
export const SICK: TypedSet = {
  respirationRate: '25',
  spo2: '96',
  oxygen: 'a',
  systolic: '100',
  diastolic: '60',
  pulse: '112',
  consciousness: 'a',
  temperature: '370',
}
/** NEWS2 3 on both scales: respiration 2, pulse 1. */
export const BETTER: TypedSet = { ...SICK, respirationRate: '22', systolic: '118', pulse: '95' }

/** The chart of one admission and the panels beside it. */
export class Chart {
  readonly #page: Page
  readonly #keys: Keys
  readonly banner
  readonly sets

  constructor(page: Page, keys = new Keys(page)) {
    this.#page = page
    this.#keys = keys
    this.banner = page.getByRole('region', { name: 'Patient' })
    this.sets = page.getByRole('table', { name: 'Sets of observations, newest first' })
  }

  panel = (name: string | RegExp) => this.#page.getByRole('complementary', { name })

  /** `v`, one field after the other, Ctrl+Enter; from the board or from the chart. */
  async recordVitals(set: TypedSet): Promise<void> {
    await this.typeVitals(set)
    await this.#keys.press('Control+Enter')
    await expect(this.panel(/^Observations of /)).toBeHidden()
  }

  /** The same without saving. */
  async typeVitals(set: TypedSet): Promise<void> {
    const panel = this.panel(/^Observations of /)
    await this.#keys.press('v')
    await this.#typeInto(panel.getByLabel(/^Respiration rate/), set.respirationRate)
    await this.#typeInto(panel.getByLabel(/^SpO₂/), set.spo2)
    await this.#typeInto(
      panel
        .getByRole('radiogroup', { name: /^Air or oxygen/ })
        .getByRole('radio')
        .first(),
      set.oxygen,
    )
    await this.#typeInto(panel.getByLabel(/^Systolic/), set.systolic)
    await this.#typeInto(panel.getByLabel(/^Diastolic/), set.diastolic)
    await this.#typeInto(panel.getByLabel(/^Pulse/), set.pulse)
    await this.#typeInto(
      panel
        .getByRole('radiogroup', { name: /^Consciousness/ })
        .getByRole('radio')
        .first(),
      set.consciousness,
    )
    await this.#typeInto(panel.getByLabel(/^Temperature/), set.temperature)
  }

  /** Rows of the table without its head. */
  countSets = async (): Promise<number> => (await this.sets.getByRole('row').count()) - 1

  async markNewestInError(reason: string): Promise<void> {
    await this.sets
      .getByRole('button', { name: /entered in error$/ })
      .first()
      .click()
    await expect(this.#page.getByLabel('Reason')).toBeFocused()
    await this.#keys.type(reason)
    await this.#keys.press('Enter')
    // the form is a row of the table too
    await expect(this.#page.getByLabel('Reason')).toBeHidden()
  }

  /** The entry has walked here by itself: nobody pressed Tab or Enter. */
  async #typeInto(field: ReturnType<Page['getByLabel']>, text: string): Promise<void> {
    await expect(field).toBeFocused()
    await this.#keys.type(text)
  }

  /** `t`, the label of the bed, Enter. */
  async moveTo(label: string): Promise<void> {
    const panel = this.panel(/^Move /)
    await this.#keys.press('t')
    await expect(panel.getByLabel('To bed').first()).toBeFocused()
    await this.#keys.type(label)
    await expect(panel.getByRole('button', { name: `Move to ${label}` })).toBeEnabled()
    await this.#keys.press('Enter')
    await expect(panel).toBeHidden()
  }

  /** `d`, Ctrl+Enter. */
  async completeStage(button: string): Promise<void> {
    const panel = this.panel(/^Discharge /)
    await this.#keys.press('d')
    await expect(panel.getByRole('button', { name: button })).toBeVisible()
    await this.#keys.press('Control+Enter')
  }
}
