import { deskOf } from '../pages/desk.ts'
import { expect, test } from '../support/fixtures.ts'
import { must } from '../support/must.ts'

const WARD = 'Surgical ward'

test('a wristband scanned while something is typed leaves nothing in the field, and leads to its patient', async ({
  desk,
}) => {
  const { begin, board, chart, keys, page, shell } = deskOf(desk)
  await begin('nimali', WARD)
  await shell.settled()
  const [first, second] = await board.calmPatients()
  const [one, two] = [must(first, 'nobody is calm'), must(second, 'one patient is calm')]
  // Given the number on the wristband of one patient, and the other’s observations half typed
  await board.find(two.label)
  await keys.press('Enter')
  const banner = await chart.banner.innerText()
  const phn = must(/PHN ([0-9A-Z ]+?)\s*BHT/.exec(banner)?.[1], 'the banner shows no PHN').replaceAll(' ', '')
  await page.keyboard.press('Escape')
  await board.find(one.label)
  await keys.press('v')
  const rate = chart.panel(/^Observations of /).getByLabel(/^Respiration rate/)
  await expect(rate).toBeFocused()
  await keys.type('27')
  // When the wristband is scanned there
  await keys.scan(`P-${phn}`)
  // Then its chart is shown, and the field has what the hand typed
  await expect(chart.banner).toContainText(`Bed ${two.label}`)
  await shell.showWard(WARD)
  await board.find(one.label)
  await keys.press('v')
  await expect(rate).toHaveValue('27')
  await page.getByRole('button', { name: 'Start afresh' }).click()
  await keys.press('Escape')
})

test('a scan is no command: its letters do what letters do only from a hand', async ({ desk }) => {
  const { begin, board, chart, keys, page } = deskOf(desk)
  await begin('nimali', WARD)
  const { label } = must((await board.calmPatients())[0], 'nobody is calm')
  await board.find(label)
  await keys.press('Enter')
  await expect(chart.sets).toBeVisible()
  // When a code is scanned whose first letter would open a form
  await keys.scan('vvv-unknown')
  // Then it is said what was scanned and what was expected, and no form is open
  await expect(page.getByRole('status').filter({ hasText: 'vvv-unknown' })).toContainText('A wristband was expected')
  await expect(chart.panel(/^Observations of /)).toHaveCount(0)
  // but a hand opens it
  await keys.press('v')
  await expect(chart.panel(/^Observations of /)).toBeVisible()
  await keys.press('Escape')
})

test('a badge is given by scanning it, and then takes over the workstation from any screen', async ({ desk }) => {
  const { begin, gate, keys, page } = deskOf(desk)
  const menu = (name: string) => page.getByRole('button', { name: `User menu of ${name}` })
  const badge = `NB${Date.now()}X`
  // Given a nurse whose shift has begun, and an administrator who gives her a badge
  await begin('kumari', WARD)
  await begin('admin', WARD)
  await page.getByRole('link', { name: 'Terminals' }).click()
  await page.getByLabel('Person').selectOption({ label: 'Kumari Silva' })
  await expect(page.getByLabel('Badge: scan it here')).toBeVisible()
  await keys.scan(badge)
  await expect(page.getByLabel('Badge: scan it here')).toHaveValue(badge)
  await page.getByRole('button', { name: 'Give this badge' }).click()
  await expect(page.getByText('Has a badge')).toBeVisible()
  // When it is scanned elsewhere
  await page.getByRole('link', { name: 'Ward board' }).click()
  await keys.scan(badge)
  // Then the workstation is hers; and at the gate as well, where nothing of it is taken for letters or a PIN
  await expect(menu('Kumari Silva')).toBeVisible()
  await keys.press('Control+l')
  await expect(gate.who).toBeFocused()
  await keys.scan(badge)
  await expect(gate.who).toBeHidden()
  await expect(menu('Kumari Silva')).toBeVisible()
})
