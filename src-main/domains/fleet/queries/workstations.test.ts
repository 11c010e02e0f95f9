import { expect, it } from 'vitest'
import { testId } from '../../../../src-shared/testing/memory-store.ts'
import { askRebuild, workstations } from './workstations.ts'

const [ONE, TWO, REQUEST, ADMIN] = [testId(1), testId(2), testId(50), testId(9)]
const state = (more: object) => ({
  ...{ deviceId: ONE, lastContactAt: 1000, version: '1.0.0', stuck: 0, cursor: 10, queue: 0, oldestUnsentAt: null },
  ...{ clockSkewMs: 5, rebuilding: false, rebuilt: null },
  ...more,
})
const list = (rebuild: object | null = null) => ({
  workstations: [
    { deviceId: ONE, name: 'Ward 7', enrolledAt: 1, revokedAt: null, rebuild },
    { deviceId: TWO, name: 'Spare', enrolledAt: 1, revokedAt: null, rebuild: null },
  ],
})

/** Answers by path; a service without one is not ready. */
function server(answers: Record<string, unknown>) {
  const asked: string[] = []
  return {
    asked,
    async request(userId: string, method: string, path: string) {
      asked.push(`${method} ${path} by ${userId}`)
      const body = answers[path]
      return body === undefined ? { status: 503, body: null } : { status: 200, body }
    },
  }
}
const stations = (service: string, ver: number, ...states: object[]) => ({ service, ver, stations: states })
const ask = (people: ReturnType<typeof server>) => workstations({ people, userId: ADMIN }, TWO, () => 77)

it('given what the services know, then a line has the newest contact, all queues together and the farthest behind by service', async () => {
  const network = server({
    '/v1/identity/workstations': list(),
    '/v1/identity/stations': stations('identity', 10, state({})),
    '/v1/pharmacy/stations': stations('pharmacy', 1),
    '/v1/patients/stations': stations('patients', 12, state({ queue: 2, oldestUnsentAt: 400, lastContactAt: 3000 })),
    '/v1/ward/stations': stations('ward', 10, state({ queue: 15, oldestUnsentAt: 300, stuck: 1 })),
  })
  const { at, silent, workstations: lines } = await ask(network)
  expect([at, silent]).toEqual([77, []])
  expect(lines[0]).toMatchObject({
    ...{ name: 'Ward 7', here: false, lastContactAt: 3000, queue: 17, oldestUnsentAt: 300, stuck: 1, rebuild: null },
    services: [{ behind: 0 }, { service: 'patients', behind: 2 }, { service: 'ward', queue: 15 }],
  })
  expect(lines[1]).toMatchObject({ here: true, lastContactAt: null, queue: null, stuck: 0, services: [] })
  expect(network.asked.every((each) => each.endsWith(` by ${ADMIN}`))).toBe(true)
})

it('given a service that does not answer, then it is named and the others are shown', async () => {
  const network = server({
    '/v1/identity/workstations': list(),
    '/v1/identity/stations': stations('identity', 10, state({})),
    '/v1/patients/stations': stations('patients', 10, state({})),
  })
  const { silent, workstations: lines } = await ask(network)
  expect(silent).toEqual(['pharmacy', 'ward'])
  expect(lines[0]?.services).toHaveLength(2)
})

it.each([
  ['that was not yet heard of', state({}), 'asked'],
  ['that is going on', state({ rebuilding: true }), 'running'],
  ['that came to its end', state({ rebuilt: REQUEST }), 'done'],
  ['after which another one came to its end', state({ rebuilt: testId(51) }), 'asked'],
])('given a rebuild %s, then its line says so', async (_, told, expected) => {
  const network = server({
    '/v1/identity/workstations': list({ request: REQUEST }),
    '/v1/identity/stations': stations('identity', 10, told),
    '/v1/patients/stations': stations('patients', 10),
    '/v1/ward/stations': stations('ward', 10),
  })
  expect((await ask(network)).workstations[0]?.rebuild).toBe(expected)
})

it('given a request for a rebuild, then it goes to the service of the workstations in the name of who asked', async () => {
  const network = server({ [`/v1/identity/workstations/${ONE}/rebuild`]: {} })
  await askRebuild({ people: network, userId: ADMIN }, ONE)
  expect(network.asked).toEqual([`POST /v1/identity/workstations/${ONE}/rebuild by ${ADMIN}`])
})
