import { deskOf } from '../pages/desk.ts'
import { boxOf, wristbandOf } from '../pages/medicines.ts'
import { axeFindings } from '../support/axe.ts'
import { expect, test } from '../support/fixtures.ts'
import { must } from '../support/must.ts'

const WARD = 'Orthopaedic ward'

test('an infusion: two scans and a key hang the bag, its rate and its end are recorded by keys, and the balance counts what ran in', async ({
  desk,
}) => {
  const here = deskOf(desk)
  const { begin, board, keys, page, shell } = here
  // Given a doctor who orders a litre of saline at 125 mL an hour
  await begin('sivakumar', WARD)
  const { label } = must((await board.calmPatients())[2], 'too few calm patients')
  await board.find(label)
  await keys.press('Enter')
  const phn = await wristbandOf(here)
  await keys.press('m')
  await keys.press('o')
  const panel = page.getByRole('complementary', { name: 'Order a medicine' })
  await expect(panel.getByLabel('Medicine').first()).toBeFocused()
  await keys.type('sodium chl')
  await expect(panel.getByRole('option', { name: /sodium chloride/i }).first()).toBeVisible()
  await keys.press('Enter')
  await panel.getByLabel('How often').selectOption({ label: 'infusion' })
  await expect(panel.getByLabel('Unit', { exact: true })).toHaveValue('mL')
  await panel.getByLabel('Dose', { exact: true }).fill('1000')
  await panel.getByLabel('Rate', { exact: true }).fill('125')
  await expect(panel.getByRole('button', { name: 'Order', exact: false }).last()).toBeEnabled()
  expect(await axeFindings(page)).toEqual([])
  await keys.press('Control+Enter')
  await expect(panel).toBeHidden()
  const order = page.getByRole('listitem').filter({ hasText: 'sodium chloride' }).first()
  await expect(order.getByRole('button', { name: /due/ })).toBeVisible()
  // When a nurse scans the wristband and the bag
  await begin('nimali', WARD)
  await shell.showWard(WARD)
  await keys.press('m')
  await expect(page.getByRole('heading', { name: 'Medication round' })).toBeVisible()
  const strokes = await keys.count(async () => {
    await keys.scan(`P-${phn}`)
    await expect(order).toBeVisible()
    await keys.scan(boxOf({ name: 'sodium chloride', form: 'solution for infusion' }))
    await expect(page.getByText('Right: give it')).toBeVisible()
    await expect(page.getByText('Runs from now at 125 mL an hour, as ordered.')).toBeVisible()
    await keys.press('Enter')
    await expect(page.getByText('Right: give it')).toBeHidden()
  })
  // Then one key has hung it, and it says when it is empty
  expect(strokes).toBe(1)
  await expect(order).toContainText('runs 125 mL an hour')
  await expect(order).toContainText('0 of 1,000 mL')
  await expect(order).toContainText(/empty at \d\d:\d\d/)
  expect(await axeFindings(page)).toEqual([])
  // When she sets it slower, after a slip of the hand
  await shell.settled()
  await keys.press('r')
  const step = page.getByRole('complementary', { name: 'Infusion' })
  await expect(step.getByLabel('Rate now (mL an hour)')).toBeFocused()
  expect(await axeFindings(page)).toEqual([])
  await step.getByLabel('Rate now (mL an hour)').fill('none')
  await keys.press('Enter')
  await expect(step.getByText('Enter the rate as a number above zero.')).toBeVisible()
  await step.getByLabel('Rate now (mL an hour)').fill('80')
  await keys.press('Enter')
  await expect(step).toBeHidden()
  // Then it runs so, and says what was ordered
  await expect(order).toContainText('runs 80 mL an hour')
  await shell.settled()
  // When it is ended with 940 mL left in the bag
  await keys.press('r')
  await step.getByRole('radio', { name: 'Ended' }).click()
  await step.getByLabel(/^mL left in the bag/).fill('940')
  await keys.press('Enter')
  await expect(step).toBeHidden()
  await expect(order).toContainText('ended')
  await expect(order).toContainText('60 of 1,000 mL')
  // Then the details say who did what, and the balance has the 60 mL
  await order.getByRole('button', { name: /^Details of/ }).click()
  const changes = page.getByRole('region', { name: 'Changes of the infusion' })
  await expect(changes).toContainText('New rate: 80 mL an hour')
  await expect(changes).toContainText('940 mL left')
  expect(await axeFindings(page)).toEqual([])
  await keys.press('Escape')
  await keys.press('f')
  await expect(page.getByRole('list', { name: /^The balance counts these/ })).toContainText('60 mL today')
  expect(await axeFindings(page)).toEqual([])
  await shell.settled()
})
