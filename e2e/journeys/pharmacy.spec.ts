import { demoMedicines } from '../../server/demo/formulary/read-medicines.ts'
import { deskOf } from '../pages/desk.ts'
import { axeFindings } from '../support/axe.ts'
import { expect, test } from '../support/fixtures.ts'
import { must } from '../support/must.ts'

const WARD = 'Surgical ward'

/** What a box of a demonstration medicine says of itself, with this lot. */
function boxOf(name: string, form: string, lot: string, expiry = '290531'): string {
  const products = demoMedicines().find((medicine) => medicine.name === name)?.products ?? []
  const pack = products.find((product) => product.form === form)?.packs[0]
  return `01${must(pack?.gtin, `no barcode of ${name}`)}17${expiry}10${lot}`
}

test('from the supplier to the patient: what came is on the shelf, the first to expire is taken, and the bin card adds up', async ({
  desk,
}) => {
  const { begin, keys, page } = deskOf(desk)
  // Given a pharmacist who takes in a delivery: a box that is scanned, and one that is looked for
  await begin('dilani', WARD)
  await page.getByRole('link', { name: 'Stock' }).click()
  await expect(page.getByRole('heading', { name: 'Stock' })).toBeVisible()
  expect(await axeFindings(page)).toEqual([])
  await keys.press('g')
  await expect(page.getByRole('heading', { name: 'Goods received' })).toBeVisible()
  await page.getByLabel('Supplier').selectOption({ label: 'Lanka Medical Supplies' })
  await page.getByLabel('Number of the invoice').fill('JOURNEY 1')
  await keys.scan(boxOf('cetirizine', 'tablet', 'NEWLOT'))
  const line = page.getByRole('listitem').filter({ hasText: 'cetirizine' })
  await expect(line.getByLabel('Lot')).toHaveValue('NEWLOT')
  await expect(line.getByLabel('Expiry')).toHaveValue('2029-05-31')
  await line.getByLabel('Packs', { exact: true }).fill('2')
  await line.getByLabel('Price a pack').fill('1,250.50')
  await expect(page.getByText('To be paid')).toContainText('2,501.00')
  expect(await axeFindings(page)).toEqual([])
  // When she has saved it
  await keys.press('Control+Enter')
  await expect(page.getByRole('heading', { name: 'Stock' })).toBeVisible()
  await page.getByLabel('Medicine, brand or lot').fill('NEWLOT')
  await page.getByRole('button', { name: /cetirizine/ }).click()
  const panel = page.getByRole('complementary', { name: 'Dispensary' })
  await expect(panel.getByRole('button', { name: 'Lot NEWLOT' })).toBeVisible()
  await panel.getByRole('tab', { name: 'Bin card' }).click()
  await expect(panel.getByRole('row').nth(1)).toContainText('NEWLOT')
  const before = Number(await panel.getByRole('row').nth(1).getByRole('cell').last().innerText())
  expect(await axeFindings(page)).toEqual([])
  await keys.press('Escape')
  // Then the counter takes the batch that expires first, though the new box was scanned, unless she says why
  await page.getByRole('link', { name: 'Counter' }).click()
  await expect(page.getByRole('heading', { name: 'Counter' })).toBeVisible()
  await keys.scan(boxOf('cetirizine', 'tablet', 'NEWLOT'))
  const item = page.getByRole('listitem').filter({ hasText: 'cetirizine' })
  await expect(item.getByLabel(/How many/)).toBeFocused()
  await keys.type('6')
  await expect(item.getByText(/expires earlier/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Hand over' })).toBeDisabled()
  await item.getByLabel('Why not the first to expire').fill('The other box is open')
  expect(await axeFindings(page)).toEqual([])
  await keys.press('Control+Enter')
  await expect(page.getByText('Handed over')).toBeVisible()
  await page.getByRole('link', { name: 'Stock' }).click()
  await page.getByLabel('Medicine, brand or lot').fill('NEWLOT')
  await page.getByRole('button', { name: /cetirizine/ }).click()
  await panel.getByRole('tab', { name: 'Bin card' }).click()
  await expect(panel.getByRole('row').nth(1)).toContainText('−6')
  await expect(panel.getByRole('row').nth(1).getByRole('cell').last()).toHaveText(String(before - 6))
  // and a recalled lot is given no more; who was given it stands there
  await keys.press('Escape')
  await keys.scan(boxOf('cetirizine', 'tablet', 'NEWLOT'))
  const lot = page.getByRole('complementary', { name: 'Lot NEWLOT' })
  await expect(lot.getByText('Given 1 times')).toBeVisible()
  await expect(lot.getByText('Counter sale')).toBeVisible()
  await lot.getByRole('button', { name: 'Ask the whole hospital' }).click()
  await expect(lot.getByText('every department of the hospital')).toBeVisible()
  await expect(lot.getByText('Given 1 times')).toBeVisible()
  await lot.getByLabel('Why it is recalled').fill('Broken seals')
  await lot.getByRole('button', { name: 'Recall this lot' }).click()
  await expect(lot.getByText('Recalled: Broken seals')).toBeVisible()
  expect(await axeFindings(page)).toEqual([])
  // nor at the bedside, whoever has the box
  await begin('nimali', 'Medical ward, men')
  await page.getByRole('link', { name: 'Round' }).click()
  await page.locator('.round-row').first().click()
  await expect(page.locator('.order').first()).toBeVisible()
  await keys.scan(boxOf('cetirizine', 'tablet', 'NEWLOT'))
  await expect(page.getByText('The lot was recalled: Broken seals')).toBeVisible()
})

test('five medicines for a patient at the counter, and a controlled one that needs a second person', async ({
  desk,
}) => {
  const { begin, board, keys, page } = deskOf(desk)
  await begin('dilani', WARD)
  const name = must((await board.calmPatients())[2]?.name, 'nobody is calm')
  await page.getByRole('link', { name: 'Counter' }).click()
  await expect(page.getByRole('heading', { name: 'Counter' })).toBeVisible()
  await page.getByLabel('For').fill(name.split(',')[0] ?? '')
  await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible()
  await keys.press('Enter')
  await expect(page.getByRole('button', { name: 'Somebody else' })).toBeVisible()
  for (const [medicine, form] of [
    ['paracetamol', 'tablet'],
    ['loperamide', 'capsule'],
    ['cetirizine', 'tablet'],
    ['omeprazole', 'capsule'],
  ] as const) {
    await keys.scan(boxOf(medicine, form, 'NONE'))
    await expect(
      page
        .getByRole('listitem')
        .filter({ hasText: medicine })
        .getByLabel(/How many/),
    ).toBeFocused()
    await keys.type('10')
  }
  await page.getByLabel('Medicine').fill('morphine')
  await keys.press('Enter')
  await expect(
    page
      .getByRole('listitem')
      .filter({ hasText: 'morphine' })
      .getByLabel(/How many/),
  ).toBeFocused()
  await keys.type('2')
  await expect(page.getByRole('button', { name: 'Hand over' })).toBeDisabled()
  await page.getByLabel('Second person’s user name').fill('nimali')
  await page.getByLabel('Second person’s PIN').fill('1111')
  await page.getByLabel('Your own PIN').fill('6666')
  expect(await axeFindings(page)).toEqual([])
  await keys.press('Control+Enter')
  await expect(page.getByText('Handed over')).toBeVisible()
  // and what comes back of it is on the shelf again
  await page.getByLabel('For').fill(name.split(',')[0] ?? '')
  await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible()
  await keys.press('Enter')
  const given = page.getByRole('listitem').filter({ hasText: 'loperamide' })
  await given.getByRole('button', { name: 'Came back' }).click()
  await given.getByLabel('Why it came back').fill('Discharged early')
  await keys.press('Enter')
  await expect(given.getByText('10 came back')).toBeVisible()
  // Then the register of the controlled one names both
  await page.getByRole('link', { name: 'Stock' }).click()
  await page.getByLabel('Medicine, brand or lot').fill('morphine')
  await page
    .getByRole('button', { name: /morphine/ })
    .first()
    .click()
  const panel = page.getByRole('complementary', { name: 'Dispensary' })
  await panel.getByRole('tab', { name: 'Bin card' }).click()
  await expect(panel.getByRole('row').nth(1)).toContainText('Dilani Fernando + Nimali Perera')
  await expect(panel.getByRole('row').nth(1)).toContainText('−2')
  await keys.press('Escape')
  // When two persons count it as the shift ends, then the first slip is asked again, and nothing is told before
  await page.getByRole('heading', { name: 'Stock' }).click()
  await keys.press('r')
  await expect(page.getByRole('heading', { name: 'Controlled medicines' })).toBeVisible()
  const ampoules = page.getByRole('button', { name: /^morphine.*injection/ })
  await ampoules.click()
  const register = page.getByRole('complementary', { name: 'Dispensary' })
  await register.getByRole('tab', { name: 'Register' }).click()
  await expect(register.locator('tbody tr').first()).toBeVisible()
  const before = must(await register.locator('tbody tr').first().locator('td').last().textContent(), 'no balance')
  const count = register.getByRole('form', { name: 'Count by two persons' })
  const counted = async (mine: number, second: number) => {
    await count.getByLabel('You counted').fill(String(mine))
    await count.getByLabel('Second person counted').fill(String(second))
    await count.getByLabel('Second person’s user name').fill('nimali')
    await count.getByLabel('Second person’s PIN').fill('1111')
    await count.getByLabel('Your own PIN').fill('6666')
    await keys.press('Enter')
  }
  const onHand = Number(before)
  await register.getByRole('tab', { name: 'Count by two persons' }).click()
  await counted(onHand, onHand + 1)
  await expect(count.getByText('The two persons have counted different numbers.')).toBeVisible()
  expect(await axeFindings(page)).toEqual([])
  // When they find one fewer, then that stands in the register, and the drawer is locked
  await counted(onHand - 1, onHand - 1)
  await expect(register.getByText(/^Locked: a count did not agree/)).toBeVisible()
  await expect(register.locator('tbody tr').first()).toContainText(`Counted: ${onHand - 1}`)
  await expect(register.locator('tbody tr').first()).toContainText('Dilani Fernando + Nimali Perera')
  expect(await axeFindings(page)).toEqual([])
  // When it is settled with somebody who did not count, then it opens
  const settle = register.getByRole('form', { name: 'What was the difference?' })
  await settle.getByLabel('What was the difference?').fill('One broken, found under the drawer')
  await settle.getByLabel('Second person’s user name').fill('admin')
  await settle.getByLabel('Second person’s PIN').fill('9999')
  await settle.getByLabel('Your own PIN').fill('6666')
  await keys.press('Enter')
  await expect(register.getByText(/^Locked: a count did not agree/)).toBeHidden()
  await expect(register.locator('tbody tr').first()).toContainText('One broken, found under the drawer')
})

test('orders of the ward: one key verifies what no check warns of, and two scans and a key hand a medicine over', async ({
  desk,
}) => {
  const { begin, board, chart, keys, page } = deskOf(desk)
  // Given a doctor who orders what no other journey orders: the same again would be warned of
  await begin('sivakumar', WARD)
  const { label } = must((await board.calmPatients())[3], 'nobody is calm')
  await board.find(label)
  await keys.press('Enter')
  const banner = await chart.banner.innerText()
  const phn = must(/PHN ([0-9A-Z ]+?)\s*BHT/.exec(banner)?.[1], 'the banner shows no PHN').replaceAll(' ', '')
  await keys.press('m')
  await keys.press('o')
  const order = page.getByRole('complementary', { name: 'Order a medicine' })
  await keys.type('ascor')
  await expect(order.getByRole('option', { name: /ascorbic acid/ })).toBeVisible()
  await keys.press('Enter')
  await order.getByLabel('Dose', { exact: true }).fill('100')
  await order.getByLabel('How often').selectOption({ label: 'once, at once' })
  await expect(order.getByRole('button', { name: 'Order', exact: false }).last()).toBeEnabled()
  await keys.press('Control+Enter')
  await expect(order).toBeHidden()
  // When the pharmacist scans the wristband, verifies, and scans the box
  await begin('dilani', WARD)
  await page.getByRole('link', { name: 'Prescriptions' }).click()
  await expect(page.getByRole('heading', { name: 'Prescriptions' })).toBeVisible()
  expect(await axeFindings(page)).toEqual([])
  await keys.scan(`P-${phn}`)
  const verify = page.getByRole('button', { name: /^Verify \d/ })
  await expect(verify).toBeEnabled()
  expect(await axeFindings(page)).toEqual([])
  expect(
    await keys.count(async () => {
      await keys.press('v')
      await expect(page.getByText(/^Verified by Dilani Fernando/).first()).toBeVisible()
    }),
  ).toBe(1)
  const strokes = await keys.count(async () => {
    await keys.scan(boxOf('ascorbic acid', 'tablet', 'NONE'))
    await expect(page.getByRole('heading', { name: 'Counter' })).toBeVisible()
    await expect(
      page
        .getByRole('listitem')
        .filter({ hasText: 'ascorbic acid' })
        .getByLabel(/How many/),
    ).toHaveValue('1')
    await keys.press('Control+Enter')
    await expect(page.getByText('Handed over')).toBeVisible()
  })
  // Then one key has handed it over, and the queue says so
  expect(strokes).toBe(1)
  await page.getByRole('link', { name: 'Prescriptions' }).click()
  await expect(page.getByRole('heading', { name: 'Prescriptions' })).toBeVisible()
  await keys.scan(`P-${phn}`)
  const ordered = page.getByRole('listitem').filter({ hasText: 'ascorbic acid' })
  await expect(ordered.getByText(/1 handed over/)).toBeVisible()
})

test('a stock count is blind: much fewer is counted again, and somebody who has not counted approves', async ({
  desk,
}) => {
  const { begin, keys, page } = deskOf(desk)
  await begin('dilani', WARD)
  await page.getByRole('link', { name: 'Stock' }).click()
  await page.getByLabel('Medicine, brand or lot').fill('allopurinol')
  const onHand = page
    .getByRole('row', { name: /allopurinol/ })
    .getByRole('cell')
    .nth(1)
  const before = Number.parseInt(await onHand.innerText(), 10)
  await keys.press('Escape')
  await page.getByRole('button', { name: 'Stock count' }).click()
  await page.getByRole('button', { name: 'Begin a count' }).click()
  await page.getByLabel('Medicine, brand or lot').fill('allopurinol')
  const found = page.getByLabel(/^Found of allopurinol/).first()
  await expect(found).toBeVisible()
  expect(await axeFindings(page)).toEqual([])
  await found.fill('1')
  await keys.press('Enter')
  await expect(page.getByText('Count once more')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Approve' })).toBeDisabled()
  await found.fill('1')
  await keys.press('Enter')
  await expect(page.getByText('1 found')).toBeVisible()
  // When an administrator, who has counted nothing, approves
  await begin('admin', WARD)
  await page.evaluate(() => {
    window.location.hash = '#/count'
  })
  await page.getByRole('button', { name: 'Approve' }).click()
  await expect(page.getByRole('heading', { name: 'Stock', exact: true })).toBeVisible()
  // Then the ledger is what was counted
  await page.getByLabel('Medicine, brand or lot').fill('allopurinol')
  const cell = page
    .getByRole('row', { name: /allopurinol/ })
    .getByRole('cell')
    .nth(1)
  await expect(cell).not.toHaveText(new RegExp(`^${before} `))
})
