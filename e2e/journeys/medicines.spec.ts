import { demoMedicines } from '../../server/demo/formulary/read-medicines.ts'
import { deskOf } from '../pages/desk.ts'
import { axeFindings } from '../support/axe.ts'
import { expect, test } from '../support/fixtures.ts'
import { must } from '../support/must.ts'

const WARD = 'Surgical ward'

/** The barcode on the box of a demonstration medicine, with lot and expiry. */
function barcodeOf(name: string, form: string, expiry = '290531'): string {
  const products = demoMedicines().find((medicine) => medicine.name === name)?.products ?? []
  const pack = products.find((product) => product.form === form)?.packs[0]
  return `01${must(pack?.gtin, `no barcode of ${name}`)}17${expiry}10LOT1`
}

test('from the order to the bedside: two scans and a key give the first dose, and what is wrong is stopped', async ({
  desk,
}) => {
  const { begin, board, chart, keys, page, shell } = deskOf(desk)
  // Given a doctor who orders cetirizine at once for a patient
  await begin('sivakumar', WARD)
  const { label } = must((await board.calmPatients())[0], 'nobody is calm')
  await board.find(label)
  await keys.press('Enter')
  const banner = await chart.banner.innerText()
  const phn = must(/PHN ([0-9A-Z ]+?)\s*BHT/.exec(banner)?.[1], 'the banner shows no PHN').replaceAll(' ', '')
  await keys.press('m')
  await keys.press('o')
  const panel = page.getByRole('complementary', { name: 'Order a medicine' })
  await expect(panel.getByLabel('Medicine').first()).toBeFocused()
  await keys.type('cetir')
  await expect(panel.getByRole('option', { name: /cetirizine/ })).toBeVisible()
  await keys.press('Enter')
  await panel.getByLabel('Dose', { exact: true }).focus()
  await keys.type('10')
  await panel.getByLabel('How often').selectOption({ label: 'once, at once' })
  await expect(panel.getByText('Checked by demonstration data')).toBeVisible()
  expect(await axeFindings(page)).toEqual([])
  await expect(panel.getByRole('button', { name: 'Order', exact: false }).last()).toBeEnabled()
  await keys.press('Control+Enter')
  await expect(panel).toBeHidden()
  const order = page.getByRole('listitem').filter({ hasText: 'cetirizine' }).first()
  await expect(order).toContainText('10 mg')
  await expect(order.getByRole('button', { name: /due/ })).toBeVisible()
  // When a nurse scans the wristband in the round, and the box
  await begin('nimali', WARD)
  await shell.showWard(WARD)
  await keys.press('m')
  await expect(page.getByRole('heading', { name: 'Medication round' })).toBeVisible()
  expect(await axeFindings(page)).toEqual([])
  const strokes = await keys.count(async () => {
    await keys.scan(`P-${phn}`)
    await expect(order).toBeVisible()
    await keys.scan(barcodeOf('cetirizine', 'tablet'))
    await expect(page.getByText('Right: give it')).toBeVisible()
    await expect(page.getByText('Wristband scanned')).toBeVisible()
    expect(await axeFindings(page)).toEqual([])
    await keys.press('Enter')
    await expect(page.getByText('Right: give it')).toBeHidden()
  })
  // Then one key has recorded it
  expect(strokes).toBe(1)
  await expect(order).toContainText('Given')
  // and the same box again, an expired one and another medicine are answered with why not
  await keys.scan(barcodeOf('cetirizine', 'tablet'))
  await expect(page.getByRole('alert').filter({ hasText: 'No dose of it is open' })).toBeVisible()
  await keys.press('Escape')
  await keys.scan(barcodeOf('cetirizine', 'tablet', '250131'))
  await expect(page.getByRole('alert').filter({ hasText: 'Expired on' })).toContainText('Do not give')
  await keys.press('Escape')
  await keys.scan(barcodeOf('loperamide', 'capsule'))
  await expect(page.getByRole('alert').filter({ hasText: 'no order for it' })).toContainText('loperamide')
  await expect(page.getByRole('button', { name: /^Given/ })).toBeDisabled()
  await keys.press('Escape')
})

test('a high-alert medicine needs a second nurse, who calculates for herself', async ({ desk }) => {
  const { begin, board, keys, page } = deskOf(desk)
  await begin('sivakumar', WARD)
  const { label } = must((await board.calmPatients())[1], 'only one patient is calm')
  await board.find(label)
  await keys.press('Enter')
  await keys.press('m')
  await keys.press('o')
  const panel = page.getByRole('complementary', { name: 'Order a medicine' })
  await expect(panel.getByLabel('Medicine').first()).toBeFocused()
  await keys.type('oxyc')
  await expect(panel.getByRole('option', { name: /oxyCODONE/ })).toBeVisible()
  await keys.press('Enter')
  await panel.getByLabel('Dose', { exact: true }).fill('5')
  await panel.getByLabel('How often').selectOption({ label: 'once, at once' })
  await expect(panel.getByText('Checked by demonstration data')).toBeVisible()
  await keys.press('Control+Enter')
  await expect(panel).toBeHidden()
  // Given the second nurse's own PIN is known at this workstation
  await begin('kumari', WARD)
  await begin('nimali', WARD)
  await board.find(label)
  await keys.press('Enter')
  await keys.press('m')
  // When the box is scanned, without the wristband
  await keys.scan(barcodeOf('oxycodone', 'tablet'))
  await expect(page.getByText('Wristband not scanned')).toBeVisible()
  const given = page.getByRole('button', { name: /^Given ↵/ })
  await expect(given).toBeDisabled()
  await page.getByLabel('Why was it not scanned?').selectOption({ label: 'No wristband' })
  await expect(given).toBeDisabled()
  // and the second nurse calculates something else
  await page.getByLabel('Dose that you calculated (mg)').fill('50')
  await page.getByLabel('Second person’s user name').fill('kumari')
  await page.getByLabel('Second person’s PIN').fill('2222')
  await page.getByLabel('Your own PIN').fill('1111')
  await given.click()
  // Then it is not recorded; with the same figure it is
  await expect(page.getByText('The two nurses’ calculations differ.')).toBeVisible()
  await page.getByLabel('Dose that you calculated (mg)').fill('5')
  await given.click()
  const order = page.getByRole('listitem').filter({ hasText: 'oxyCODONE' }).first()
  await expect(order).toContainText('Given')
})

test('an order is changed by keys: it begins as it is, is no duplicate of itself, and keeps what it was', async ({
  desk,
}) => {
  const { begin, board, keys, page } = deskOf(desk)
  // Given an order of 5 mg once a day
  await begin('sivakumar', WARD)
  const { label } = must((await board.calmPatients())[2], 'only two patients are calm')
  await board.find(label)
  await keys.press('Enter')
  await keys.press('m')
  await keys.press('o')
  const panel = page.getByRole('complementary', { name: 'Order a medicine' })
  await expect(panel.getByLabel('Medicine').first()).toBeFocused()
  await keys.type('cetir')
  await expect(panel.getByRole('option', { name: /cetirizine/ })).toBeVisible()
  await keys.press('Enter')
  await panel.getByLabel('Dose', { exact: true }).fill('5')
  await panel.getByLabel('How often').selectOption({ label: 'once a day, 08:00' })
  await expect(panel.getByText('Checked by demonstration data')).toBeVisible()
  await expect(panel.getByRole('button', { name: 'Order', exact: false }).last()).toBeEnabled()
  await keys.press('Control+Enter')
  await expect(panel).toBeHidden()
  const order = page.getByRole('listitem').filter({ hasText: 'cetirizine' }).first()
  await expect(order).toContainText('5 mg')
  // When its details are opened and it is changed
  await order.getByRole('button', { name: /cetirizine/ }).focus()
  await keys.press('Enter')
  await keys.press('c')
  const change = page.getByRole('complementary', { name: 'Change the order' })
  const dose = change.getByLabel('Dose', { exact: true })
  await expect(dose).toBeFocused()
  await expect(dose).toHaveValue('5')
  await expect(change.getByLabel('How often')).toHaveValue('kept')
  const doChange = change.getByRole('button', { name: /^Change/ })
  await expect(doChange).toBeDisabled()
  await dose.fill('10')
  await expect(change.getByText('Checked by demonstration data')).toBeVisible()
  await expect(doChange).toBeDisabled()
  await change.getByLabel('Why is it changed?').selectOption({ label: 'Does not work well enough' })
  await expect(change.getByText('Checked by demonstration data')).toBeVisible()
  await expect(doChange).toBeEnabled()
  await expect(change.getByText('The same substance twice')).toBeHidden()
  expect(await axeFindings(page)).toEqual([])
  await keys.press('Control+Enter')
  await expect(change).toBeHidden()
  // Then the new version stands there alone, and the earlier one in its details
  await expect(order).toContainText('10 mg')
  await expect(page.getByRole('listitem').filter({ hasText: 'cetirizine' })).toHaveCount(1)
  await order.getByRole('button', { name: /cetirizine/ }).focus()
  await keys.press('Enter')
  await expect(page.getByText('Changed: Does not work well enough')).toBeVisible()
  const former = page.getByRole('region', { name: 'Earlier versions' })
  await expect(former).toContainText('5 mg')
  await expect(former).toContainText('version 1')
  expect(await axeFindings(page)).toEqual([])
})
