import { demoUserId } from '../../server/demo/seed.ts'
import { deskOf } from '../pages/desk.ts'
import { lettersAndPin } from '../pages/gate.ts'
import { Inbox } from '../pages/inbox.ts'
import { expect, test } from '../support/fixtures.ts'
import { must } from '../support/must.ts'

const WARD = 'Surgical ward'
const userMenu = (name: string) => ({ name: `User menu of ${name}` })

test('two nurses take over from each other with 7 keys each, and quickly', async ({ desk }) => {
  const { begin, keys, page, shell } = deskOf(desk)
  // Given two nurses who have given their passwords in this shift
  await begin('kumari', WARD)
  await begin('nimali', WARD)
  const took: number[] = []
  for (const [username, name] of [
    ['kumari', 'Kumari Silva'],
    ['nimali', 'Nimali Perera'],
    ['kumari', 'Kumari Silva'],
    ['nimali', 'Nimali Perera'],
  ] as const) {
    // When one locks and the other types two letters and four digits
    expect(await keys.count(() => shell.switchTo(username))).toBeLessThanOrEqual(7)
    // Then it is hers; how long the last digit took is only told: this machine does other things too
    await expect(page.getByRole('button', userMenu(name))).toBeVisible()
    took.push(await page.evaluate(() => Math.round(performance.getEntriesByName('switched').at(-1)?.duration ?? -1)))
  }
  expect(took.every((ms) => ms >= 0)).toBe(true)
  console.log(`switch of user, from the last digit to the screen: ${took.join(', ')} ms`)
})

test('after five wrong PINs the password is asked, and opens the way again', async ({ desk }) => {
  const { begin, gate, keys, page } = deskOf(desk)
  await begin('nimali', WARD)
  await keys.press('Control+l')
  await expect(gate.who).toBeFocused()
  const [letters] = lettersAndPin('kumari')
  await keys.type(letters)
  for (let n = 0; n < 5; n++) {
    await keys.type('9876')
    await expect(page.getByRole('alert')).toContainText('PIN_WRONG')
    await keys.press('ArrowUp')
  }
  await keys.type('9876')
  await expect(page.getByLabel('Password')).toBeFocused()
  await expect(page.getByRole('status').filter({ hasText: 'too many wrong PINs' })).toBeVisible()
  await page.getByRole('button', { name: 'Use name and PIN' }).click()
  await gate.signInByPassword('kumari')
  await expect(page.getByRole('button', userMenu('Kumari Silva'))).toBeVisible()
})

test('what was typed stays with its author: the next user does not see it, and it comes back', async ({ desk }) => {
  const { begin, board, chart, keys, page, shell } = deskOf(desk)
  await begin('kumari', WARD)
  await begin('nimali', WARD)
  const { label } = must((await board.calmPatients())[0], 'nobody on the ward is calm')
  // Given a nurse who has typed a respiration rate and is called away
  const rate = chart.panel(/^Observations of /).getByLabel(/^Respiration rate/)
  await board.find(label)
  await keys.press('v')
  await expect(rate).toBeFocused()
  await keys.type('27')
  await shell.switchTo('kumari')
  // When a colleague opens the same form, then it is empty
  await shell.showWard(WARD)
  await board.find(label)
  await keys.press('v')
  await expect(rate).toHaveValue('')
  await keys.press('Escape')
  // When the author comes back, then it is there
  await shell.switchTo('nimali')
  await shell.showWard(WARD)
  await board.find(label)
  await keys.press('v')
  await expect(rate).toHaveValue('27')
  await expect(page.getByRole('button', userMenu('Nimali Perera'))).toBeVisible()
})

test('the chart of another ward opens with a reason while the server is away, and is reviewed afterwards', async ({
  open,
  hospital,
}) => {
  test.setTimeout(180_000)
  // Given a nurse of another ward, who has begun her shift here
  const client = await hospital.administrator()
  const wards = await client.get<{ wardId: string; name: string }[]>('/v1/ward/wards')
  const other = must(wards.find(({ name }) => name !== WARD)?.wardId, 'there is only one ward')
  const station = await open('glass')
  const { begin, board, chart, keys, page, shell } = deskOf(station)
  await begin('ruwan', WARD)
  const { facilityId } = await client.get<{ facilityId: string }>('/v1/identity/facility')
  const userId = demoUserId(facilityId, 'ruwan')
  await client.post('/v1/identity/chart-access', { userId, wards: [other] })
  const { label } = must((await board.calmPatients())[0], 'nobody on the ward is calm')
  const closed = page.getByText('not on a ward of yours')
  // that it is settled does not say that this workstation has heard of what the server has just been told
  await board.find(label)
  await keys.press('Enter')
  await expect(closed).toBeVisible()
  await shell.showWard(WARD)
  // When the server is away and a patient of this ward needs her
  await hospital.kill()
  await expect(shell.strip).toContainText('Working offline', { timeout: 60_000 })
  await board.find(label)
  await keys.press('Enter')
  // Then the chart is closed, and opens with a reason and the PIN
  await expect(closed).toBeVisible({ timeout: 30_000 })
  await expect(chart.sets).toHaveCount(0)
  await expect(page.getByLabel('In a few words')).toBeFocused()
  await keys.type('Called to help')
  await keys.press('Tab')
  await keys.type('3333')
  await keys.press('Enter')
  await expect(chart.sets).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: 'It will be reviewed' })).toBeVisible()
  // When the server is back, then an administrator finds it in the inbox, and says that it was right
  await hospital.start()
  await shell.settled()
  await shell.switchTo('admin')
  const inbox = new Inbox(page, keys)
  await inbox.openOf('Alt+1', 'identity.breakGlass')
  await expect(inbox.panel).toContainText('BREAK_GLASS_REVIEW')
  await keys.press('y')
  await expect(inbox.panel.getByRole('textbox')).toBeFocused()
  await keys.type('She was on call')
  await keys.press('Enter')
  await expect(inbox.panel).toHaveCount(0)
})
