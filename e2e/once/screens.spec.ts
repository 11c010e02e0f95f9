import type { Page } from '@playwright/test'
import { SICK } from '../pages/chart.ts'
import { type Desk, deskOf } from '../pages/desk.ts'
import { axeFindings } from '../support/axe.ts'
import { expect, test } from '../support/fixtures.ts'
import { must } from '../support/must.ts'
import { picture, THEMES, type Theme } from '../support/screens.ts'

const WARD = 'Medical ward, women'

/** How to come to each screen from the board; Escape leads back. */
const SCREENS: Record<string, (desk: Desk, bed: { taken: string; free: string }) => Promise<unknown>> = {
  board: async () => {},
  chart: async ({ board, keys, chart }, { taken }) => {
    await board.find(taken)
    await keys.press('Enter')
    await expect(chart.sets).toBeVisible()
  },
  'chart-vitals': async ({ keys, chart }) => {
    await keys.press('v')
    await chart.panel(/^Observations/).waitFor()
    await keys.type(SICK.respirationRate + SICK.spo2)
  },
  'chart-vitals-doubtful': async ({ page, keys }) => {
    await page.getByLabel(/^SpO₂/).focus()
    await keys.press('Control+a')
    await keys.type('34')
    await expect(page.getByText('is that right?')).toBeVisible()
  },
  'chart-medicines': async ({ page, keys, chart }) => {
    await keys.press('Escape')
    await expect(chart.panel(/^Observations/)).toBeHidden()
    await keys.press(']')
    await expect(page.getByRole('tab', { name: 'Medicines', selected: true })).toBeVisible()
    await expect(page.getByText('Scan the drug, or choose a dose.')).toBeVisible()
  },
  'chart-fluids': async ({ page, keys }) => {
    await keys.press(']')
    await expect(page.getByRole('table', { name: 'Fluid balance by shift and day' })).toBeVisible()
  },
  'chart-admission': async ({ page, keys }) => {
    await keys.press(']')
    await expect(page.getByRole('heading', { name: 'Care settings' })).toBeVisible()
  },
  'chart-allergies': async ({ page, keys }) => {
    await keys.press(']')
    await expect(page.getByRole('tab', { name: 'Allergies', selected: true })).toBeVisible()
  },
  'chart-history': async ({ page, keys }) => {
    await keys.press(']')
    await expect(page.getByRole('tab', { name: 'History', selected: true })).toBeVisible()
    await expect(page.getByText('No history is recorded')).toBeVisible()
  },
  details: async ({ keys, page }) => {
    await keys.press('i')
    await expect(page.getByRole('radiogroup', { name: 'SpO₂ scale' })).toBeVisible()
  },
  allergy: async ({ keys, page }) => {
    await keys.press('Escape', 'a')
    await expect(page.getByLabel('Allergic to')).toBeFocused()
  },
  transfer: async ({ keys, chart }, { free }) => {
    await keys.press('Escape', 't')
    await chart.panel(/^Move /).waitFor()
    await keys.type(free)
  },
  discharge: async ({ keys, chart }) => {
    await keys.press('Escape', 'd')
    await chart.panel(/^Discharge /).waitFor()
  },
  admit: async ({ keys, board, page }, { free }) => {
    await keys.press('Escape', 'Escape')
    await board.find(free)
    await keys.press('a')
    await expect(page.getByLabel('Who is admitted?')).toBeFocused()
    await keys.type('perera')
    await expect(page.getByRole('complementary').getByText('PERERA').first()).toBeVisible()
  },
  'admit-form': async ({ keys, page }) => {
    await keys.press('Enter')
    await expect(page.getByLabel('Reason for admission')).toBeVisible()
  },
  search: async ({ keys, page }) => {
    await keys.press('Escape', 'Alt+2')
    await expect(page.getByLabel('Name, PHN, NIC or phone')).toBeFocused()
    await keys.type('silva')
    await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible()
  },
  patient: async ({ keys, chart }) => {
    await keys.press('Enter')
    await expect(chart.banner).toBeVisible()
  },
  register: async ({ keys, page }) => {
    await keys.press('Alt+3')
    await expect(page.getByLabel('Family name')).toBeFocused()
    await page.getByLabel('Family name').fill('Perera')
    await page.getByLabel('Given names').fill('Nimal')
    await page.getByLabel(/^Born/).fill('31 13 1999')
    await expect(page.getByText('This is no date')).toBeVisible()
  },
  inbox: async ({ keys, page }) => {
    await page.getByLabel('Family name').fill('')
    await page.getByLabel('Given names').fill('')
    await page.getByLabel(/^Born/).fill('')
    await keys.press('Alt+4')
    await expect(page.getByRole('heading', { name: 'Sent from this workstation' })).toBeVisible()
  },
  round: async ({ keys, page }) => {
    await keys.press('Alt+5')
    await expect(page.getByRole('heading', { name: 'Medication round' })).toBeVisible()
  },
  printing: async ({ page }) => {
    await page.getByRole('link', { name: 'Nothing to print' }).click()
    await expect(page.getByRole('heading', { name: 'Printers of this workstation' })).toBeVisible()
  },
  help: async ({ keys, page }) => {
    await keys.press('Alt+1')
    await expect(page.locator('[data-bed]').first()).toBeVisible()
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog', { name: 'Keys of this screen' })).toBeVisible()
  },
  palette: async ({ keys, page }) => {
    await keys.press('Escape', '/')
    await expect(page.getByRole('dialog', { name: /^Search/ })).toBeVisible()
    await keys.type('si')
    await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible()
  },
  locked: async ({ keys, gate }) => {
    await keys.press('Escape', 'Control+l')
    await expect(gate.who).toBeFocused()
  },
  password: async ({ page }) => {
    await page.getByRole('button', { name: 'Use a password instead' }).click()
    await expect(page.getByLabel('Password')).toBeVisible()
  },
}

async function wear(page: Page, theme: Theme): Promise<void> {
  await page.evaluate((name) => localStorage.setItem('carecode.theme', name), theme)
  await page.reload()
}

for (const theme of THEMES)
  test(`axe finds nothing on any screen, ${theme} colours`, async ({ open }) => {
    test.setTimeout(900_000)
    const desk = deskOf(await open('a'))
    await desk.begin('nimali', WARD)
    await desk.shell.settled()
    await wear(desk.page, theme)
    await desk.begin('nimali', WARD)
    const taken = must((await desk.board.calmPatients())[0], 'nobody is calm').label
    const free = must((await desk.board.freeBeds())[0], 'no bed is free')
    const findings: string[] = []
    for (const [name, show] of Object.entries(SCREENS)) {
      await test.step(name, async () => {
        await show(desk, { taken, free })
        await picture(desk.page, name, theme)
        findings.push(...(await axeFindings(desk.page)).map((finding) => `${name}: ${finding}`))
      })
    }
    expect(findings).toEqual([])
  })

for (const theme of THEMES)
  test(`axe finds nothing while the workstation is cut off, ${theme} colours`, async ({ open, hospital }) => {
    const desk = deskOf(await open('a'))
    await desk.begin('nimali', WARD)
    await desk.shell.settled()
    await wear(desk.page, theme)
    await desk.begin('nimali', WARD)
    await hospital.kill()
    await expect(desk.shell.strip).toContainText('Working offline')
    await desk.board.find(must((await desk.board.calmPatients())[0], 'nobody is calm').label)
    await desk.chart.recordVitals(SICK)
    await expect(desk.shell.strip).toContainText('1 to send')
    await picture(desk.page, 'board-offline', theme)
    const board = await axeFindings(desk.page)
    await desk.keys.press('Alt+4')
    await expect(desk.page.getByRole('main')).toContainText('Waits to be sent')
    await picture(desk.page, 'inbox-offline', theme)
    expect([...board, ...(await axeFindings(desk.page))]).toEqual([])
  })

test('a workstation that nobody enrolled asks for it, and is enrolled on the screen', async ({ openNew, hospital }) => {
  const { page } = await openNew()
  await expect(page.getByRole('heading', { name: 'Enrol this workstation' })).toBeVisible()
  await picture(page, 'enrol', 'day')
  expect(await axeFindings(page)).toEqual([])
  // When the administrator's code is typed
  await page.getByLabel('Address of the hospital’s server').fill(hospital.url)
  await page.getByLabel('Enrolment code').fill(await hospital.enrolmentCode())
  await page.getByLabel('Name of this workstation').fill('Ward 1 counter')
  await page.getByRole('button', { name: 'Enrol' }).click()
  // Then the people of the hospital can sign in, by password the first time
  const desk = deskOf({ page })
  await desk.gate.signInByPassword('nimali')
  await desk.shell.showWard(WARD)
  await expect(desk.shell.strip).toContainText('Ward 1 counter')
})
