import type { Locator } from '@playwright/test'
import { deskOf } from '../pages/desk.ts'
import { expect, test } from '../support/fixtures.ts'
import { must } from '../support/must.ts'

const WARD = 'Medical ward, women'

/** Intake, output and balance of a row of sums. */
async function numbersOf(row: Locator): Promise<[number, number, number]> {
  await expect(row).toBeVisible()
  const [intake, output, balance] = await row.getByRole('cell').allTextContents()
  const number = (text: string | undefined) => Number(must(text, 'the row has no such cell').replace(/[,+]/g, ''))
  return [number(intake), number(output), number(balance)]
}

test('what goes in and out is summed at once, and a slip counts no more', async ({ desk }) => {
  const { begin, board, keys, page, shell } = deskOf(desk)
  await begin('nimali', WARD)
  const { label } = must((await board.calmPatients())[2], 'too few calm patients')
  await board.find(label)
  await keys.press('Enter')
  await expect(page.getByRole('tab', { name: 'Observations' })).toBeVisible()
  await keys.press('f')
  const day = page.getByRole('table', { name: 'Fluid balance by shift and day' }).getByRole('row', { name: /^24 h/ })
  // The hospital is shared: what is compared is what this journey adds.
  const [intake, output] = await numbersOf(day)
  const dayIs = (more: number, less: number) =>
    expect(async () => {
      expect(await numbersOf(day)).toEqual([intake + more, output + less, intake + more - output - less])
    }).toPass()
  // When a nurse records a drink with the keys alone
  await keys.press('n')
  await expect(page.getByRole('radio', { name: 'By mouth' })).toBeFocused()
  await page.getByRole('textbox', { name: 'Volume (mL)' }).focus()
  await keys.type('250')
  await keys.press('Enter')
  // Then it is in the sums, also when the server has answered
  await dayIs(250, 0)
  // When urine follows
  await page.getByRole('radio', { name: 'Urine' }).click()
  await page.getByRole('textbox', { name: 'Volume (mL)' }).focus()
  await keys.type('400')
  await keys.press('Enter')
  await dayIs(250, 400)
  await shell.settled()
  await dayIs(250, 400)
  // When the urine is marked as entered in error, then it stays to be seen and counts no more
  await page
    .getByRole('button', { name: /^Urine 400 mL of .*: entered in error$/ })
    .first()
    .click()
  await keys.type('wrong patient')
  await keys.press('Enter')
  await expect(page.getByRole('table', { name: 'Fluid records, newest first' })).toContainText(
    'Entered in error: wrong patient',
  )
  await dayIs(250, 0)
  await shell.settled()
})
