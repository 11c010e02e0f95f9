import { deskOf } from '../pages/desk.ts'
import { boxOf } from '../pages/medicines.ts'
import { axeFindings } from '../support/axe.ts'
import { expect, test } from '../support/fixtures.ts'
import { must } from '../support/must.ts'

const WARD = 'Surgical ward'
const MEDICINE = 'losartan'

test('an order of a supplier: the list of what is too few drafts it, somebody else approves it, and a scan and a key receive it', async ({
  desk,
}) => {
  const { begin, keys, page } = deskOf(desk)
  // Given a product that is below the level at which it is ordered again
  await begin('dilani', WARD)
  await page.getByRole('link', { name: 'Stock' }).click()
  await page.getByLabel('Medicine, brand or lot').fill(MEDICINE)
  const row = page.getByRole('row', { name: new RegExp(MEDICINE) }).first()
  const text = must(await row.getByRole('cell').nth(1).textContent(), 'no quantity')
  const onHand = Number.parseInt(text.replaceAll(',', ''), 10)
  await row.getByRole('button').first().click()
  const levels = page.getByRole('form', { name: 'When it is ordered again' })
  await levels.getByLabel('Order at').fill(String(onHand + 50))
  await levels.getByLabel('Up to').fill(String(onHand + 50))
  await keys.press('Enter')
  await expect(levels.getByText('It is ordered up to more than the level')).toBeVisible()
  await levels.getByLabel('Up to').fill(String(onHand + 500))
  await keys.press('Enter')
  await expect(levels.getByText('It is ordered up to more than the level')).toBeHidden()
  expect(await axeFindings(page)).toEqual([])
  await keys.press('Escape')
  await page.getByRole('heading', { name: 'Stock', exact: true }).click()
  await keys.press('o')
  await expect(page.getByRole('heading', { name: 'Orders', exact: true })).toBeVisible()
  const low = page.getByRole('table', { name: /^To be ordered again/ })
  await expect(low.getByRole('row', { name: new RegExp(MEDICINE) })).toBeVisible()
  expect(await axeFindings(page)).toEqual([])
  // When one key makes a draft of it, then nothing is too few any more, and the one who wrote it cannot approve it
  await keys.press('d')
  await expect(page.getByText('No product is below the level')).toBeVisible()
  const orders = page.getByRole('table', { name: 'Orders of suppliers' })
  const ours = orders.getByRole('row').nth(1)
  await expect(ours).toContainText('draft')
  await ours.getByRole('button').click()
  const panel = page.getByRole('complementary')
  await expect(panel).toContainText(MEDICINE)
  expect(await axeFindings(page)).toEqual([])
  await panel.getByRole('button', { name: 'Approve and order' }).click()
  await expect(panel.getByText('You have written this order yourself.')).toBeVisible()
  // When an administrator approves it
  await begin('admin', WARD)
  await page.getByRole('link', { name: 'Stock' }).click()
  await expect(page.getByRole('heading', { name: 'Stock', exact: true })).toBeVisible()
  await keys.press('o')
  await ours.getByRole('button').click()
  await panel.getByRole('button', { name: 'Approve and order' }).click()
  await expect(ours).toContainText('ordered')
  // Then what it says stands in the receipt, and a scan of the box and a key are all
  await begin('dilani', WARD)
  await page.getByRole('link', { name: 'Stock' }).click()
  await expect(page.getByRole('heading', { name: 'Stock', exact: true })).toBeVisible()
  await keys.press('o')
  await ours.getByRole('button').click()
  await panel.getByRole('button', { name: 'Goods of it have come' }).click()
  await expect(page.getByRole('heading', { name: 'Goods received' })).toBeVisible()
  const line = page.locator('.receive-line')
  await expect(line).toHaveCount(1)
  await page.getByLabel('Number of the invoice').fill('OF AN ORDER')
  const strokes = await keys.count(async () => {
    await keys.scan(boxOf({ name: MEDICINE, form: 'tablet' }, 'ORDERED'))
    await expect(line.getByLabel('Lot')).toHaveValue('ORDERED')
    await keys.press('Control+Enter')
    await expect(page.getByRole('heading', { name: 'Stock', exact: true })).toBeVisible()
  })
  expect(strokes).toBe(1)
  // And the order is over, with who and when
  await keys.press('o')
  await expect(ours).toContainText('over')
  await ours.getByRole('button').click()
  await expect(panel).toContainText(/Approved by/)
  expect(await axeFindings(page)).toEqual([])
})
