import { afterEach, beforeEach, expect, it } from 'vitest'
import { Admission, Bed } from '../../../src-shared/domains/ward/index.ts'
import { testId } from '../../../src-shared/testing/memory-store.ts'
import {
  admit,
  BED_1,
  BED_2,
  endRig,
  MORNING,
  makeRig,
  nurse,
  observe,
  type Rig,
  register,
  rowsOf,
  syncUp,
  WARD,
} from './testing/rig.ts'

let rig: Rig
beforeEach(() => {
  rig = makeRig()
})
afterEach(() => endRig(rig))

const pushes = (service: string) => rig.server.requests.filter(({ url }) => url.includes(`/${service}/sync/push`))
const VITALS_OF_A_STRANGER = { patientId: testId(77), admissionId: null, takenAt: MORNING, pulse: 70 }
const statuses = () => rig.station.outbox.list(100).map(({ name, status }) => [name, status])

it('given an empty cache, when it syncs, then the ward is here, ready, and the leases are lent', async () => {
  await syncUp(rig.station)
  expect(rowsOf(rig.station, 'ward_bed')).toMatchObject([
    { label: '1', rev: 1, pending: 0 },
    { label: '2', rev: 1, pending: 0 },
  ])
  expect(rig.station.device.scopes()).toContainEqual(expect.objectContaining({ scope: `ward:${WARD}`, state: 'ready' }))
  expect(register(rig.station).phn).toMatch(/^1/)
})

it('given work done offline, when the server returns, then it is accepted and the rows are the server’s', async () => {
  await syncUp(rig.station)
  rig.server.down = true
  const patient = register(rig.station)
  const { admissionId } = admit(rig.station, patient, BED_1)
  observe(rig.station, patient.patientId, admissionId)
  await rig.station.sync.syncNow()
  expect(rig.station.sync.status()).toMatchObject({ connection: 'offline', toSend: 3 })
  expect(rowsOf(rig.station, 'ward_vitals')).toMatchObject([{ pending: 1, rev: 0 }])

  rig.server.down = false
  await syncUp(rig.station)
  expect(rig.station.sync.status()).toMatchObject({ connection: 'online', toSend: 0, problems: 0 })
  expect(rowsOf(rig.station, 'ward_vitals')).toMatchObject([{ pending: 0, rev: 1 }])
  expect(rig.station.db.prepare('SELECT count(*) FROM sync_base').pluck().get()).toBe(0)
  expect(rig.station.sync.status().services.every((one) => one.mismatches === 0)).toBe(true)
})

it('given a queue that waits after failures while the event stream stands, when any service is reached, then it goes out', async () => {
  await syncUp(rig.station)
  for (let tries = 0; tries < 6; tries++) rig.server.losesAnswerOf.push('/patients/sync/push')
  register(rig.station)
  await rig.station.sync.syncNow()
  // no timer runs: the pause after so many failures would be long
  for (let pokes = 0; pokes < 8; pokes++) {
    rig.server.poke('ward')
    for (let turns = 0; turns < 5; turns++) await new Promise((resolve) => setImmediate(resolve))
  }
  expect(rig.station.sync.status()).toMatchObject({ connection: 'online', toSend: 0 })
})

it('given an answer that was lost, when it is sent again, then it is the same push and counts once', async () => {
  await syncUp(rig.station)
  rig.server.losesAnswerOf.push('/patients/sync/push')
  register(rig.station)
  await syncUp(rig.station)
  await syncUp(rig.station)
  const [first, again] = pushes('patients')
  expect(again?.body).toEqual(first?.body)
  expect(rowsOf(rig.station, 'patients_patient')).toMatchObject([{ rev: 1, pending: 0 }])
})

it('given a page on rows with unsent work, when it arrives, then the work lies on top of it and is not sent twice', async () => {
  await syncUp(rig.station)
  const patient = register(rig.station)
  const { admissionId } = admit(rig.station, patient, BED_1)
  await syncUp(rig.station)
  rig.server.rejects.clear()
  const ward = rig.server.of('ward')
  rig.station.sync.stop()
  rig.station.execute('ward.setIsolation', 1, { admissionId, from: 'none', to: 'droplet' }, { actor: nurse })
  const row = ward.rows.get(`ward.admission/${admissionId}`)?.row as never as { id: string }
  ward.ver += 1
  ward.put(Admission, { ...row, consultant: 'Dr Fonseka' } as never)
  const push = ward.push.bind(ward)
  ward.push = () => {
    throw new Error('push is stuck')
  }
  await syncUp(rig.station)
  expect(rowsOf(rig.station, 'ward_admission')).toMatchObject([
    { consultant: 'Dr Fonseka', isolation: 'droplet', pending: 1, rev: 2 },
  ])
  ward.push = push
  await syncUp(rig.station)
  expect(rowsOf(rig.station, 'ward_admission')).toMatchObject([{ isolation: 'droplet', pending: 0, rev: 3 }])
})

it('given two stations that took one bed, when the second syncs, then its patient stays on the ward without a bed', async () => {
  await syncUp(rig.station)
  rig.server.down = true
  const patient = register(rig.station)
  const { admissionId } = admit(rig.station, patient, BED_1)
  observe(rig.station, patient.patientId, admissionId)
  rig.station.execute('ward.setIsolation', 1, { admissionId, from: 'none', to: 'contact' }, { actor: nurse })
  const ward = rig.server.of('ward')
  ward.ver += 1
  const bed = ward.rows.get(`ward.bed/${BED_1}`)?.row as never as { id: string }
  ward.put(Bed, { ...bed, state: 'occupied', admissionId: patient.patientId } as never)
  rig.server.down = false
  await syncUp(rig.station)
  expect(statuses()).toContainEqual(['ward.admit', 'accepted'])
  expect(statuses()).toContainEqual(['ward.recordVitals', 'accepted'])
  expect(rig.station.outbox.counts().toSend).toBe(0)
  expect(rowsOf(rig.station, 'ward_admission')).toMatchObject([{ bed_id: null, isolation: 'contact', pending: 0 }])
  expect(rowsOf(rig.station, 'ward_bed')).toContainEqual(
    expect.objectContaining({ id: BED_1, admission_id: patient.patientId }),
  )
})

it('given a refused registration, when its admission waits for it, then the edit is blocked and never sent, the queue goes on', async () => {
  await syncUp(rig.station)
  rig.server.rejects.add('patients.register')
  const refusedPatient = register(rig.station, 'Silva')
  admit(rig.station, refusedPatient, BED_1)
  await syncUp(rig.station)
  await syncUp(rig.station)
  expect(statuses()).toContainEqual(['patients.register', 'rejected'])
  expect(statuses()).toContainEqual(['ward.admit', 'blocked'])
  expect(rowsOf(rig.station, 'patients_patient')).toEqual([])
  expect(rowsOf(rig.station, 'ward_bed')).toMatchObject([{ state: 'available', pending: 0 }, {}])

  rig.server.rejects.clear()
  admit(rig.station, register(rig.station), BED_2)
  await syncUp(rig.station)
  await syncUp(rig.station)
  expect(rig.station.outbox.counts()).toMatchObject({ toSend: 0, problems: 2 })
})

it('given a registration that was refused before, when somebody is still admitting that patient, then it is refused at once', async () => {
  await syncUp(rig.station)
  rig.server.rejects.add('patients.register')
  const refusedPatient = register(rig.station, 'Silva')
  await syncUp(rig.station)
  expect(() => admit(rig.station, refusedPatient, BED_1)).toThrow('DEPENDS_ON_REFUSED')
  expect(rowsOf(rig.station, 'ward_bed')).toMatchObject([{ state: 'available' }, {}])
  expect(rig.station.outbox.counts()).toMatchObject({ toSend: 0, problems: 1 })
})

it('given patients is down, when a ward command names nobody of it, then it goes out; the admission of a new patient waits', async () => {
  await syncUp(rig.station)
  const here = register(rig.station)
  await syncUp(rig.station)
  rig.server.downServices.add('patients')
  admit(rig.station, register(rig.station, 'Silva'), BED_1)
  admit(rig.station, here, BED_2)
  await syncUp(rig.station)
  expect(statuses().filter(([name]) => name === 'ward.admit')).toEqual([
    ['ward.admit', 'waiting'],
    ['ward.admit', 'accepted'],
  ])
  rig.server.downServices.clear()
  await syncUp(rig.station)
  await syncUp(rig.station)
  expect(rig.station.outbox.counts().toSend).toBe(0)
})

it('given a client id whose numbers are used, when it pushes, then it takes a new one and nothing is lost', async () => {
  await syncUp(rig.station)
  rig.server.of('patients').clients.set(clientOf('patients'), new Map([[1, 'another']]))
  register(rig.station)
  const before = clientOf('patients')
  await syncUp(rig.station)
  expect(clientOf('patients')).not.toBe(before)
  expect(statuses()).toEqual([['patients.register', 'accepted']])
})

it('given a server that lost the last answers, when it reports a gap, then the station sends from there', async () => {
  await syncUp(rig.station)
  register(rig.station)
  await syncUp(rig.station)
  const patients = rig.server.of('patients')
  patients.clients.set(clientOf('patients'), new Map())
  patients.outcomes.clear()
  patients.rows.clear()
  patients.feed = []
  register(rig.station, 'Silva')
  await syncUp(rig.station)
  expect(patients.rows.size).toBe(2)
  expect(rig.station.outbox.counts().toSend).toBe(0)
})

it('given a gap that begins with a refused command, when the server reports it, then the queue goes on all the same', async () => {
  await syncUp(rig.station)
  rig.server.rejects.add('patients.register')
  register(rig.station)
  await syncUp(rig.station)
  rig.server.rejects.clear()
  register(rig.station, 'Fernando')
  await syncUp(rig.station)
  const patients = rig.server.of('patients')
  patients.clients.set(clientOf('patients'), new Map())
  patients.outcomes.clear()
  patients.rows.clear()
  patients.feed = []
  register(rig.station, 'Silva')
  await syncUp(rig.station)
  expect(
    statuses()
      .map(([, status]) => status)
      .sort(),
  ).toEqual(['accepted', 'accepted', 'rejected'])
  expect(patients.rows.size).toBe(2)
  expect(rig.station.outbox.counts().toSend).toBe(0)
})

it('given a restored server, when its epoch changes, then what it lost is pushed again and shown all the while', async () => {
  await syncUp(rig.station)
  const kept = register(rig.station)
  await syncUp(rig.station)
  const patients = rig.server.of('patients')
  const backup = {
    rows: new Map(patients.rows),
    outcomes: new Map(patients.outcomes),
    feed: [...patients.feed],
    ver: patients.ver,
  }
  const lost = register(rig.station, 'Silva')
  await syncUp(rig.station)

  Object.assign(patients, backup, { rows: patients.rows })
  patients.rows.clear()
  for (const [key, row] of backup.rows) patients.rows.set(key, row)
  rig.server.epoch = 'epoch-2'
  const seen: number[] = []
  rig.station.changes.on(() => seen.push(rowsOf(rig.station, 'patients_patient').length))
  await syncUp(rig.station)
  await syncUp(rig.station)
  expect(Math.min(...seen)).toBe(2)
  expect([...patients.rows.values()].map(({ row }) => row.id).sort()).toEqual([kept.patientId, lost.patientId].sort())
  expect(rowsOf(rig.station, 'patients_patient')).toMatchObject([{ pending: 0 }, { pending: 0 }])
  expect(rig.station.sync.status()).toMatchObject({ toSend: 0, problems: 0 })
})

it('given entries that were accepted before anything was fetched, when the server is restored from before them, then they go out again', async () => {
  for (let tries = 0; tries < 50; tries++) rig.server.losesAnswerOf.push('/ward/sync/pull')
  rig.station.execute('ward.recordVitals', 1, VITALS_OF_A_STRANGER, { actor: nurse })
  await syncUp(rig.station)
  expect(statuses()).toEqual([['ward.recordVitals', 'accepted']])
  const { outcomes, clients, rows } = rig.server.of('ward')
  expect(outcomes.size).toBe(1)
  outcomes.clear()
  clients.clear()
  for (const [key, { kind }] of rows) if (/vitals|patient/.test(kind.name)) rows.delete(key)
  rig.server.epoch = 'epoch-2'
  rig.server.losesAnswerOf.length = 0
  await syncUp(rig.station)
  await syncUp(rig.station)
  expect(outcomes.size).toBe(1)
  expect(statuses()).toEqual([['ward.recordVitals', 'accepted']])
})

it('given a restored server, when one service refuses what another lost too, then the edit that waits for it is kept as refused and the queue goes on', async () => {
  await syncUp(rig.station)
  rig.server.down = true
  const patient = register(rig.station)
  const { admissionId } = admit(rig.station, patient, BED_1)
  observe(rig.station, patient.patientId, admissionId)
  rig.server.down = false
  await syncUp(rig.station)
  expect(statuses().every(([, status]) => status === 'accepted')).toBe(true)

  rig.server.epoch = 'epoch-2'
  for (const service of ['patients', 'ward']) {
    const { outcomes, clients, rows } = rig.server.of(service)
    outcomes.clear()
    clients.clear()
    for (const [key, { kind }] of rows) if (/patient|admission|vitals/.test(kind.name)) rows.delete(key)
  }
  rig.server.rejects.add('patients.register')
  rig.server.downServices.add('ward')
  await syncUp(rig.station)
  rig.server.downServices.clear()
  await syncUp(rig.station)
  await syncUp(rig.station)
  expect(new Map(statuses() as [string, string][])).toEqual(
    new Map([
      ['patients.register', 'rejected'],
      ['ward.admit', 'rejected'],
      ['ward.recordVitals', 'accepted'],
    ]),
  )
  expect(rig.station.outbox.counts().toSend).toBe(0)
  expect(rowsOf(rig.station, 'ward_admission')).toEqual([])
})

it('given a restored server, when an edit was refused before and now its patient is, then it stays refused and is told to be kept', async () => {
  await syncUp(rig.station)
  const patient = register(rig.station)
  await syncUp(rig.station)
  rig.server.rejects.add('ward.admit')
  admit(rig.station, patient, BED_1)
  await syncUp(rig.station)
  const before = [
    ['patients.register', 'accepted'],
    ['ward.admit', 'rejected'],
  ]
  expect(new Map(statuses() as [string, string][])).toEqual(new Map(before as [string, string][]))

  rig.server.epoch = 'epoch-2'
  for (const service of ['patients', 'ward']) {
    const { outcomes, clients, rows } = rig.server.of(service)
    outcomes.clear()
    clients.clear()
    for (const [key, { kind }] of rows) if (/patient|admission/.test(kind.name)) rows.delete(key)
  }
  rig.server.rejects.add('patients.register')
  rig.server.downServices.add('ward')
  await syncUp(rig.station)
  rig.server.downServices.clear()
  await syncUp(rig.station)
  await syncUp(rig.station)
  const after = statuses() as [string, string][]
  expect(after.map(([, status]) => status)).toEqual(['rejected', 'rejected'])
  expect(rig.server.of('ward').outcomes.size).toBe(1)
})

it('given a restored server, when an edit was refused that had waited for its patient, and now the patient is refused first, then the edit is told to be kept all the same', async () => {
  await syncUp(rig.station)
  rig.server.down = true
  admit(rig.station, register(rig.station), BED_1)
  rig.server.down = false
  rig.server.rejects.add('ward.admit')
  await syncUp(rig.station)
  expect(statuses()).toContainEqual(['ward.admit', 'rejected'])

  rig.server.epoch = 'epoch-2'
  for (const service of ['patients', 'ward']) {
    const { outcomes, clients } = rig.server.of(service)
    outcomes.clear()
    clients.clear()
  }
  rig.server.of('patients').rows.clear()
  rig.server.rejects.add('patients.register')
  rig.server.downServices.add('ward')
  await syncUp(rig.station)
  rig.server.downServices.clear()
  await syncUp(rig.station)
  await syncUp(rig.station)
  expect(statuses().map(([, status]) => status)).toEqual(['rejected', 'rejected'])
  expect(rig.station.outbox.counts().toSend).toBe(0)
  expect(rig.server.of('ward').outcomes.size).toBe(1)
})

it('given a restored server, when one service refuses what another still has, then that stays as the server has it', async () => {
  await syncUp(rig.station)
  const patient = register(rig.station)
  admit(rig.station, patient, BED_1)
  await syncUp(rig.station)
  rig.server.epoch = 'epoch-2'
  const { outcomes, clients } = rig.server.of('patients')
  outcomes.clear()
  clients.clear()
  rig.server.of('ward').clients.clear()
  rig.server.rejects.add('patients.register')
  rig.server.downServices.add('ward')
  await syncUp(rig.station)
  rig.server.downServices.clear()
  await syncUp(rig.station)
  await syncUp(rig.station)
  expect(new Map(statuses() as [string, string][])).toEqual(
    new Map([
      ['patients.register', 'rejected'],
      ['ward.admit', 'accepted'],
    ]),
  )
})

it('given a restored server that counts a row from its copy again, when the row comes by the feed of a new fetch, then it is taken as it is', async () => {
  const ward = rig.server.of('ward')
  const bed = {
    id: testId(719),
    wardId: WARD,
    roomId: testId(701),
    label: '9',
    position: 9,
    state: 'available',
  } as const
  const atRev = (rev: number) => {
    ward.ver += 1
    ward.put(Bed, { ...bed, admissionId: null } as never, rev)
  }
  atRev(3)
  await syncUp(rig.station)
  rig.server.epoch = 'epoch-2'
  const key = [...ward.rows.keys()].find((each) => each.includes(bed.id)) ?? ''
  ward.rows.delete(key)
  const snapshot = ward.snapshot.bind(ward)
  // it is written after the only page of its scope was made, so that the tail alone brings it
  ward.snapshot = (scope, after, limit) => {
    const page = snapshot(scope, after, limit)
    if (scope === 'reference') {
      ward.snapshot = snapshot
      atRev(1)
    }
    return page
  }
  await syncUp(rig.station)
  await syncUp(rig.station)
  expect(rowsOf(rig.station, 'ward_bed').find(({ id }) => id === bed.id)).toMatchObject({ rev: 1 })
  expect(rig.notices).toEqual([])
})

it('given a row that went missing here, when the digest is compared, then the scope is fetched anew and counted', async () => {
  await syncUp(rig.station)
  rig.station.db.prepare('DELETE FROM ward_bed WHERE id = ?').run(BED_1)
  rig.station.db.prepare(`UPDATE sync_scope SET rows = rows - 1 WHERE scope = 'reference'`).run()
  rig.station.close()
  rig.station = rig.open()
  await syncUp(rig.station)
  expect(rowsOf(rig.station, 'ward_bed')).toHaveLength(2)
  expect(rig.notices).toContainEqual({ code: 'SCOPE_REFETCHED', params: { service: 'ward', scope: 'reference' } })
  expect(rig.station.sync.status().services.find(({ service }) => service === 'ward')?.mismatches).toBe(1)
})

it('given a ward no longer granted, when everything is sent, then its rows leave this workstation', async () => {
  await syncUp(rig.station)
  const patient = register(rig.station)
  const { admissionId } = admit(rig.station, patient, BED_1)
  await syncUp(rig.station)
  rig.station.sync.stop()
  observe(rig.station, patient.patientId, admissionId)
  rig.server.of('ward').granted = ['reference']
  await syncUp(rig.station)
  await syncUp(rig.station)
  expect(rowsOf(rig.station, 'ward_admission')).toEqual([])
  expect(rowsOf(rig.station, 'ward_vitals')).toEqual([])
  expect([...rig.server.of('ward').rows.keys()].filter((key) => key.startsWith('ward.vitals'))).toHaveLength(1)
  expect(rowsOf(rig.station, 'ward_bed')).toHaveLength(2)
})

it('given a snapshot cut off halfway, when the station starts again, then it goes on from that page', async () => {
  rig.server.snapshotLimit = 1
  const ward = rig.server.of('ward')
  const snapshot = ward.snapshot.bind(ward)
  ward.snapshot = (scope, after, limit) => {
    if (after.startsWith('ward.room')) throw new Error('the line is cut here')
    return snapshot(scope, after, limit)
  }
  await syncUp(rig.station)
  expect(rig.station.sync.status().bootstrap).toMatchObject({ scope: 'reference', done: 3, total: 4 })
  ward.snapshot = snapshot
  rig.station.close()
  const before = rig.server.requests.length
  rig.station = rig.open()
  await syncUp(rig.station)
  const asked = rig.server.requests.slice(before).filter(({ url }) => url.includes('scope=reference'))
  expect(asked.map(({ url }) => url.includes('after=ward.room'))).toEqual([true])
  expect(rowsOf(rig.station, 'ward_bed')).toHaveLength(2)
  expect(rig.station.sync.status().services.every(({ mismatches }) => mismatches === 0)).toBe(true)
})

it('given a snapshot page on its way, when a push learns that the server was restored, then the new load has no hole', async () => {
  rig.server.snapshotLimit = 1
  const request = rig.server.request.bind(rig.server)
  let letThrough = () => {}
  const held = new Promise<void>((resolve) => {
    letThrough = resolve
  })
  rig.server.request = async (asked) => {
    if (asked.url.includes('/ward/sync/snapshot') && asked.url.includes('after=ward.room')) await held
    return request(asked)
  }
  rig.station.sync.start()
  const turns = async () => {
    for (let i = 0; i < 40; i++) await new Promise((resolve) => setImmediate(resolve))
  }
  await turns()
  rig.server.epoch = 'epoch-2'
  observe(rig.station, nurse.userId, WARD)
  await turns()
  letThrough()
  await syncUp(rig.station)
  expect(rowsOf(rig.station, 'ward_bed')).toHaveLength(2)
  expect(rig.station.sync.status().services.map(({ mismatches }) => mismatches)).toEqual([0, 0, 0, 0])
})

it('given rows of a kind that this version does not know, when they arrive, then they count for the digest and are kept', async () => {
  await syncUp(rig.station)
  const ward = rig.server.of('ward')
  const bed = ward.rows.get(`ward.bed/${BED_1}`)
  ward.ver += 1
  const entry = {
    ver: ward.ver,
    op: 'put' as const,
    kind: 'ward.chair',
    id: nurse.userId,
    rev: 1,
    scope: 'reference',
    row: { id: nurse.userId },
  }
  ward.feed.push(entry)
  ward.rows.set('ward.chair/x', {
    ...bed,
    kind: { ...Bed, name: 'ward.chair' },
    row: { id: nurse.userId },
    rev: 1,
  } as never)
  await syncUp(rig.station)
  expect(rig.station.db.prepare('SELECT kind FROM sync_foreign').pluck().all()).toEqual(['ward.chair'])
  expect(rig.station.sync.status().services.every(({ mismatches }) => mismatches === 0)).toBe(true)
})

it('given a clock that is a day slow, when it has met the server, then entries carry the right time and the skew shows', async () => {
  rig.clock.now = () => rig.time.now + 86_400_000
  await syncUp(rig.station)
  register(rig.station)
  expect(rig.station.sync.status().clockSkewMs).toBe(86_400_000)
  expect(rig.station.outbox.list(1)[0]?.occurredAt).toBe(MORNING + 86_400_000)
  rig.station.close()
  rig.station = rig.open()
  expect(rig.station.sync.status().clockSkewMs).toBe(86_400_000)
})

it('given a session that expired, when the next request is refused, then a new session is opened and nothing shows', async () => {
  await syncUp(rig.station)
  rig.server.token += 1
  register(rig.station)
  await syncUp(rig.station)
  expect(rig.station.sync.status()).toMatchObject({ connection: 'online', toSend: 0 })
})

it('given 120 unsent commands, when they are sent, then in pushes of at most 50 with contiguous numbers', async () => {
  await syncUp(rig.station)
  rig.server.down = true
  const patient = register(rig.station)
  const { admissionId } = admit(rig.station, patient, BED_1)
  for (let i = 0; i < 119; i++) observe(rig.station, patient.patientId, admissionId, MORNING + i * 60_000)
  rig.server.down = false
  await syncUp(rig.station)
  await syncUp(rig.station)
  const numbers = pushes('ward').map(({ body }) =>
    (body as { commands: { number: number }[] }).commands.map((one) => one.number),
  )
  expect(numbers.every((one) => one.length <= 50)).toBe(true)
  expect([...new Set(numbers.flat())]).toEqual(Array.from({ length: 120 }, (_, i) => i + 1))
  expect(rowsOf(rig.station, 'ward_vitals').every((row) => row.pending === 0)).toBe(true)
})

const clientOf = (service: string) =>
  rig.station.db.prepare('SELECT client_id FROM sync_service WHERE service = ?').pluck().get(service) as string
