import { randomUUID } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningServer, startServer } from '../../server/app/all-in-one.ts'
import { SYSTEM_ACTOR } from '../../server/demo/seed.ts'
import { createDatabase, dropDatabase } from '../../server/platform/postgres/testing.ts'
import { eventOf } from '../../src-shared/audit/read-file.ts'
import { PERSON_HEADER } from '../../src-shared/sync/protocol.ts'
import { type Caller, personOf, seatedAt, workstationOf } from '../access/callers.ts'

const DATABASE = `test_resources_${process.pid}`
let dataDir: string
let env: NodeJS.ProcessEnv
let server: RunningServer
let administrator: Caller
let nurse: Caller & { userId: string }
let desk: Caller
const patients: string[] = []
const wards: string[] = []
const admissions: string[] = []

const start = () => startServer({ dataDir, port: 0, env, log: () => undefined })

beforeAll(async () => {
  const { host, port, user, password } = await createDatabase(DATABASE)
  const parameters = new URLSearchParams({ host: `${host}`, port: `${port}`, user: `${user}`, password: `${password}` })
  env = { DATABASE_URL: `postgresql:///${DATABASE}?${parameters}` }
  dataDir = await mkdtemp(join(tmpdir(), 'carecode-resources-'))
  server = await start()
  administrator = await personOf(server, 'administrator')
  nurse = await personOf(server, 'nurse')
  const station = await workstationOf(server, ['staff', 'reference', 'patient'])
  desk = await seatedAt(server, station, 'nurse')
  for (const familyName of ['Perera', 'Silva', 'Fernando'])
    patients.push((await made('patients.register', { familyName, givenName: 'Kamala', sex: 'female' })).patientId ?? '')
  for (const code of ['W1', 'W2']) wards.push(await wardOf(code))
  for (const [index, wardId] of wards.entries()) admissions.push(await admitted(patients[index] as string, wardId))
})
afterAll(async () => {
  await server.stop()
  await dropDatabase(DATABASE)
})

async function made(name: string, input: Record<string, unknown>): Promise<Record<string, string>> {
  const entry = { commandId: randomUUID(), name, version: 1, input, actor: SYSTEM_ACTOR, occurredAt: Date.now() }
  const [outcome] = (await server.services.get(name.split('.')[0] ?? '')?.runtime.execute([entry])) ?? []
  return { ...outcome?.result }
}

async function wardOf(code: string): Promise<string> {
  const rooms = [{ name: 'A', isolation: false, beds: ['1', '2'] }]
  const { wardId = '' } = await made('ward.defineWard', { code, name: `Ward ${code}`, specialty: 'medicine', rooms })
  return wardId
}

async function admitted(patientId: string, wardId: string): Promise<string> {
  await server.consumersCaughtUp()
  const sql = 'SELECT id FROM bed WHERE ward_id = $1 AND admission_id IS NULL ORDER BY label LIMIT 1'
  const bedId = (await server.services.get('ward')?.pool.query<{ id: string }>(sql, [wardId]))?.rows[0]?.id
  const patient = { phn: '', familyName: 'Perera', givenName: 'Kamala', title: null, sex: 'female', birthDate: null }
  const { admissionId = '' } = await made('ward.admit', { patientId, patient, wardId, bedId })
  return admissionId
}

// biome-ignore lint/suspicious/noExplicitAny: bodies of many routes
type Answer = { status: number; etag: string | null; body: any }
interface Sent {
  by?: Caller
  headers?: Record<string, string>
  body?: unknown
}
async function ask(path: string, { by = desk, headers = {}, body }: Sent = {}): Promise<Answer> {
  const answer = await fetch(server.url + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${by.token}`,
      ...(by.person ? { [PERSON_HEADER]: by.person } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  return { status: answer.status, etag: answer.headers.get('etag'), body: text === '' ? null : JSON.parse(text) }
}

const generic = (name: string, atc = 'J01CA04') => ({
  name,
  ingredients: [name],
  atc,
  demonstration: true,
  products: [],
})

describe('a list', () => {
  it('given rows that are added while it is read, then every row that stood is in exactly one page', async () => {
    const stood: string[] = []
    for (let i = 0; i < 7; i++)
      stood.push((await made('pharmacy.defineMedicine', generic(`medicine ${i}`))).genericId ?? '')
    const seen: string[] = []
    let after = ''
    for (let page = 0; page < 20; page++) {
      const { status, body } = await ask(`/v1/pharmacy/generics?atc=J01CA04&limit=3${after}`, { by: nurse })
      expect(status).toBe(200)
      seen.push(...body.items.map(({ id }: { id: string }) => id))
      if (body.next === null) break
      after = `&after=${body.next}`
      await made('pharmacy.defineMedicine', generic(`added ${page}`))
    }
    expect(seen.filter((id) => stood.includes(id)).toSorted()).toEqual(stood.toSorted())
    expect(new Set(seen).size).toBe(seen.length)
  })

  it('given a filter, then only what fits is in it; one that is not offered, or another list’s cursor, is refused', async () => {
    await made('pharmacy.defineMedicine', generic('morphine', 'N02AA01'))
    const { body } = await ask('/v1/pharmacy/generics?atc=N02AA01', { by: nurse })
    expect(body.items.map(({ name }: { name: string }) => name)).toEqual(['morphine'])
    expect((await ask('/v1/pharmacy/generics?controlled=true', { by: nurse })).body.code).toBe('INPUT_INVALID')
    expect((await ask('/v1/pharmacy/generics?retired=perhaps', { by: nurse })).body.code).toBe('INPUT_INVALID')
    const { body: first } = await ask('/v1/pharmacy/generics?atc=J01CA04&limit=1', { by: nurse })
    const other = await ask(`/v1/pharmacy/generics?atc=N02AA01&after=${first.next}`, { by: nurse })
    expect([other.status, other.body.code]).toEqual([400, 'INPUT_INVALID'])
  })

  it('given what is known already, then it is not sent again, and after a change it is', async () => {
    const path = '/v1/identity/users?limit=10'
    const { etag } = await ask(path, { by: administrator })
    const headers = { 'if-none-match': etag ?? '' }
    expect(await ask(path, { by: administrator, headers })).toEqual({ status: 304, etag, body: null })
    await made('identity.addUser', { username: 'kumari', displayName: 'Kumari', roles: ['nurse'] })
    expect((await ask(path, { by: administrator, headers })).status).toBe(200)
  })
})

describe('a patient’s data', () => {
  it('given a list, then it shows what a search shows; the whole row has an address of its own', async () => {
    const { body } = await ask('/v1/patients/patients')
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual(patients.toSorted())
    expect(body.items[0]).not.toHaveProperty('phone')
    const one = await ask(`/v1/patients/patients/${patients[0]}`)
    expect(one.body).toMatchObject({ familyName: 'Perera', phone: null, etag: one.etag })
    expect((await ask(`/v1/patients/patients/${randomUUID()}`)).body.code).toBe('RESOURCE_UNKNOWN')
  })

  it('given a nurse of one ward, then she is shown nothing of the chart of a patient on another', async () => {
    await made('identity.setChartAccess', { userId: nurse.userId, wards: [wards[0]] })
    const closed = [`/v1/patients/patients/${patients[1]}`, `/v1/ward/admissions/${admissions[1]}`]
    for (const path of closed) expect((await ask(path)).body.code).toBe('BREAK_GLASS_NEEDED')
    const open = [`/v1/patients/patients/${patients[0]}`, `/v1/ward/admissions/${admissions[0]}`]
    for (const path of open) expect((await ask(path)).status).toBe(200)
    const { body } = await ask('/v1/ward/admissions')
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual([admissions[0]])
    await made('identity.setChartAccess', { userId: nurse.userId, wards })
    expect((await ask('/v1/ward/admissions')).body.items).toHaveLength(2)
  })

  it('given a reading, then the audit says who has read whom', async () => {
    await ask(`/v1/ward/admissions/${admissions[0]}`)
    const pool = server.services.get('ward')?.pool
    const found = await pool?.query<{ seq: string; entry: string }>(
      'SELECT seq, entry FROM audit ORDER BY seq DESC LIMIT 1',
    )
    const place = { of: 'ward', device: SYSTEM_ACTOR.userId, chain: 'ward' }
    const line = { type: 'entry', seq: 1, prev: '', hash: '', receivedAt: null, ...found?.rows[0] } as never
    expect(eventOf(place, line)).toMatchObject({
      ...{ actor: nurse.userId, action: 'read.ward.admission', patients: [patients[0]] },
    })
    expect(await server.services.get('ward')?.runtime.verifyAudit('00000000-0000-0000-0000-000000000000')).toBeNull()
  })
})

describe('a command to a row', () => {
  const path = () => `/v1/ward/admissions/${admissions[0]}`
  const isolation = (from: string, to: string) => ({ name: 'ward.setIsolation', version: 1, input: { from, to } })
  const send = (key: string, body: unknown, etag?: string | null) =>
    ask(`${path()}/commands`, {
      ...{ by: nurse, body },
      headers: { 'idempotency-key': key, ...(etag ? { 'if-match': etag } : {}) },
    })
  const now = async () => (await ask(path())).body.isolation

  it('given a row that another has changed since it was read, then the command is refused and nothing is saved', async () => {
    const { etag } = await ask(path())
    expect((await send('first-of-two', isolation('none', 'contact'), etag)).status).toBe(200)
    const late = await send('second-of-two', isolation('none', 'droplet'), etag)
    expect([late.status, late.body.code]).toEqual([412, 'RESOURCE_CHANGED'])
    expect((await ask(path(), { headers: { 'if-match': etag ?? '' } })).body.code).toBe('RESOURCE_CHANGED')
    expect(await now()).toBe('contact')
  })

  it('given two who have read the same, when both send at once, then one of them is told', async () => {
    const { etag } = await ask(path())
    const both = ['droplet', 'airborne'].map((to) => send(`at-once-${to}`, isolation('contact', to), etag))
    expect((await Promise.all(both)).map(({ status }) => status).toSorted()).toEqual([200, 412])
    await send('back-to-contact', isolation(await now(), 'contact'))
  })

  it('given the same request twice at once and again after a restart, then it is executed once and answered alike', async () => {
    const { etag } = await ask(path())
    const body = isolation('contact', 'protective')
    const [one, two] = await Promise.all([send('only-once', body, etag), send('only-once', body, etag)])
    expect([one.status, two.status]).toEqual([200, 200])
    expect(two.body).toEqual(one.body)
    await server.stop()
    server = await start()
    expect((await send('only-once', body, etag)).body).toEqual(one.body)
    expect(await now()).toBe('protective')
  })

  it('given another body under the same key, then it is refused, and another person’s same key is another key', async () => {
    const other = await send('only-once', isolation('protective', 'none'))
    expect([other.status, other.body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED'])
    expect(await now()).toBe('protective')
    const body = isolation('protective', 'none')
    const headers = { 'idempotency-key': 'only-once' }
    // an administrator may not set it: refused for that, not for the key
    expect((await ask(`${path()}/commands`, { by: administrator, body, headers })).body.code).toBe('NOT_ALLOWED')
  })

  it('given no key, another service’s command or an unknown row, then it is refused', async () => {
    expect((await ask(`${path()}/commands`, { by: nurse, body: isolation('none', 'none') })).body.code).toBe(
      'INPUT_INVALID',
    )
    const foreign = { name: 'patients.update', version: 1, input: {} }
    expect((await send('of-another-service', foreign)).body.code).toBe('INPUT_INVALID')
    const nowhere = await ask(`/v1/ward/admissions/${randomUUID()}/commands`, {
      ...{
        by: nurse,
        body: isolation('none', 'contact'),
        headers: { 'idempotency-key': 'to-nobody', 'if-match': '*' },
      },
    })
    expect([nowhere.status, nowhere.body.code]).toEqual([404, 'RESOURCE_UNKNOWN'])
  })

  it('given the route of all commands, then one without an id takes its key, and many need ids', async () => {
    const entry = { name: 'patients.register', version: 1, occurredAt: 0 }
    const commands = [{ ...entry, input: { familyName: 'Dias', givenName: 'Ruwan', sex: 'male' } }]
    const post = (body: unknown) =>
      ask('/v1/patients/commands', { by: administrator, body, headers: { 'idempotency-key': 'one-patient' } })
    const first = await post({ commands })
    expect(first.status).toBe(200)
    expect((await post({ commands })).body).toEqual(first.body)
    expect((await post({ commands: [{ ...commands[0], input: { familyName: 'X' } }] })).body.code).toBe('INPUT_INVALID')
    const changed = { familyName: 'Silva', givenName: 'Ruwan', sex: 'male' }
    expect((await post({ commands: [{ ...entry, input: changed }] })).body.code).toBe('IDEMPOTENCY_KEY_REUSED')
    expect((await post({ commands: [...commands, ...commands] })).body.code).toBe('INPUT_INVALID')
  })
})

describe('who was given a lot', () => {
  it('given dispenses at two departments, then a pharmacist is told whom, a nurse only how many, and a workstation without a person nothing', async () => {
    const station = await workstationOf(server, ['staff', 'reference'])
    await personOf(server, 'pharmacist')
    const pharmacist = await seatedAt(server, station, 'pharmacist')
    const made500 = { ...generic('lotted', 'N02BE01'), products: [tablet] }
    const { genericId } = await made('pharmacy.defineMedicine', made500)
    const pool = server.services.get('pharmacy')?.pool
    const idOf = async (sql: string, value: unknown) => (await pool?.query(sql, [value]))?.rows[0]?.id as string
    const productId = await idOf('SELECT id FROM product WHERE generic_id = $1', genericId)
    const { supplierId } = await made('pharmacy.defineSupplier', { name: 'State Pharmaceuticals' })
    for (const [code, quantity] of [
      ['D1', 20],
      ['D2', 4],
    ] as const) {
      const place = { code, name: `Dispensary ${code}`, type: 'dispensary' }
      const { departmentId } = await made('pharmacy.defineDepartment', place)
      const line = { productId, lot: 'a1', expiry: '2099-01-31', packSize: 100, packs: 1, packPrice: 1 }
      await made('pharmacy.receiveGoods', { departmentId, supplierId, invoice: code, lines: [line] })
      const stockId = await idOf('SELECT id FROM stock WHERE department_id = $1', departmentId)
      const lines = [{ stockId, quantity, reason: 'Nothing is lent here' }]
      await made('pharmacy.dispense', { departmentId, patientId: patients[0], lines })
    }
    const path = `/v1/pharmacy/products/${productId}/lots/A1/given`
    const told = await ask(path, { by: pharmacist })
    expect(told.body.given).toMatchObject([
      { department: 'Dispensary D2', quantity: 4, returned: 0, patientId: patients[0] },
      { department: 'Dispensary D1', quantity: 20, returned: 0, patientId: patients[0] },
    ])
    const { given } = (await ask(path, { by: desk })).body
    expect(given.map((each: { quantity: number; patientId: unknown }) => [each.quantity, each.patientId])).toEqual([
      [4, null],
      [20, null],
    ])
    expect((await ask(path, { by: { ...desk, person: undefined } as never })).status).toBe(401)
    expect((await ask(`/v1/pharmacy/products/${productId}/lots/NONE/given`, { by: pharmacist })).body.given).toEqual([])
  })
})

describe('a search for a patient', () => {
  const search = (text: string, by = desk) => ask(`/v1/patients/search?text=${encodeURIComponent(text)}`, { by })
  const names = (answer: Answer) =>
    answer.body.items.map(({ familyName, givenName }: Record<string, string>) => `${familyName}, ${givenName}`)

  it('given beginnings of names in any order, of any script, then whom they fit are found, family names first', async () => {
    await made('patients.register', { familyName: 'Kamalanathan', givenName: 'Devi Sunita', sex: 'female' })
    await made('patients.register', { familyName: 'සිල්වා', givenName: 'කමල්', sex: 'male' })
    expect(names(await search('kam'))).toEqual([
      'Kamalanathan, Devi Sunita',
      'Fernando, Kamala',
      'Perera, Kamala',
      'Silva, Kamala',
    ])
    expect(names(await search('sun kama'))).toEqual(['Kamalanathan, Devi Sunita'])
    expect(names(await search('සිල් කම'))).toEqual(['සිල්වා, කමල්'])
    expect(names(await search('unath'))).toEqual([])
    expect(names(await search("' | !:* ) --"))).toEqual([])
  })

  it('given a whole number, then its patient alone is found; and without a person at the desk nobody is', async () => {
    const [{ phn }] = (await search('perera')).body.items
    expect(names(await search(phn))).toEqual(['Perera, Kamala'])
    expect(names(await search(phn.slice(0, -1)))).toEqual([])
    expect((await search('perera', { ...desk, person: undefined } as never)).status).toBe(401)
    expect((await search(' ')).body.code).toBe('INPUT_INVALID')
  })

  it('given who was found, then the audit names them', async () => {
    const { items } = (await search('silva')).body
    const pool = server.services.get('patients')?.pool
    const { rows = [] } =
      (await pool?.query<{ entry: string }>('SELECT entry FROM audit ORDER BY seq DESC LIMIT 5')) ?? {}
    const read = rows.map(({ entry }) => JSON.parse(entry) as Record<string, unknown>)
    expect(read).toContainEqual(expect.objectContaining({ read: 'patients.patient', patients: [items[0].id] }))
  })
})

const tablet = {
  ...{ form: 'tablet', unit: 'tablet', per: { nano: 1_000_000_000, unit: '1' }, routes: ['oral'] },
  strengths: [{ ingredient: 'lotted', amount: { nano: 500_000_000, unit: 'mg' } }],
  packs: [{ size: 100 }],
}
