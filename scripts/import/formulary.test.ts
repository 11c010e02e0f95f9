import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RunningServer } from '../../server/app/all-in-one.ts'
import { startTestServer } from '../../server/app/testing.ts'
import { SYSTEM_ACTOR } from '../../server/demo/seed.ts'
import { importFormulary } from '../../server/import/formulary/import-formulary.ts'
import { ServerClient } from '../server-client.ts'

const PASSWORD = 'four words that nobody guesses'
const HEAD = 'name,atc,form,unit,routes,pack_size,strength,gtin'
const AMOXICILLIN = 'amoxicillin,J01CA04,capsule,capsule,oral,100,500 mg,02000000000015'
const SYRUP = 'amoxicillin,J01CA04,syrup,mL,oral,100,25 mg,'
const TAKEN_BARCODE = 'ampicillin,J01CA01,capsule,capsule,oral,100,500 mg,02000000000015'
let server: RunningServer
let client: ServerClient

beforeAll(async () => {
  server = await startTestServer('import_formulary')
  const made = await server.services.get('identity')?.runtime.execute([
    {
      ...{ commandId: randomUUID(), name: 'identity.addUser', version: 1, actor: SYSTEM_ACTOR, occurredAt: Date.now() },
      input: { username: 'farida', displayName: 'Farida', roles: ['pharmacist'] },
    },
  ])
  await server.identity.signIn.setPassword(made?.[0]?.result.userId ?? '', PASSWORD)
  client = new ServerClient(server.url)
  await client.signIn('farida', PASSWORD)
})
afterAll(() => server.stop())

const run = (...lines: string[]) =>
  importFormulary(Buffer.from([HEAD, ...lines].join('\n')), client, { runId: randomUUID(), at: Date.now() })

/** The pharmacy's rows of a kind as they stand, without their versions. */
async function standing(kind: string): Promise<Record<string, unknown>[]> {
  const entries = (await server.services.get('pharmacy')?.runtime.feed(0, 5_000)) ?? []
  const rows = new Map<string, Record<string, unknown>>()
  for (const entry of entries)
    if (entry.kind === kind) rows.set(entry.id, { id: entry.id, ...(entry.row as Record<string, unknown>) })
  return [...rows.values()].map(({ rev: _, ...row }) => row)
}
const all = async () => [
  ...(await standing('pharmacy.generic')),
  ...(await standing('pharmacy.product')),
  ...(await standing('pharmacy.pack')),
]

it('given a file, when imported by a pharmacist, then it stands; imported again, every row is as it was', async () => {
  expect(await run(AMOXICILLIN, SYRUP)).toEqual({ taken: 1, problems: [] })
  const before = await all()
  expect(before).toHaveLength(5)
  expect(await run(AMOXICILLIN, SYRUP)).toEqual({ taken: 1, problems: [] })
  expect(await all()).toEqual(before)
})

it('given a refused line of a medicine, when imported, then nothing of that medicine changes', async () => {
  const before = await all()
  const { taken, problems } = await run(AMOXICILLIN, SYRUP.replace('25 mg', 'a spoon'))
  expect([taken, problems.map(({ line, code }) => [line, code])]).toEqual([
    0,
    [
      [2, 'MEDICINE_HELD_BACK'],
      [3, 'AMOUNT_INVALID'],
    ],
  ])
  expect(await all()).toEqual(before)
})

it('given what the server refuses, when imported, then its line is told with the reason, and the others are taken', async () => {
  const paracetamol = 'paracetamol,N02BE01,tablet,tablet,oral,100,500 mg,'
  const { taken, problems } = await run(TAKEN_BARCODE, paracetamol)
  expect(taken).toBe(1)
  expect(problems).toMatchObject([
    { line: 2, code: 'MEDICINE_BARCODE_EXISTS', cause: expect.stringContaining('amoxicillin') },
  ])
  expect((await standing('pharmacy.generic')).map(({ name }) => name)).toEqual(['amoxicillin', 'paracetamol'])
})

it('given a file that goes back to an earlier state, when imported, then that state stands', async () => {
  const retired = async () => (await standing('pharmacy.product')).find(({ form }) => form === 'syrup')?.retired
  await run(AMOXICILLIN)
  expect(await retired()).toBe(true)
  await run(AMOXICILLIN, SYRUP)
  expect(await retired()).toBe(false)
})

it('given nobody who may change the formulary, when imported, then it ends and says so', async () => {
  await expect(
    importFormulary(Buffer.from(`${HEAD}\n${AMOXICILLIN}`), new ServerClient(server.url), {
      ...{ runId: randomUUID(), at: Date.now() },
    }),
  ).rejects.toThrow()
})
