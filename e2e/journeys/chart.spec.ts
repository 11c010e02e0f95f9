import { SICK } from '../pages/chart.ts'
import { deskOf } from '../pages/desk.ts'
import { expect, test } from '../support/fixtures.ts'
import { must } from '../support/must.ts'

const WARD = 'Medical ward, women'

test('saving struck twice makes one set, and a set in error gives the score back', async ({ desk }) => {
  const { begin, board, chart, keys, page, shell } = deskOf(desk)
  await begin('nimali', WARD)
  const patient = must((await board.calmPatients())[0], 'nobody is calm')
  await board.find(patient.label)
  await keys.press('Enter')
  await expect(chart.sets).toBeVisible()
  const before = await chart.countSets()
  // When Ctrl+Enter is struck twice in a row
  await chart.typeVitals(SICK)
  await Promise.all([page.keyboard.press('Control+Enter'), page.keyboard.press('Control+Enter')])
  await expect(chart.panel(/^Observations of /)).toBeHidden()
  // Then there is one more set, also when the server has answered
  await shell.settled()
  expect(await chart.countSets()).toBe(before + 1)
  // When the set is marked as entered in error
  await chart.markNewestInError('wrong patient')
  // Then it stays to be seen with the reason, and the score is the one before
  await expect(chart.sets.getByRole('row').nth(1)).toContainText('Entered in error: wrong patient')
  expect(await chart.countSets()).toBe(before + 1)
  await keys.press('Escape')
  await expect(board.bed(patient.label)).toContainText(`NEWS2 ${patient.news2} `)
  await shell.settled()
})

test('what a nurse has typed waits while another user works', async ({ desk }) => {
  const { begin, board, chart, keys, page, shell } = deskOf(desk)
  await begin('nimali', WARD)
  const { label } = must((await board.calmPatients())[1], 'too few calm patients')
  await board.find(label)
  // Given half a set, and somebody else who takes the workstation over
  await keys.press('v')
  await expect(page.getByLabel(/^Respiration rate/)).toBeFocused()
  await keys.type('2296')
  await shell.switchTo('kumari')
  await expect(page.getByRole('button', { name: 'User menu of Kumari Silva' })).toBeVisible()
  await expect(page.getByText('Draft kept')).toBeHidden()
  // When the nurse comes back, then the half set is there
  await shell.switchTo('nimali')
  await shell.showWard(WARD)
  await board.find(label)
  await keys.press('v')
  await expect(page.getByText('Draft kept')).toBeVisible()
  await expect(page.getByLabel(/^Respiration rate/)).toHaveValue('22')
  await expect(page.getByLabel(/^SpO₂/)).toHaveValue('96')
  await page.getByRole('button', { name: 'Start afresh' }).click()
  await expect(page.getByLabel(/^Respiration rate/)).toHaveValue('')
  await keys.press('Escape')
  await expect(chart.panel(/^Observations of /)).toBeHidden()
})

test('an allergy that a nurse records is on the banner at once, and cut off as well', async ({ desk, hospital }) => {
  const { begin, board, chart, keys, page, shell } = deskOf(desk)
  await begin('nimali', WARD)
  await shell.settled()
  const quiet = (await board.beds()).find((bed) => bed.name && bed.words.endsWith('No known allergies'))
  const { label } = must(quiet, 'everybody has an allergy')
  await board.find(label)
  await keys.press('Enter')
  await expect(chart.banner).toContainText('No known allergies')
  // Given no server
  await hospital.kill()
  await expect(shell.strip).toContainText('Working offline')
  // When an allergy is recorded
  await keys.press('a')
  await expect(page.getByLabel('Allergic to')).toBeFocused()
  await keys.type('Penicillin')
  await keys.press('Control+Enter')
  // Then banner and board say so, now and when the server is back
  await expect(chart.banner).toContainText('Known allergies')
  await keys.press('Escape')
  await expect(board.bed(label)).toContainText('Known allergies')
  await hospital.start()
  await shell.settled()
  await expect(shell.strip).toContainText('No problems')
  await expect(board.bed(label)).toContainText('Known allergies')
})
