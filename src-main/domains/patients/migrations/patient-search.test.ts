import { afterEach, beforeEach, expect, it } from 'vitest'
import { endRig, makeRig, nurse, type Rig, syncUp } from '../../../platform/sync/testing/rig.ts'

let rig: Rig
beforeEach(async () => {
  rig = makeRig()
  await syncUp(rig.station)
  rig.server.down = true
})
afterEach(() => endRig(rig))

const search = (match: string) =>
  rig.station.db
    .prepare(
      'SELECT p.id FROM patients_search s JOIN patients_patient p ON p.search_id = s.rowid WHERE patients_search MATCH ?',
    )
    .pluck()
    .all(match)

const register = (change: object = {}) =>
  rig.station.execute(
    'patients.register',
    1,
    {
      familyName: 'Wijesinghe',
      givenName: 'Anulā',
      sex: 'female',
      birthDate: '1980-05-17',
      phone: '+94 77 123 4567',
      ...change,
    },
    { actor: nurse },
  ).result as { patientId: string; phn: string }

it('given a patient, when looked for by the beginning of a name without its marks, then she is found', () => {
  const { patientId } = register()
  for (const text of ['w*', 'wije*', 'anula', 'family: wij* AND given: an*']) expect(search(text)).toEqual([patientId])
  expect(search('singhe*')).toEqual([])
})

it('given a phone number, when typed with country code, with 0 or with neither, then it is found', () => {
  const first = register().patientId
  const second = register({ familyName: 'Perera', phone: '0771234568' }).patientId
  for (const text of ['94771234567', '771234567', '7712*']) expect(search(text)).toContain(first)
  for (const text of ['0771234568', '771234568']) expect(search(text)).toEqual([second])
})

it('given a PHN, when it is typed, then it is found', () => {
  const { patientId, phn } = register()
  expect(search(`"${phn}"`)).toEqual([patientId])
})

it('given a patient whose registration the server refuses, then the search no longer finds her', async () => {
  register()
  rig.server.down = false
  rig.server.rejects.add('patients.register')
  await syncUp(rig.station)
  expect(search('wije*')).toEqual([])
})

it('given a name that changed, then the old one finds nothing', () => {
  const { patientId } = register()
  rig.station.db.prepare(`UPDATE patients_patient SET family_name = 'Silva' WHERE id = ?`).run(patientId)
  expect(search('wije*')).toEqual([])
  expect(search('silva')).toEqual([patientId])
})
