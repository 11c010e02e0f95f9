import { expect, type Page } from '@playwright/test'

/** The screens Connection and Workstations. */
export class Fleet {
  readonly #page: Page
  readonly services
  readonly rebuild

  constructor(page: Page) {
    this.#page = page
    this.services = page.locator('section', { has: page.getByRole('heading', { name: 'Services', exact: true }) })
    this.rebuild = page.locator('section', { has: page.getByRole('heading', { name: 'Rebuild the data here' }) })
  }

  /** By the bottom line, as anybody comes there. */
  async openConnection(): Promise<void> {
    await this.#page.getByRole('contentinfo').getByRole('link').first().click()
    await expect(this.#page.getByRole('heading', { name: 'Connection of this workstation' })).toBeVisible()
  }

  service = (name: string) => this.services.getByRole('row').filter({ hasText: name })

  /** Asks, reads what stays, and begins; by keyboard from the button on. */
  async rebuildNow(stays: string): Promise<void> {
    await this.rebuild.getByRole('button', { name: 'Rebuild…' }).focus()
    await this.#page.keyboard.press('Enter')
    await expect(this.rebuild).toContainText(stays)
    await expect(this.rebuild.getByRole('button', { name: 'Rebuild now' })).toBeFocused()
    await this.#page.keyboard.press('Enter')
    await expect(this.rebuild.getByRole('button', { name: 'Rebuild now' })).toBeHidden()
  }

  /** By its name alone: “Station desk” that was heard of “7 s ago” reads like “Station desk7”. */
  workstation = (name: string) =>
    this.#page.getByRole('row').filter({ has: this.#page.getByRole('button', { name, exact: true }) })

  async openWorkstation(name: string): Promise<void> {
    await this.#page.getByRole('link', { name: 'Workstations' }).click()
    await this.workstation(name).getByRole('button').click()
    await expect(this.#page.getByRole('complementary', { name })).toBeVisible()
  }
}
