import { beforeEach, describe, expect, it } from 'vitest'
import { ProblemError } from '../../../../src-shared/kernel/errors.ts'
import { testId } from '../../../../src-shared/testing/memory-store.ts'
import { MORNING, NURSE, type WardCache, wardCache } from '../../../app/testing/cache.ts'
import { holdsAllergies } from './allergies-here.ts'
import { patientFaces } from './faces.ts'
import { patientHistory } from './history.ts'
import { patientById } from './patient.ts'

let cache: WardCache
beforeEach(() => {
  cache = wardCache()
})
const [kamala, reader] = [testId(10), testId(2)]

it('given a record, then the banner has everything and active allergies come first', () => {
  cache.patient({ id: kamala, allergyStatus: 'known', nextOfKinName: 'Sunil' })
  cache.allergy({ id: testId(30), substance: 'Latex', status: 'enteredInError', recordedAt: MORNING + 5 })
  cache.allergy({ id: testId(31), substance: 'Penicillin' })
  const patient = patientById(cache.db, kamala, true)
  expect(patient).toMatchObject({
    familyName: 'Perera',
    allergyStatus: 'known',
    nextOfKinName: 'Sunil',
    deceased: false,
  })
  expect(patient?.allergies.map((one) => [one.substance, one.status, one.recordedBy])).toEqual([
    ['Penicillin', 'active', NURSE],
    ['Latex', 'enteredInError', NURSE],
  ])
})

it('given that the hospital’s allergies are not all here, then "none" of a record from the server is unavailable', () => {
  cache.patient({ id: kamala, allergyStatus: 'none' })
  expect(patientById(cache.db, kamala, false)?.allergyStatus).toBe('unavailable')
  expect(patientFaces(cache.db, [kamala], false).get(kamala)?.allergies).toBe('unavailable')
  expect(patientById(cache.db, kamala, true)?.allergyStatus).toBe('none')
})

it('given a patient who was registered here and not sent yet, then this workstation knows everything of him', () => {
  cache.patient({ id: kamala, allergyStatus: 'none' }, { rev: 0, pending: 1 })
  expect(patientById(cache.db, kamala, false)).toMatchObject({ allergyStatus: 'none', pending: true })
})

it.each([
  ['ready', true],
  ['tailing', false],
  ['loading', false],
  ['revoked', false],
])('given the patient scope is %s, then "holds every allergy" is %s', (state, holds) => {
  expect(holdsAllergies([{ service: 'patients', scope: 'patient', state }])).toBe(holds)
})

it('given scopes of other services only, then the allergies are not held', () => {
  expect(holdsAllergies([{ service: 'ward', scope: 'patient', state: 'ready' }])).toBe(false)
})

it('given unknown ids, then there is no record and no face', () => {
  expect(patientById(cache.db, kamala, true)).toBeNull()
  expect(patientFaces(cache.db, [kamala, testId(11)], true).size).toBe(0)
})

it('given the server’s history, then it is handed on; a refusal keeps its code', async () => {
  const history = { encounters: [], conditions: [] }
  const asked: string[] = []
  const answering = (status: number, body: unknown) => ({
    people: {
      request: async (userId: string, _method: 'GET' | 'POST', path: string) => {
        asked.push(`${userId} ${path}`)
        return { status, body }
      },
    },
    reach: async () => undefined,
    send: async () => undefined,
  })
  expect(await patientHistory(answering(200, history), reader, kamala, false)).toEqual(history)
  expect(asked).toEqual([`${reader} /v1/patients/patients/${kamala}/history`])
  const refusal = { type: '', title: '', status: 404, detail: '', code: 'PATIENT_UNKNOWN', params: {} }
  await expect(patientHistory(answering(404, refusal), reader, kamala, true)).rejects.toThrow('PATIENT_UNKNOWN')
})

describe('the history of a patient, asked for by a person', () => {
  const refused = { type: '', title: '', status: 403, detail: '', code: 'BREAK_GLASS_NEEDED', params: {} }
  const needsPassword = async () => {
    throw new ProblemError('PASSWORD_NEEDED')
  }
  const isAway = async () => {
    throw new ProblemError('SERVER_UNREACHABLE')
  }
  const send = async () => undefined

  it('given a chart opened a moment ago, which the server does not know yet, then it is sent and asked again', async () => {
    let sent = 0
    const request = async () =>
      sent === 0 ? { status: 403, body: refused } : { status: 200, body: { encounters: [], conditions: [] } }
    const asking = { people: { request }, reach: send, send: async () => void sent++ }
    expect(await patientHistory(asking, reader, kamala, true)).toEqual({ encounters: [], conditions: [] })
    sent = 0
    await expect(patientHistory(asking, reader, kamala, false)).rejects.toThrow('BREAK_GLASS_NEEDED')
    expect(sent).toBe(0)
  })

  it('given no token, then the password is asked for where the server is there, and not where it is away', async () => {
    const asking = (away: boolean) => ({ people: { request: needsPassword }, reach: away ? isAway : send, send })
    await expect(patientHistory(asking(false), reader, kamala, false)).rejects.toThrow('PASSWORD_NEEDED')
    await expect(patientHistory(asking(true), reader, kamala, false)).rejects.toThrow('SERVER_UNREACHABLE')
  })
})
