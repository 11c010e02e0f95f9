import { existsSync, readdirSync } from 'node:fs'
import { deskOf } from '../pages/desk.ts'
import { boxOf } from '../pages/medicines.ts'
import { axeFindings } from '../support/axe.ts'
import { expect, test } from '../support/fixtures.ts'
import { must } from '../support/must.ts'

const WARD = 'Surgical ward'

test('a census, a wristband and a medicine chart are printed with one key each, acknowledged and printed again', async ({
  desk,
}) => {
  const { begin, board, keys, page } = deskOf(desk)
  // Given a nurse at the board of her ward
  await begin('nimali', WARD)
  // When she prints the census, and on a chart a band and the medicines
  await keys.press('p')
  await expect(page.getByText('Goes to the printer: ')).toBeVisible()
  const patient = (await board.beds()).find(({ name }) => name !== null)
  await board.bed(must(patient?.label, 'a patient on the ward')).click()
  await expect(page.getByRole('tab', { name: 'Observations' })).toBeVisible()
  await page.getByRole('button', { name: 'Print wristband' }).waitFor()
  await keys.press('p')
  await expect(page.getByText('Goes to the printer: 1')).toBeVisible()
  await keys.press('m')
  await page.getByRole('button', { name: 'Print medicine chart' }).waitFor()
  await keys.press('p')
  await expect(page.getByText('Goes to the printer: ')).toBeVisible()
  // Then the printer has acknowledged all of it, and the files are there
  await page.getByRole('link', { name: 'Nothing to print' }).click()
  await expect(page.getByRole('heading', { name: 'Printing', exact: true })).toBeVisible()
  const rows = page.getByRole('row').filter({ hasText: 'Printed' })
  await expect(rows.filter({ hasText: 'Medicine chart' })).not.toHaveCount(0)
  await expect(rows.filter({ hasText: 'Wristband' })).not.toHaveCount(0)
  await expect(rows.filter({ hasText: 'Ward census' })).not.toHaveCount(0)
  const files = readdirSync(`${desk.dir}-printed`)
  for (const name of [/^census-.*\.pdf$/, /^wristband-.*\.zpl$/, /^medicineChart-.*\.pdf$/])
    expect(files.filter((file) => name.test(file))).not.toEqual([])
  expect(await axeFindings(page)).toEqual([])
  // When the band has to be printed again, Then the job says that it is a reprint
  await rows.filter({ hasText: 'Wristband' }).first().getByRole('button', { name: 'Print again' }).click()
  await expect(rows.filter({ hasText: 'Reprint 1' })).toContainText('Wristband')
})

test('labels come out by themselves at hand-over where the workstation is set so, and once each', async ({ desk }) => {
  const { begin, keys, page } = deskOf(desk)
  const folder = `${desk.dir}-printed`
  const labels = () =>
    (existsSync(folder) ? readdirSync(folder) : []).filter((file) => /^label-.*\.pdf$/.test(file)).length
  // Given a pharmacist at a workstation that has a label printer
  await begin('dilani', WARD)
  await page.getByRole('link', { name: /^Nothing to print|^Print/ }).click()
  const byThemselves = page.getByRole('checkbox', { name: /^Labels are printed by themselves/ })
  await expect(byThemselves).not.toBeChecked()
  await byThemselves.press('Space')
  await expect(byThemselves).toBeChecked()
  expect(await axeFindings(page)).toEqual([])
  // When she hands a medicine over at the counter
  const handOver = async () => {
    await page.getByRole('link', { name: 'Counter' }).click()
    await expect(page.getByRole('heading', { name: 'Counter' })).toBeVisible()
    await keys.scan(boxOf({ name: 'albendazole', form: 'tablet' }, 'NONE'))
    await expect(
      page
        .getByRole('listitem')
        .filter({ hasText: 'albendazole' })
        .getByLabel(/How many/),
    ).toBeFocused()
    await keys.type('1')
    await keys.press('Control+Enter')
    await expect(page.getByText('Handed over')).toBeVisible()
  }
  const before = labels()
  await handOver()
  // Then its label is at the printer without another key
  await expect(page.getByText('Goes to the printer: 1')).toBeVisible()
  await expect.poll(labels).toBe(before + 1)
  // When it is set otherwise, Then only a key prints
  await page.getByRole('link', { name: /^Nothing to print|^Print/ }).click()
  await byThemselves.press('Space')
  await handOver()
  await expect(page.getByText('Goes to the printer')).toBeHidden()
  await keys.press('p')
  await expect(page.getByText('Goes to the printer: 1')).toBeVisible()
  await expect.poll(labels).toBe(before + 2)
})
