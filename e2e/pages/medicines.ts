import { expect } from '@playwright/test'
import { demoMedicines } from '../../server/demo/formulary/read-medicines.ts'
import { must } from '../support/must.ts'
import type { Desk } from './desk.ts'

/** A medicine of the demonstration's formulary, as it is looked for, ordered and scanned. */
export interface Ordered {
  name: string
  form: string
  /** In the unit that the form offers first. */
  dose: string
}

/** What a box of a demonstration medicine says of itself, with this lot. */
export function boxOf({ name, form }: Pick<Ordered, 'name' | 'form'>, lot = 'LOT1', expiry = '290531'): string {
  const products = demoMedicines().find((medicine) => medicine.name === name)?.products ?? []
  const pack = products.find((product) => product.form === form)?.packs[0]
  return `01${must(pack?.gtin, `no barcode of ${name}`)}17${expiry}10${lot}`
}

/** The number on the wristband of whose chart is open. */
export async function wristbandOf({ chart }: Desk): Promise<string> {
  const banner = await chart.banner.innerText()
  return must(/PHN ([0-9A-Z ]+?)\s*BHT/.exec(banner)?.[1], 'the banner shows no PHN').replaceAll(' ', '')
}

/** Orders each of them once, at once, by mouth, for the patient in this bed.
 * @returns the number on the wristband */
export async function orderAtOnce(desk: Desk, label: string, medicines: readonly Ordered[]): Promise<string> {
  const { board, keys, page } = desk
  await board.find(label)
  await keys.press('Enter')
  const phn = await wristbandOf(desk)
  await keys.press('m')
  const panel = page.getByRole('complementary', { name: 'Order a medicine' })
  for (const { name, dose } of medicines) {
    await keys.press('o')
    await expect(panel.getByLabel('Medicine').first()).toBeFocused()
    await keys.type(name.slice(0, 6))
    await expect(panel.getByRole('option', { name: new RegExp(name, 'i') }).first()).toBeVisible()
    await keys.press('Enter')
    await panel.getByLabel('Dose', { exact: true }).fill(dose)
    await panel.getByLabel('Route').selectOption({ label: 'by mouth' })
    await panel.getByLabel('How often').selectOption({ label: 'once, at once' })
    await expect(panel.getByText('Checked by demonstration data')).toBeVisible()
    await expect(panel.getByRole('button', { name: 'Order', exact: false }).last()).toBeEnabled()
    await keys.press('Control+Enter')
    await expect(panel).toBeHidden()
  }
  return phn
}
