import { demoMedicines } from '../../server/demo/formulary/read-medicines.ts'
import { deskOf } from '../pages/desk.ts'
import { boxOf, type Ordered, orderAtOnce } from '../pages/medicines.ts'
import { expect, test } from '../support/fixtures.ts'
import { must } from '../support/must.ts'

const WARD = 'Surgical ward'
const FIVE: readonly Ordered[] = [
  { name: 'albendazole', form: 'tablet', dose: '400' },
  { name: 'cetirizine', form: 'tablet', dose: '10' },
  { name: 'loperamide', form: 'capsule', dose: '2' },
  { name: 'omeprazole', form: 'capsule', dose: '20' },
  { name: 'paracetamol', form: 'tablet', dose: '500' },
]

test('five medicines of a ward: one key verifies them, six scans and a key hand them over', async ({ desk }) => {
  test.setTimeout(300_000)
  const hands = deskOf(desk)
  const { begin, board, keys, page } = hands
  // Given a patient for whom a doctor has ordered five medicines that no check warns of
  await begin('sivakumar', WARD)
  const { label } = must((await board.calmPatients())[4], 'fewer than five are calm')
  const phn = await orderAtOnce(hands, label, FIVE)
  await begin('dilani', WARD)
  await page.getByRole('link', { name: 'Prescriptions' }).click()
  await expect(page.getByRole('heading', { name: 'Prescriptions' })).toBeVisible()
  // When the pharmacist scans the wristband and verifies
  let scans = 0
  const scan = async (text: string) => {
    scans++
    await keys.scan(text)
  }
  await scan(`P-${phn}`)
  await expect(page.getByRole('button', { name: /^Verify 5/ })).toBeEnabled()
  const verifying = await keys.count(async () => {
    await keys.press('v')
    await expect(page.getByText(/^Verified by Dilani Fernando/)).toHaveCount(5)
  })
  expect(verifying).toBe(1)
  // and scans each box
  const handing = await keys.count(async () => {
    for (const { name, form } of FIVE) {
      await scan(boxOf({ name, form }, 'NONE'))
      await expect(page.getByRole('heading', { name: 'Counter' })).toBeVisible()
      const item = page.getByRole('listitem').filter({ hasText: name })
      await expect(item.getByLabel(/How many/)).toHaveValue('1')
    }
    await keys.press('Control+Enter')
    await expect(page.getByText('Handed over')).toBeVisible()
  })
  // Then it was one scan for each item and one for the patient, and one key
  expect({ scans, handing }).toEqual({ scans: FIVE.length + 1, handing: 1 })
  await page.getByRole('link', { name: 'Prescriptions' }).click()
  await keys.scan(`P-${phn}`)
  await expect(page.getByText(/1 handed over/)).toHaveCount(5)
})

test('a delivery of twenty lines: each is a scan, its packs and its price, and nothing is typed that the box says', async ({
  desk,
}) => {
  test.setTimeout(300_000)
  const { begin, keys, page } = deskOf(desk)
  await begin('dilani', WARD)
  await page.getByRole('link', { name: 'Stock' }).click()
  await expect(page.getByRole('heading', { name: 'Stock' })).toBeVisible()
  await keys.press('g')
  await expect(page.getByRole('heading', { name: 'Goods received' })).toBeVisible()
  await page.getByLabel('Supplier').selectOption({ label: 'Lanka Medical Supplies' })
  await page.getByLabel('Number of the invoice').fill('TWENTY LINES')
  const tablets = demoMedicines().flatMap(({ name, products }) =>
    products.some(({ form }) => form === 'tablet') ? [{ name, form: 'tablet' }] : [],
  )
  const twenty = tablets.slice(-20)
  const lines = page.locator('.receive-line')
  const strokes = await keys.count(async () => {
    for (const [i, medicine] of twenty.entries()) {
      await keys.scan(boxOf(medicine, `GRN${i}`))
      const line = lines.nth(i)
      await expect(line).toContainText(medicine.name, { ignoreCase: true })
      await expect(line.getByLabel('Lot')).toHaveValue(`GRN${i}`)
      await expect(line.getByLabel('Packs', { exact: true })).toBeFocused()
      await keys.type('5')
      await keys.press('Tab')
      await keys.type('120')
    }
    await expect(page.getByText('To be paid')).toContainText('12,000.00')
    await keys.press('Control+Enter')
    await expect(page.getByRole('heading', { name: 'Stock', exact: true })).toBeVisible()
  })
  // Then it was five strokes a line, and one for all
  expect(strokes).toBe(20 * 5 + 1)
  await page.getByLabel('Medicine, brand or lot').fill('GRN19')
  await expect(page.getByRole('row', { name: new RegExp(twenty[19]?.name ?? '', 'i') }).first()).toBeVisible()
})

test('a recall: one scan shows where the lot is and who was given it', async ({ desk }) => {
  const { begin, keys, page } = deskOf(desk)
  await begin('dilani', WARD)
  await page.getByRole('link', { name: 'Stock' }).click()
  await expect(page.getByRole('heading', { name: 'Stock' })).toBeVisible()
  await page.getByLabel('Medicine, brand or lot').fill('loperamide')
  await page
    .getByRole('button', { name: /loperamide/ })
    .first()
    .click()
  const found = page.getByRole('complementary', { name: 'Dispensary' }).getByRole('button', { name: /^Lot / })
  const lot = (await found.first().innerText()).replace(/^Lot /, '').trim()
  await keys.press('Escape')
  const strokes = await keys.count(async () => {
    await keys.scan(boxOf({ name: 'loperamide', form: 'capsule' }, lot))
    const panel = page.getByRole('complementary', { name: `Lot ${lot}` })
    await expect(panel.getByText(/^Given \d+ times/)).toBeVisible()
    await expect(panel.getByLabel('Why it is recalled')).toBeVisible()
  })
  expect(strokes).toBe(0)
})
