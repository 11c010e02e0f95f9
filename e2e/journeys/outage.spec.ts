import { SICK } from '../pages/chart.ts'
import { deskOf } from '../pages/desk.ts'
import { expect, test } from '../support/fixtures.ts'
import { must } from '../support/must.ts'

const WARD = 'Orthopaedic ward'
const OFFLINE = /Working offline since \d\d:\d\d/

test('the server is killed in the middle of the work and comes back: nothing is lost, everything arrives', async ({
  open,
  hospital,
}) => {
  const { begin, board, chart, keys, page, registration, shell } = deskOf(await open('a'))
  await begin('nimali', WARD)
  await shell.settled()
  const [first, second, third] = await board.calmPatients()
  const [bed, otherBed] = await board.freeBeds()
  const [freeBed, admitBed] = [must(bed, 'no bed is free'), must(otherBed, 'one bed only is free')]
  const [one, two, three] = [must(first, 'no patient'), must(second, 'one patient'), must(third, 'two patients')]
  // Given a set that is on its way when the server dies
  await board.find(one.label)
  await chart.recordVitals(SICK)
  await hospital.kill()
  // Then the strip says so, and the ward works on: a set, a move, a registration with an admission
  await expect(shell.strip).toContainText(OFFLINE)
  await board.find(two.label)
  await chart.recordVitals(SICK)
  await expect(board.bed(two.label)).toContainText('NEWS2 7 High')
  await expect(board.bed(two.label)).toContainText('Saved here, not yet sent')
  await board.find(three.label)
  await chart.moveTo(freeBed)
  await expect(board.bed(freeBed)).toContainText(must(three.name, 'the bed was empty'))
  await board.find(admitBed)
  await registration.beginFromFreeBed(admitBed)
  await registration.register({ familyName: 'Offliner', givenName: 'Nirmala', born: '2 2 1971' })
  await registration.admit(admitBed, 'Hip fracture')
  await expect(board.bed(admitBed)).toContainText('OFFLINER, Nirmala')
  await expect(shell.strip).toContainText(/\d to send/)
  // When the server is back
  await hospital.start()
  // Then all of it is sent, none of it refused
  await shell.settled()
  await expect(shell.strip).toContainText('No problems')
  await expect(page.getByText('Saved here, not yet sent')).toHaveCount(0)
  // and a workstation that was not there sees all of it
  const other = deskOf(await open('b'))
  await other.begin('kumari', WARD)
  await expect(other.board.bed(one.label)).toContainText('NEWS2 7 High')
  await expect(other.board.bed(two.label)).toContainText('NEWS2 7 High')
  await expect(other.board.bed(freeBed)).toContainText(must(three.name, 'the bed was empty'))
  await expect(other.board.bed(three.label)).toContainText('Empty')
  await expect(other.board.bed(admitBed)).toContainText('OFFLINER, Nirmala')
  await keys.press('Control+l')
})

test('a workstation that is cut off and killed shows everything when it starts again, its own entries included', async ({
  open,
  hospital,
}) => {
  const station = await open('a')
  const { begin, board, chart, shell } = deskOf(station)
  await begin('nimali', WARD)
  await shell.settled()
  const [first, second] = await board.calmPatients()
  const [one, two] = [must(first, 'no patient'), must(second, 'one patient')]
  // Given entries that the server never saw
  await hospital.kill()
  await expect(shell.strip).toContainText(OFFLINE)
  await board.find(one.label)
  await chart.recordVitals(SICK)
  await expect(board.bed(one.label)).toContainText('NEWS2 7 High')
  const before = (await board.beds()).map(({ label, name, news2 }) => ({ label, name, news2 }))
  // When the workstation dies as well and starts again, still without a server
  await station.kill()
  const again = deskOf(await open('a'))
  await again.begin('kumari', WARD)
  // Then it shows what it showed, and takes more
  await expect(again.shell.strip).toContainText(OFFLINE)
  await expect(again.shell.strip).toContainText('1 to send')
  await expect
    .poll(async () => (await again.board.beds()).map(({ label, name, news2 }) => ({ label, name, news2 })))
    .toEqual(before)
  await again.board.find(two.label)
  await again.chart.recordVitals(SICK)
  await expect(again.shell.strip).toContainText('2 to send')
  // and when the server comes, everything goes there
  await hospital.start()
  await again.shell.settled()
  await expect(again.shell.strip).toContainText('No problems')
})
