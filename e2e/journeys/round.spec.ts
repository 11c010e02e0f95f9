import { deskOf } from '../pages/desk.ts'
import { boxOf, type Ordered, orderAtOnce } from '../pages/medicines.ts'
import { axeFindings } from '../support/axe.ts'
import { expect, test } from '../support/fixtures.ts'

const WARD = 'Surgical ward'
const CETIRIZINE: Ordered = { name: 'cetirizine', form: 'tablet', dose: '10' }
const FOLIC: Ordered = { name: 'folic acid', form: 'tablet', dose: '5' }
const PATIENTS = 8

test('a round of eight patients: the wristband once, then one scan and one key for each dose', async ({ desk }) => {
  test.setTimeout(300_000)
  const hands = deskOf(desk)
  const { begin, board, keys, page, shell } = hands
  // Given eight patients, each with a medicine that is due, and two of them with a second one
  await begin('sivakumar', WARD)
  const beds = (await board.calmPatients()).slice(-PATIENTS).map(({ label }) => label)
  expect(beds).toHaveLength(PATIENTS)
  const due: { phn: string; medicines: Ordered[] }[] = []
  for (const [i, label] of beds.entries()) {
    const medicines = i < 2 ? [CETIRIZINE, FOLIC] : [CETIRIZINE]
    due.push({ phn: await orderAtOnce(hands, label, medicines), medicines })
    await shell.showWard(WARD)
  }
  // When a nurse goes through the ward with the scanner
  await begin('nimali', WARD)
  await shell.showWard(WARD)
  await keys.press('m')
  await expect(page.getByRole('heading', { name: 'Medication round' })).toBeVisible()
  let scans = 0
  const scan = async (text: string) => {
    scans++
    await keys.scan(text)
  }
  const strokes = await keys.count(async () => {
    for (const { phn, medicines } of due) {
      await scan(`P-${phn}`)
      for (const medicine of medicines) {
        const order = page.getByRole('listitem').filter({ hasText: medicine.name }).first()
        await expect(order.getByRole('button', { name: /due/ })).toBeVisible()
        await scan(boxOf(medicine))
        await expect(page.getByText('Right: give it')).toBeVisible()
        await expect(page.getByText('Wristband scanned')).toBeVisible()
        await keys.press('Enter')
        await expect(page.getByText('Right: give it')).toBeHidden()
        await expect(order).toContainText('Given')
      }
    }
  })
  // Then it took a scan for each patient, and a scan and a key for each dose
  const doses = due.reduce((sum, { medicines }) => sum + medicines.length, 0)
  expect(doses).toBe(PATIENTS + 2)
  expect({ strokes, scans }).toEqual({ strokes: doses, scans: PATIENTS + doses })
  expect(await axeFindings(page)).toEqual([])
})
