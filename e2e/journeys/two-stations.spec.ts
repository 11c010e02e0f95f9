import { BETTER, SICK } from '../pages/chart.ts'
import { deskOf } from '../pages/desk.ts'
import { expect, test } from '../support/fixtures.ts'
import { must } from '../support/must.ts'

const WARD = 'Medical ward, men'

test('two workstations see each other’s observations without anybody asking', async ({ open }) => {
  const [here, there] = [deskOf(await open('a')), deskOf(await open('b'))]
  await here.begin('nimali', WARD)
  await there.begin('kumari', WARD)
  const { label } = must((await here.board.calmPatients())[0], 'nobody is calm')
  // When one nurse charts a set, then the other's board changes by itself
  await here.board.find(label)
  await here.chart.recordVitals(SICK)
  await expect(there.board.bed(label)).toContainText('NEWS2 7 High')
  // When the other answers with a better one, then the first sees that, and the chart has both names
  await there.board.find(label)
  await there.chart.recordVitals(BETTER)
  await expect(here.board.bed(label)).toContainText('NEWS2 3 Low')
  await here.board.find(label)
  await here.keys.press('Enter')
  await expect(here.chart.sets.getByRole('row').nth(1)).toContainText('Kumari Silva')
  await expect(here.chart.sets.getByRole('row').nth(2)).toContainText('Nimali Perera')
})

test('two workstations that give the last bed away while cut off: one has it, the other is told', async ({
  open,
  hospital,
}) => {
  const [here, there] = [deskOf(await open('a')), deskOf(await open('b'))]
  await here.begin('nimali', WARD)
  await there.begin('kumari', WARD)
  await here.shell.settled()
  await there.shell.settled()
  const [first, second] = await here.board.calmPatients()
  const [one, two] = [must(first, 'no patient'), must(second, 'one patient')]
  const free = must((await here.board.freeBeds())[0], 'no bed is free')
  // Given both are cut off and move different patients to the same bed
  await hospital.kill()
  await expect(here.shell.strip).toContainText('Working offline')
  await expect(there.shell.strip).toContainText('Working offline')
  await here.board.find(one.label)
  await here.chart.moveTo(free)
  await there.board.find(two.label)
  await there.chart.moveTo(free)
  // When the server is back
  await hospital.start()
  await here.shell.settled()
  await there.shell.settled()
  // Then both boards agree on who lies there, and exactly one workstation has something to look at
  const inBed = (desk: typeof here) => desk.board.bed(free).textContent()
  await expect.poll(async () => (await inBed(here)) === (await inBed(there))).toBe(true)
  const told = (desk: typeof here) => desk.shell.strip.getByText('1 to look at').count()
  await expect.poll(async () => (await told(here)) + (await told(there))).toBe(1)
  const loser = (await told(here)) === 1 ? here : there
  await loser.page.getByRole('link', { name: '1 to look at' }).click()
  await expect(loser.page.getByRole('main')).toContainText('Bed move')
  await expect(loser.page.getByRole('main')).toContainText('WARD_BED_TAKEN')
})
