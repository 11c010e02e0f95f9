import { expect, type Page } from '@playwright/test'
import { Keys } from '../support/keys.ts'
import { Gate, type Username } from './gate.ts'

/** What is around every screen: the ward's choice, the status strip, lock and switch of user. */
export class Shell {
  readonly page: Page
  readonly keys: Keys
  readonly strip
  readonly #wards

  constructor(page: Page, keys = new Keys(page)) {
    this.page = page
    this.keys = keys
    this.strip = page.getByRole('contentinfo')
    this.#wards = page.getByRole('combobox', { name: 'Ward', exact: true })
  }

  /** Online, everything fetched, everything sent. */
  async settled(): Promise<void> {
    const long = { timeout: 180_000 }
    await expect(this.strip).toContainText(/Online · /, long)
    await expect(this.strip).toContainText('All sent', long)
    await expect(this.strip).not.toContainText('Fetching', long)
  }

  /** Shows the board of a ward; waits until the ward has arrived. */
  async showWard(name: string): Promise<void> {
    await expect(this.#wards.getByRole('option', { name, exact: true })).toBeEnabled({ timeout: 180_000 })
    await this.#wards.selectOption({ label: name })
    await expect(this.page.getByRole('heading', { level: 1, name })).toBeVisible()
    // the list keeps the keyboard until it is left
    await this.#wards.blur()
  }

  /** Ctrl+L, two letters, four digits. */
  async switchTo(username: Username): Promise<void> {
    await this.keys.press('Control+l')
    await new Gate(this.page).signIn(username, this.keys)
  }
}
