import { expect, type Page } from '@playwright/test'
import { DEMO_PASSWORD, DEMO_STAFF } from '../../server/demo/hospital.ts'
import { Keys } from '../support/keys.ts'

export type Username = 'nimali' | 'kumari' | 'ruwan' | 'sivakumar' | 'dilani' | 'priyanka' | 'admin'

/** Two letters of a name that only this person has, and the PIN. */
export function lettersAndPin(username: Username): [string, string] {
  const person = DEMO_STAFF.find((each) => each.username === username)
  if (!person) throw new Error(`nobody works here as ${username}`)
  const words = person.displayName.split(/[\s.]+/).filter(Boolean)
  return [
    words
      .slice(-2)
      .map((word) => word.charAt(0).toLowerCase())
      .join(''),
    person.pin,
  ]
}

/** Who are you? */
export class Gate {
  readonly #page: Page
  readonly who

  constructor(page: Page) {
    this.#page = page
    this.who = page.getByRole('combobox', { name: 'Two letters of your name' })
  }

  /** By keyboard: two letters, four digits. Waits until the people of the hospital are known here. */
  async signIn(username: Username, keys = new Keys(this.#page)): Promise<void> {
    const [letters, pin] = lettersAndPin(username)
    await expect(this.who).toBeFocused({ timeout: 180_000 })
    await expect(this.#page.getByRole('option')).not.toHaveCount(0)
    await keys.type(letters + pin)
    const [screens, password] = [
      this.#page.getByRole('navigation', { name: 'Screens' }),
      this.#page.getByLabel('Password'),
    ]
    // once a shift the password is asked, where the server answers; the screens may stand behind the gate all the while
    await expect(this.who).toBeHidden()
    await expect(screens.or(password).first()).toBeVisible()
    if (await password.isVisible()) {
      await password.fill(DEMO_PASSWORD)
      await password.press('Enter')
    }
    await expect(password).toBeHidden()
    await expect(screens).toBeVisible()
  }

  async signInByPassword(username: Username): Promise<void> {
    await expect(this.who).toBeFocused({ timeout: 180_000 })
    await this.#page.getByRole('button', { name: 'Use a password instead' }).click()
    await this.#page.getByLabel('User name').fill(username)
    await this.#page.getByLabel('Password').fill(DEMO_PASSWORD)
    await this.#page.getByRole('button', { name: 'Sign in' }).click()
    await expect(this.#page.getByRole('navigation', { name: 'Screens' })).toBeVisible()
  }
}
