import { expect, type Page } from '@playwright/test'
import { Keys } from '../support/keys.ts'

export interface NewPerson {
  familyName: string
  givenName: string
  /** As it is typed: day month year. */
  born: string
}

/** Registering somebody for a free bed, and the admission that follows. */
export class Registration {
  readonly #page: Page
  readonly #keys: Keys

  constructor(page: Page, keys = new Keys(page)) {
    this.#page = page
    this.#keys = keys
  }

  /** From the board with a free bed chosen: `a`, then the registration for that bed. */
  async beginFromFreeBed(label: string): Promise<void> {
    const panel = this.#page.getByRole('complementary', { name: `Admit to bed ${label}` })
    await this.#keys.press('a')
    await expect(panel.getByLabel('Who is admitted?')).toBeFocused()
    await this.#keys.press('Tab')
    await expect(panel.getByRole('button', { name: 'Register a patient' })).toBeFocused()
    await this.#keys.press('Enter')
  }

  /** Enter leads from field to field, Ctrl+Enter saves. A woman. */
  async register({ familyName, givenName, born }: NewPerson): Promise<void> {
    await expect(this.#page.getByLabel('Family name')).toBeFocused()
    await this.#keys.type(familyName)
    await this.#keys.press('Enter')
    await expect(this.#page.getByLabel('Given names')).toBeFocused()
    await this.#keys.type(givenName)
    await this.#keys.press('Enter')
    await expect(this.#page.getByRole('radio', { name: 'Female', exact: true })).toBeFocused()
    await this.#keys.press('Space', 'Tab')
    await expect(this.#page.getByLabel(/^Born/)).toBeFocused()
    await this.#keys.type(born)
    await expect(this.#page.getByRole('button', { name: /^Register / })).toBeEnabled()
    await this.#keys.press('Control+Enter')
  }

  /** From the board with a free bed chosen: `a`, the name of somebody who is known, the one that is found. */
  async admitKnown(label: string, name: string, reason: string): Promise<void> {
    const panel = this.#page.getByRole('complementary', { name: `Admit to bed ${label}` })
    await this.#keys.press('a')
    await expect(panel.getByLabel('Who is admitted?')).toBeFocused()
    await this.#keys.type(name)
    await expect(panel.getByRole('button', { name: new RegExp(`^${name}`, 'i') })).toHaveCount(1)
    await this.#keys.press('Enter')
    await this.admit(label, reason)
  }

  async admit(label: string, reason: string): Promise<void> {
    const panel = this.#page.getByRole('complementary', { name: `Admit to bed ${label}` })
    await expect(panel.getByLabel('Reason for admission')).toBeFocused()
    await this.#keys.type(reason)
    await this.#keys.press('Control+Enter')
    await expect(panel).toBeHidden()
  }
}
