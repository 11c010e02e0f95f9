import { DEMO_PASSWORD } from '../../server/demo/hospital.ts'
import { SICK } from '../pages/chart.ts'
import { deskOf } from '../pages/desk.ts'
import { Fleet } from '../pages/fleet.ts'
import { axeFindings } from '../support/axe.ts'
import { expect, test } from '../support/fixtures.ts'
import { must } from '../support/must.ts'

const WARD = 'Orthopaedic ward'

test('the queue of an outage is seen, the cache is rebuilt in the middle of it, and nothing is lost', async ({
  open,
  hospital,
}) => {
  const station = await open('a')
  const { begin, board, chart, shell } = deskOf(station)
  await begin('nimali', WARD)
  await shell.settled()
  const [first, second] = await board.calmPatients()
  const [one, two] = [must(first, 'no patient'), must(second, 'one patient')]
  // Given two sets that the server never saw
  await hospital.kill()
  await expect(shell.strip).toContainText('Working offline')
  for (const { label } of [one, two]) {
    await board.find(label)
    await chart.recordVitals(SICK)
  }
  // Then the screen of the connection counts them, names what is wrong, and axe finds nothing on it
  const fleet = new Fleet(station.page)
  await fleet.openConnection()
  await expect(fleet.service('Wards')).toContainText(/Cannot (send|receive)\s*2/)
  await expect(fleet.services).toContainText('The central server cannot be reached.')
  expect(await axeFindings(station.page)).toEqual([])
  // When the cache is rebuilt, and the workstation dies before the server is back
  await fleet.rebuildNow('2 unsent entries stay')
  await expect(fleet.rebuild).toContainText('It waits for the server')
  await station.kill()
  const reopened = await open('a')
  const again = deskOf(reopened)
  await again.begin('nimali', WARD)
  await expect(again.shell.strip).toContainText('2 to send')
  await expect(again.board.bed(one.label)).toContainText('NEWS2 7 High')
  const fleetAgain = new Fleet(reopened.page)
  await fleetAgain.openConnection()
  await expect(fleetAgain.rebuild).toContainText('rows fetched')
  await hospital.start()
  // Then it ends by itself, both sets are sent, and the board is as it was
  await again.shell.settled()
  await expect(fleetAgain.rebuild).toContainText(/Rebuilt \d/)
  await expect(fleetAgain.service('Wards')).toContainText(/Works\s*0/)
  await again.shell.showWard(WARD)
  await expect(again.board.bed(one.label)).toContainText('NEWS2 7 High')
  await expect(again.board.bed(two.label)).toContainText('NEWS2 7 High')
  await expect(reopened.page.getByText('Saved here, not yet sent')).toHaveCount(0)
})

test('an administrator sees every workstation, and has one rebuild its data', async ({ open, hospital }) => {
  const ward = deskOf(await open('desk7'))
  await ward.begin('nimali', WARD)
  await ward.shell.settled()
  const office = deskOf(await open('office'))
  await office.begin('admin', WARD)
  await office.shell.settled()
  const fleet = new Fleet(office.page)
  await fleet.openWorkstation('Station desk7')
  await expect(fleet.workstation('Station desk7')).toContainText('Works')
  await expect(office.page.getByRole('complementary')).toContainText('Nothing is stuck')
  expect(await axeFindings(office.page)).toEqual([])
  // When it is asked to rebuild
  await office.page.getByRole('button', { name: 'Have it rebuild its data' }).click()
  await expect(office.page.getByRole('complementary')).toContainText(/Asked; it begins|The last rebuild/)
  // Then it does so at its next contact, while the nurse goes on, and the list says that it is done
  const there = new Fleet(ward.page)
  await there.openConnection()
  await expect(there.rebuild).toContainText(/Rebuilt \d/, { timeout: 180_000 })
  await expect(office.page.getByRole('complementary')).toContainText('The last rebuild came to its end.', {
    timeout: 180_000,
  })
  // and without the server the list says of when it is
  await hospital.kill()
  await expect(office.page.getByRole('main')).toContainText('The list is as of')
  await hospital.start()
})

test('after a start, the PIN takes an administrator’s seat, and the lists of the hospital wait for the password', async ({
  open,
}) => {
  const before = await open('admins')
  await deskOf(before).begin('admin', WARD)
  await deskOf(before).shell.settled()
  await before.kill()
  // Given a shift that goes on by the PIN
  const station = await open('admins')
  const office = deskOf(station)
  const { page } = office
  await office.begin('admin', WARD)
  // When the workstations are asked for, then the password is, over the screen
  await page.getByRole('link', { name: 'Workstations' }).click()
  const ask = page.getByRole('dialog', { name: 'Your password' })
  await expect(ask.getByLabel('Password')).toBeFocused()
  expect(await axeFindings(page)).toEqual([])
  // put aside, the screen says what is missing, and the list that renews itself does not bring it back
  await office.keys.press('Escape')
  await expect(ask).toBeHidden()
  await expect(page.getByRole('main')).toContainText('PASSWORD_NEEDED')
  await page.getByRole('button', { name: 'Try again' }).click()
  // a wrong one is refused with what to do
  await office.keys.type('not the password')
  await office.keys.press('Enter')
  await expect(ask).toContainText('SIGN_IN_WRONG')
  // Then the right one shows the list
  await ask.getByLabel('Password').fill(DEMO_PASSWORD)
  await office.keys.press('Enter')
  await expect(ask).toBeHidden()
  await expect(new Fleet(page).workstation('Station admins')).toContainText('Works')
})

test('an administrator gives up what a lost workstation holds, with a warning and a reason', async ({
  open,
  hospital,
}) => {
  const lost = await open('lost')
  await deskOf(lost).begin('nimali', WARD)
  await deskOf(lost).shell.settled()
  await lost.kill()
  const office = deskOf(await open('office'))
  await office.begin('admin', WARD)
  const fleet = new Fleet(office.page)
  await fleet.openWorkstation('Station lost')
  // Given it is still in use, then nothing can be given up
  const panel = office.page.getByRole('complementary', { name: 'Station lost' })
  await expect(panel.getByRole('button', { name: 'Have it rebuild its data' })).toBeVisible()
  await expect(panel.getByRole('button', { name: 'Give up what it holds…' })).toHaveCount(0)
  // When it is taken out of use
  await hospital.revoke('Station lost', 'stolen')
  await panel.getByRole('button', { name: 'Give up what it holds…' }).focus()
  await office.page.keyboard.press('Enter')
  // Then the screen says what that means, and takes it only with a reason
  await expect(panel).toContainText('Only where this computer is lost, stolen or broken for good.')
  expect(await axeFindings(office.page)).toEqual([])
  await expect(panel.getByRole('button', { name: 'Give it up' })).toBeDisabled()
  await office.page.keyboard.type('Stolen from the ward', { delay: 90 })
  await office.page.keyboard.press('Enter')
  await expect(panel).toContainText('What it held was given up.')
})
