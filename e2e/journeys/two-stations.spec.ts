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

test('two workstations that give the last bed away while cut off: one has it, the other patient is still there', async ({
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
  // Then both boards agree on who lies there, and the other patient is on the ward without a bed: nobody has vanished
  const inBed = (desk: typeof here) => desk.board.bed(free).textContent()
  await expect.poll(async () => (await inBed(here)) === (await inBed(there))).toBe(true)
  for (const desk of [here, there]) {
    await expect(desk.board.bed(one.label)).toContainText('Empty')
    await expect(desk.board.bed(two.label)).toContainText('Empty')
    await expect(desk.page.getByRole('region', { name: 'Without a bed: 1' }).getByRole('link')).toHaveCount(1)
  }
  // and it is a task of the ward's nurses, at both
  await expect(there.shell.strip).toContainText('1 to look at')
  await here.page.getByRole('link', { name: '1 to look at' }).click()
  await expect(here.page.getByRole('main')).toContainText('Bed move')
  await here.page.locator('[data-item]').click()
  await expect(here.page.getByRole('complementary')).toContainText('WARD_BED_TAKEN')
})
