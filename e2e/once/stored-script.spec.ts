import type { Page } from '@playwright/test'
import { type Desk, deskOf } from '../pages/desk.ts'
import { expect, test } from '../support/fixtures.ts'
import { must } from '../support/must.ts'

const WARD = 'Medical ward, women'
/** What somebody at the front desk, or an import, may write into any field of a person. */
const script = (n: number) => `<img src=x${n} onerror=window.stolen=${n}>`
const [FAMILY, GIVEN, REASON, SUBSTANCE] = [1, 2, 3, 4].map(script) as [string, string, string, string]

/** Elements that came out of those texts, and whether one has run. */
const taken = (page: Page) =>
  page.evaluate(() => [document.querySelectorAll('img[src^="x"]').length, (window as { stolen?: number }).stolen ?? 0])

/** Every place in which this person is shown, from the board with her bed chosen. */
const PLACES: Record<string, (desk: Desk) => Promise<unknown>> = {
  board: async () => {},
  chart: ({ keys }) => keys.press('Enter'),
  observations: ({ keys }) => keys.press('v'),
  medicines: ({ keys }) => keys.press('Escape', ']'),
  fluids: ({ keys }) => keys.press(']'),
  admission: ({ keys }) => keys.press(']'),
  allergies: ({ keys }) => keys.press(']'),
  history: ({ keys }) => keys.press(']'),
  details: ({ keys }) => keys.press('i'),
  'allergy, to be noted': async ({ keys, page }) => {
    await keys.press('Escape', 'a')
    await page.getByLabel('Allergic to').fill(SUBSTANCE)
    await keys.press('Control+Enter')
    await expect(page.getByLabel('Allergic to')).toBeHidden()
  },
  'chart with the allergy': async () => {},
  move: ({ keys }) => keys.press('t'),
  discharge: ({ keys }) => keys.press('Escape', 'd'),
  'board with the allergy': ({ keys }) => keys.press('Escape', 'Escape'),
  search: async ({ keys, page }) => {
    await keys.press('Alt+2')
    await page.getByLabel('Name, PHN, NIC or phone').fill('img src')
    await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible()
  },
  patient: ({ keys }) => keys.press('Enter'),
  correct: ({ keys }) => keys.press('e'),
  'register, the same again': async ({ keys, page }) => {
    await keys.press('Escape', 'Alt+3')
    await page.getByLabel('Family name').fill(FAMILY)
    await page.getByLabel('Given names').fill(GIVEN)
  },
  inbox: async ({ keys, page }) => {
    await page.getByLabel('Family name').fill('')
    await page.getByLabel('Given names').fill('')
    await keys.press('Alt+4')
    await expect(page.getByRole('heading', { name: 'Sent from this workstation' })).toBeVisible()
  },
  palette: async ({ keys, page }) => {
    await keys.press('Alt+1', '/')
    await expect(page.getByRole('dialog', { name: /^Search/ })).toBeVisible()
    await keys.type('img')
  },
}

test('a script in a patient’s names, reason and allergy is text on every screen', async ({ open }) => {
  test.setTimeout(300_000)
  const desk = deskOf(await open('a'))
  const { page } = desk
  await desk.begin('nimali', WARD)
  await desk.shell.settled()
  const free = must((await desk.board.freeBeds())[0], 'no bed is free')
  // Given somebody whose names are scripts, admitted for a script
  await desk.board.find(free)
  await desk.registration.beginFromFreeBed(free)
  await desk.registration.register({ familyName: FAMILY, givenName: GIVEN, born: '17 5 1980' })
  await desk.registration.admit(free, REASON)
  await desk.board.find(free)
  // When each screen shows her
  for (const [name, show] of Object.entries(PLACES))
    await test.step(name, async () => {
      await show(desk)
      await page.waitForTimeout(150)
      // Then nothing was made of it, and nothing has run
      expect(await taken(page), name).toEqual([0, 0])
    })
  // and the same text, where it is taken for HTML, is found by this very look
  await page.evaluate((html) => document.body.insertAdjacentHTML('beforeend', html), FAMILY)
  expect((await taken(page))[0]).toBe(1)
})
