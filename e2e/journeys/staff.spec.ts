import { deskOf } from '../pages/desk.ts'
import { axeFindings } from '../support/axe.ts'
import { expect, test } from '../support/fixtures.ts'

const WARD = 'Orthopaedic ward'
const OWN = 'rain on the temple drum'

test('an administrator takes somebody in, gives her a ward, and takes the role away again', async ({ open, host }) => {
  test.setTimeout(240_000)
  const [name, username] = [`Sanduni ${host}`, `sanduni.${host}`]
  const office = deskOf(await open('office'))
  await office.begin('admin', WARD)
  await office.shell.settled()
  const { page, keys } = office
  await page.getByRole('link', { name: 'Staff' }).click()
  await expect(page.getByRole('heading', { name: 'Who works here' })).toBeVisible()
  // When somebody new is added by keyboard
  await keys.press('n')
  await keys.type(name)
  await keys.press('Enter')
  // Then her first password is shown once
  const password = page.locator('.people-password')
  await expect(password).toHaveText(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$/, { timeout: 30_000 })
  const first = (await password.textContent()) ?? ''
  expect(await axeFindings(page)).toEqual([])
  await keys.press('Enter')
  await expect(password).toHaveCount(0)
  // and it lets her in only to choose one of her own
  const ward = deskOf(await open('ward'))
  await ward.page.getByRole('button', { name: 'Use a password instead' }).click()
  await ward.page.getByLabel('User name').fill(username)
  await ward.page.getByLabel('Password').fill(first)
  await ward.keys.press('Enter')
  await expect(ward.page.getByLabel('New password')).toBeFocused()
  await ward.keys.type('too short')
  await ward.keys.press('Tab')
  await ward.keys.type('too short')
  await ward.keys.press('Enter')
  await expect(ward.page.getByText('PASSWORD_SHORT')).toBeVisible()
  await ward.page.getByLabel('New password').fill(OWN)
  await ward.page.getByLabel('The same again').fill(OWN)
  await ward.keys.press('Enter')
  await expect(ward.page.getByRole('button', { name: new RegExp(name) })).toBeVisible()
  // When her role is ended, and she has another one on one ward for a week
  await page.getByRole('button', { name }).click()
  const panel = page.getByRole('complementary', { name })
  await panel.getByRole('button', { name: 'Give a role…' }).click()
  await panel.getByRole('radio', { name: 'Clinician' }).click()
  await panel.getByLabel('On', { exact: true }).selectOption({ label: WARD })
  await panel.getByRole('radio', { name: 'Covers for somebody' }).click()
  await expect(panel.getByRole('button', { name: 'Give this role' })).toBeDisabled()
  await panel.getByLabel('For how many days').fill('7')
  await keys.press('Enter')
  await expect(panel).toContainText(`Clinician, ${WARD}`)
  await expect(panel).toContainText('Covers for somebody')
  const nurse = panel.getByRole('listitem').filter({ hasText: 'Nurse, every ward' })
  await nurse.getByRole('button', { name: 'End…' }).click()
  await keys.type('Came for a week')
  await keys.press('Enter')
  await expect(nurse).toHaveCount(0)
  await expect(page.getByRole('row').filter({ hasText: name })).toContainText(`Clinician, ${WARD}`)
  // Then her own workstation knows it: she leaves, and nobody signs in by her name any more
  await panel.getByRole('button', { name: 'Does not work here any more…' }).click()
  await keys.type('Went abroad')
  await keys.press('Enter')
  await expect(panel.getByRole('button', { name: 'Works here again' })).toBeVisible()
  await expect(ward.gate.who).toBeVisible({ timeout: 60_000 })
  await ward.page.getByRole('button', { name: 'Use a password instead' }).click()
  await ward.page.getByLabel('User name').fill(username)
  await ward.page.getByLabel('Password').fill(OWN)
  await ward.keys.press('Enter')
  await expect(ward.page.getByText('SIGN_IN_WRONG')).toBeVisible()
})
