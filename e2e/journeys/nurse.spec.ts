import { BETTER, SICK } from '../pages/chart.ts'
import { deskOf } from '../pages/desk.ts'
import { lettersAndPin } from '../pages/gate.ts'
import { expect, test } from '../support/fixtures.ts'
import { must } from '../support/must.ts'

const WARD = 'Surgical ward'

test('a nurse finds a bed by its label and charts a set in 24 keys; the board shows the new score', async ({
  desk,
}) => {
  const { begin, board, chart, keys, page, shell } = deskOf(desk)
  // Given a nurse at the board, and a calm patient
  await begin('nimali', WARD)
  const patient = must((await board.calmPatients())[0], 'nobody on the ward is calm')
  // When the nurse types the bed's label and opens the chart
  await board.find(patient.label)
  await keys.press('Enter')
  await expect(chart.banner).toContainText(must(patient.name, 'the bed is empty'))
  // Then a whole set takes at most 24 keys, the one that opens the form and the one that saves included
  expect(await keys.count(() => chart.recordVitals(SICK))).toBeLessThanOrEqual(24)
  // and it stands in the chart and on the board
  await expect(chart.sets.getByRole('row').nth(1)).toContainText('100/60')
  await expect(chart.sets.getByRole('row').nth(1)).toContainText('Nimali Perera')
  await keys.press('Escape')
  await expect(board.bed(patient.label)).toContainText('NEWS2 7 High')
  // When the patient is better, then the score goes down, and says by how much
  await board.find(patient.label)
  await chart.recordVitals(BETTER)
  await expect(board.bed(patient.label)).toContainText(/NEWS2 3 Low down by 4/)
  await shell.settled()
  await expect(page.getByText('Saved here, not yet sent')).toHaveCount(0)
})

test('a patient moves to another bed with 5 keys', async ({ desk }) => {
  const { begin, board, chart, keys, shell } = deskOf(desk)
  await begin('nimali', WARD)
  // Given a patient and a free bed
  const patient = must((await board.calmPatients())[1], 'too few calm patients')
  const free = must((await board.freeBeds())[0], 'no bed is free')
  await board.find(patient.label)
  // When the patient is moved
  expect(await keys.count(() => chart.moveTo(free))).toBeLessThanOrEqual(5)
  // Then the old bed is empty and the new one has the patient
  await expect(board.bed(patient.label)).toContainText('Empty')
  await expect(board.bed(free)).toContainText(must(patient.name, 'the bed was empty'))
  await shell.settled()
})

test('the next user takes over with 7 keys, and the screen stays where it was', async ({ desk }) => {
  const { begin, board, keys, page, shell } = deskOf(desk)
  // Given two nurses who have given their passwords in this shift
  await begin('kumari', WARD)
  await begin('nimali', WARD)
  await expect(page.getByRole('button', { name: 'User menu of Nimali Perera' })).toBeVisible()
  // When another nurse locks, types two letters and four digits
  expect(await keys.count(() => shell.switchTo('kumari'))).toBeLessThanOrEqual(7)
  // Then the board is that nurse's
  await expect(page.getByRole('button', { name: 'User menu of Kumari Silva' })).toBeVisible()
  expect(await board.beds()).not.toHaveLength(0)
})

test('a wrong PIN signs nobody in', async ({ desk }) => {
  const { begin, gate, keys, page } = deskOf(desk)
  await begin('nimali', WARD)
  await keys.press('Control+l')
  await expect(gate.who).toBeFocused()
  const [letters] = lettersAndPin('kumari')
  await keys.type(`${letters}0000`)
  await expect(page.getByRole('alert')).toBeVisible()
  await expect(gate.who).toBeVisible()
})

test('a discharge goes through its five stages, each by its own people, and only the last frees the bed', async ({
  desk,
}) => {
  const { begin, board, chart, keys, page, shell } = deskOf(desk)
  await begin('nimali', WARD)
  const { label } = must((await board.calmPatients())[2], 'too few calm patients')
  await board.find(label)
  // Given a nurse, then the clinical stage is not hers to complete, and it says whose it is
  await keys.press('d')
  await expect(page.getByRole('complementary')).toContainText('Clinical: done by Clinician.')
  await expect(page.getByRole('button', { name: 'Clinical discharge done' })).toBeDisabled()
  await keys.press('Escape')
  const stages = [
    ['sivakumar', 'Clinical discharge done', 'Clinical'],
    ['nimali', 'Nursing discharge done', 'Nursing'],
    ['dilani', 'Pharmacy discharge done', 'Pharmacy'],
    ['priyanka', 'Billing discharge done', 'Billing'],
  ] as const
  for (const [username, button, stage] of stages) {
    // When the next stage's person completes it
    await shell.switchTo(username)
    await shell.showWard(WARD)
    await board.find(label)
    await chart.completeStage(button)
    // Then the board says so, and the bed is still taken
    await expect(board.bed(label)).toContainText(`Discharge: ${stage} done`)
    await keys.press('Escape')
  }
  // When the patient has left, then the bed is free
  await shell.switchTo('nimali')
  await shell.showWard(WARD)
  await board.find(label)
  await chart.completeStage(`Patient has left: free bed ${label}`)
  await expect(page.getByRole('complementary')).toBeHidden()
  await expect(board.bed(label)).toContainText('Empty')
  await shell.settled()
})

test('a patient who is not known yet is registered and admitted from a free bed, by keyboard alone', async ({
  desk,
}) => {
  const { begin, board, chart, keys, page, registration, shell } = deskOf(desk)
  await begin('nimali', WARD)
  const free = must((await board.freeBeds())[0], 'no bed is free')
  await board.find(free)
  await registration.beginFromFreeBed(free)
  await registration.register({ familyName: 'Abeykirithi', givenName: 'Zulaikha', born: '14 3 1958' })
  await registration.admit(free, 'Appendicitis')
  // Then the bed has the patient, with the numbers of the hospital
  await expect(board.bed(free)).toContainText('ABEYKIRITHI, Zulaikha')
  await board.find(free)
  await keys.press('Enter')
  await expect(chart.banner).toContainText(/PHN \S+/)
  await expect(chart.banner).toContainText(/BHT \S+/)
  await expect(chart.banner).toContainText('14-Mar-1958')
  await shell.settled()
  // and a scan of the wristband from anywhere opens this chart
  const phn = must(/PHN ([0-9A-Z ]+?)\s*BHT/.exec(await chart.banner.innerText())?.[1], 'the banner shows no PHN')
  await page.keyboard.press('Escape')
  await expect(board.bed(free)).toBeVisible()
  await keys.scan(phn.replaceAll(' ', ''))
  await expect(chart.banner).toContainText('ABEYKIRITHI, Zulaikha')
})

test('somebody who is known is admitted from a free bed by keyboard alone: the panel that follows keeps the keyboard', async ({
  desk,
}) => {
  const { begin, board, keys, registration, shell } = deskOf(desk)
  await begin('nimali', WARD)
  await keys.press('Alt+3')
  await registration.register({ familyName: 'Knownbefore', givenName: 'Sita', born: '4 4 1961' })
  await shell.settled()
  await shell.showWard(WARD)
  const free = must((await board.freeBeds())[0], 'no bed is free')
  await board.find(free)
  await registration.admitKnown(free, 'Knownbefore', 'Chest pain')
  await expect(board.bed(free)).toContainText('KNOWNBEFORE, Sita')
  await shell.settled()
})

test('the screens are not drawn anew some seconds after the next person took over: what is being typed stays', async ({
  desk,
}) => {
  const { begin, keys, page, shell } = deskOf(desk)
  await begin('nimali', WARD)
  await shell.switchTo('kumari')
  await keys.press('Alt+3')
  await expect(page.getByLabel('Family name')).toBeFocused()
  await keys.type('Jayas')
  // longer than the workstation waits between two questions whether its data is locked
  await page.waitForTimeout(7_000)
  await expect(page.getByLabel('Family name')).toBeFocused()
  await expect(page.getByLabel('Family name')).toHaveValue('Jayas')
})
