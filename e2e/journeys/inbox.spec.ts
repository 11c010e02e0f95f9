import { deskOf } from '../pages/desk.ts'
import { Inbox } from '../pages/inbox.ts'
import { expect, test } from '../support/fixtures.ts'

const WARD = 'Medical ward, women'
const [FIRST, SECOND] = ['0711111111', '0722222222']

test('two workstations change one phone number while cut off: the front desk chooses, by keyboard, and both agree', async ({
  open,
  hospital,
}) => {
  const [here, there] = [deskOf(await open('a')), deskOf(await open('b'))]
  const [inbox, elsewhere] = [new Inbox(here.page, here.keys), new Inbox(there.page, there.keys)]
  await here.begin('nimali', WARD)
  await there.begin('kumari', WARD)
  await here.keys.press('Alt+3')
  await here.registration.register({ familyName: 'Twophones', givenName: 'Sita', born: '3 3 1966' })
  await here.shell.settled()
  await there.shell.settled()
  await inbox.openPatient('Twophones')
  await elsewhere.openPatient('Twophones')
  // Given both are cut off and change the same number
  await hospital.kill()
  await expect(here.shell.strip).toContainText('Working offline')
  await expect(there.shell.strip).toContainText('Working offline')
  await inbox.changePhone(FIRST)
  await elsewhere.changePhone(SECOND)
  // Then what waits is called waiting
  await here.keys.press('Alt+4')
  await expect(here.page.getByRole('main')).toContainText('Waits to be sent')
  await expect(here.page.getByRole('main')).not.toContainText('Being sent')
  // When the server is back, and the front desk sits down
  await hospital.start()
  await here.shell.settled()
  await there.shell.settled()
  await here.shell.switchTo('priyanka')
  await expect(here.shell.strip).toContainText('1 to look at')
  await inbox.openOf('Alt+4', 'patients.update')
  // Then both values stand side by side; who wrote second may have been either
  await expect(inbox.panel).toContainText('PATIENT_FIELD_CHANGED')
  const row = inbox.panel.getByRole('row', { name: /^Phone/ })
  const [inRecord = '', entry = ''] = await row.getByRole('cell').allTextContents()
  expect([inRecord, entry].sort()).toEqual([FIRST, SECOND])
  // When this entry is taken
  await here.keys.press('o')
  await expect(here.shell.strip).toContainText('No problems')
  // Then both workstations show it, and nobody has anything left to look at
  await here.shell.settled()
  await inbox.openPatient('Twophones')
  await expect(here.page.getByRole('main')).toContainText(entry)
  await elsewhere.openPatient('Twophones')
  await expect(there.page.getByRole('main')).toContainText(entry)
  await there.shell.switchTo('priyanka')
  await expect(there.shell.strip).toContainText('No problems')
})
