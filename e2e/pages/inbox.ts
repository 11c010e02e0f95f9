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

  /** The first item of this command, opened with the arrow keys; `screen`: the key of the inbox in the rail. */
  async openOf(screen: string, command: string): Promise<void> {
    const item = this.#page.locator(`[data-item="${command}"]`).first()
    await this.#keys.press(screen)
    await expect(this.items.first()).toBeFocused()
    // other journeys of the hospital leave items of their own, which need not be the later ones
    await expect(item).toBeVisible()
    for (let step = await this.items.count(); step > 0; step--) {
      if (await item.evaluate((element) => element === document.activeElement)) break
      await this.#keys.press('ArrowDown')
    }
    await expect(item).toBeFocused()
    await this.#keys.press('Enter')
    await expect(this.panel).toBeVisible()
  }
}
