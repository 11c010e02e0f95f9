import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { amoxicillin } from '../../../../src-shared/testing/formulary.ts'
import type { RunningServer } from '../../../app/all-in-one.ts'
import { startTestServer } from '../../../app/testing.ts'
import { SYSTEM_ACTOR } from '../../../demo/seed.ts'

let server: RunningServer
beforeAll(async () => {
  server = await startTestServer('ward_medicines')
})
afterAll(() => server.stop())

async function run(name: string, input: Record<string, unknown>) {
  const service = server.services.get(name.split('.')[0] as string)
  const commandId = randomUUID()
  const [outcome] =
    (await service?.runtime.execute([
      { commandId, name, version: 1, input, actor: SYSTEM_ACTOR, occurredAt: Date.now() },
    ])) ?? []
  if (outcome?.status !== 'applied') throw new Error(JSON.stringify(outcome))
  return outcome.result as Record<string, string>
}

/** What the ward's feed says of a kind, newest row by id. */
async function rowsOf(kind: string): Promise<Record<string, unknown>[]> {
  await server.consumersCaughtUp()
  const entries = (await server.services.get('ward')?.runtime.feed(0, 5_000)) ?? []
  const rows = new Map<string, Record<string, unknown>>()
  for (const entry of entries) if (entry.kind === kind) rows.set(entry.id, entry.row as Record<string, unknown>)
  return [...rows.values()]
}

it('given a medicine in the formulary, when it is defined and changed, then the ward has it as it stands', async () => {
  const { genericId } = await run('pharmacy.defineMedicine', amoxicillin)
  expect(await rowsOf('ward.generic')).toMatchObject([{ id: genericId, name: 'amoxicillin', retired: false }])
  expect((await rowsOf('ward.product')).map(({ form }) => form).sort()).toEqual(['capsule', 'oral suspension'])
  await run('pharmacy.retireMedicine', { genericId, reason: 'Not bought any more' })
  expect(await rowsOf('ward.generic')).toMatchObject([{ id: genericId, retired: true }])
})

it('given rules, when they are added and signed, then the ward checks by the same', async () => {
  const about = { name: 'Base rules', version: '1', source: 'Demonstration', demonstration: true }
  const { packId } = await run('pharmacy.defineRulePack', about)
  const side = { a: 'B01AA03', b: 'N02BA01', effect: 'Bleeding', advice: 'Choose another' }
  const crossReactions = [{ known: 'J01CA', suspect: 'J01DB', advice: 'Ask how severe it was' }]
  const interactions = [{ ...side, severity: 'major', evidence: 'established' }]
  await run('pharmacy.addRules', { packId, interactions, crossReactions })
  expect(await rowsOf('ward.rulePack')).toMatchObject([{ id: packId, rules: 2, signedBy: null }])
  expect(await rowsOf('ward.interaction')).toMatchObject([{ packId, ...side }])
  expect(await rowsOf('ward.crossReaction')).toMatchObject([{ packId, known: 'J01CA', suspect: 'J01DB' }])
})

it('given an allergy, when it is recorded and retracted, then the ward knows of it with the patient', async () => {
  const person = { familyName: 'Perera', givenName: 'Nimali', sex: 'female', birthDate: '1980-02-03' }
  const { patientId } = await run('patients.register', person)
  const { allergyId } = await run('patients.recordAllergy', { patientId, substance: 'Penicillin' })
  expect(await rowsOf('ward.allergy')).toMatchObject([{ id: allergyId, patientId, status: 'active' }])
  await run('patients.retractAllergy', { allergyId, reason: 'Another patient was meant' })
  expect(await rowsOf('ward.allergy')).toMatchObject([{ id: allergyId, status: 'enteredInError' }])
})
