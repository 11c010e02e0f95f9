import { expect, type Page } from '@playwright/test'
import type { Keys } from '../support/keys.ts'

/** The inbox, and the details of a patient that two workstations may change at once: by keyboard. */
export class Inbox {
  readonly #page: Page
  readonly #keys: Keys
  readonly panel
  readonly items

  constructor(page: Page, keys: Keys) {
    this.#page = page
    this.#keys = keys
    this.panel = page.getByRole('complementary')
    this.items = page.locator('[data-item]')
  }

  /** The record of the one patient of this name, from wherever the user is. */
  async openPatient(name: string): Promise<void> {
    await this.#keys.press('Alt+2')
    const field = this.#page.getByRole('searchbox', { name: 'Name, PHN, NIC or phone' })
    await field.fill(name)
    await expect(this.#page.getByRole('listbox', { name: 'Patients' }).getByRole('option')).toHaveCount(1)
    await field.press('Enter')
    await expect(this.#page.getByRole('heading', { name: 'Details' })).toBeVisible()
  }

  /** `e`, the number, Ctrl+Enter. */
  async changePhone(number: string): Promise<void> {
    await this.#keys.press('e')
    await expect(this.#page.getByLabel('Phone', { exact: true })).toBeFocused()
    await this.#keys.press('Control+a')
    await this.#keys.type(number)
    await this.#keys.press('Control+Enter')
    await expect(this.panel).toHaveCount(0)
    await expect(this.#page.getByRole('main')).toContainText(number)
  }

  itemsOf = (command: string) => this.#page.locator(`[data-item="${command}"]`)

  /** The entry that waits here for a word of whoever works here, opened with the arrow keys. */
  async openHeldBack(): Promise<void> {
    const held = this.items.filter({ hasText: 'Held back' }).first()
    await this.items.first().focus()
    for (let step = await this.items.count(); step > 0; step--) {
      if (await held.evaluate((item) => item === document.activeElement)) break
      await this.#keys.press('ArrowDown')
    }
    await expect(held).toBeFocused()
    await this.#keys.press('Enter')
    await expect(this.panel).toBeVisible()
  }

  /** The first item, opened; `screen`: the key of the inbox in the rail of whoever works here. */
  async openFirst(screen: string): Promise<void> {
    await this.#keys.press(screen)
    await expect(this.items.first()).toBeFocused()
    await this.#keys.press('Enter')
    await expect(this.panel).toBeVisible()
  }
}
