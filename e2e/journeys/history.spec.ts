import { DEMO_PASSWORD } from '../../server/demo/hospital.ts'
import { deskOf } from '../pages/desk.ts'
import { axeFindings } from '../support/axe.ts'
import { expect, test } from '../support/fixtures.ts'
import { must } from '../support/must.ts'

const WARD = 'Medical ward, women'

test('a nurse reads the history of her patient: by her shift’s password, which is asked anew after a start', async ({
  open,
}) => {
  const before = await open('history')
  const first = deskOf(before)
  await first.begin('nimali', WARD)
  const { label } = must((await first.board.calmPatients())[0], 'nobody is calm')
  const showHistory = async ({ board, keys, chart, page }: typeof first) => {
    await board.find(label)
    await keys.press('Enter')
    await expect(chart.sets).toBeVisible()
    await page.getByRole('tab', { name: 'History' }).click()
  }
  const history = ({ page }: typeof first) => page.getByText('Conditions').or(page.getByText('No history')).first()
  await showHistory(first)
  await expect(history(first)).toBeVisible()
  await first.shell.settled()
  await before.kill()
  // Given a shift that goes on by the PIN
  const desk = deskOf(await open('history'))
  await desk.begin('nimali', WARD)
  await showHistory(desk)
  // Then the password is asked, and put aside, what is missing is said
  const ask = desk.page.getByRole('dialog', { name: 'Your password' })
  await expect(ask.getByLabel('Password')).toBeFocused()
  expect(await axeFindings(desk.page)).toEqual([])
  await desk.keys.press('Escape')
  await expect(desk.page.getByRole('main')).toContainText('PASSWORD_NEEDED')
  await desk.page.getByRole('button', { name: 'Try again' }).click()
  await ask.getByLabel('Password').fill(DEMO_PASSWORD)
  await desk.keys.press('Enter')
  await expect(ask).toBeHidden()
  await expect(history(desk)).toBeVisible()
})
