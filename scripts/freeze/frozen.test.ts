import { createHash, createPublicKey, randomUUID, verify } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { RunningServer } from '../../server/app/all-in-one.ts'
import { startTestServer } from '../../server/app/testing.ts'
import { SYSTEM_ACTOR } from '../../server/demo/seed.ts'
import { workstationMigrations } from '../../src-main/app/migrations.ts'
import type { Transport } from '../../src-main/platform/device/transport.ts'
import { realPorts } from '../../src-main/platform/ports.ts'
import { openStation, type Station } from '../../src-main/platform/station.ts'
import { registry } from '../../src-shared/domains/registry.ts'
import { addRow, digestOf, emptySum } from '../../src-shared/sync/digest.ts'
import { envelopeSchema, hashedText } from '../../src-shared/sync/envelope.ts'
import { projectDir } from '../paths.ts'
import { SUMS, sumsOf } from './sums.ts'

const VERSIONS = readdirSync(`${projectDir}e2e/compat`)
const PUBLIC_KEY = createPublicKey({
  key: Buffer.from('302a300506032b6570032100d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', 'hex'),
  format: 'der',
  type: 'spki',
})

describe.each(VERSIONS)('what was released with protocol %s', (version) => {
  it('Then none of its files has been changed since', () => {
    const folder = `${projectDir}e2e/compat/${version}`
    expect(sumsOf(folder)).toBe(readFileSync(join(folder, SUMS), 'utf8'))
  })

  it('Then every command is still taken in that version as it was: another input is another version', async () => {
    const released: Client = await import(`${projectDir}e2e/compat/${version}/client.mjs`)
    const commands = released.registry.domains.flatMap((domain) => domain.commands)
    const shapes = (of: Client['registry']) =>
      Object.fromEntries(commands.map(({ name, version: n }) => [`${name}@${n}`, shapeOf(of.command(name, n)?.input)]))
    expect(shapes(registry)).toEqual(shapes(released.registry))
  })
})

/** What an input may be; a schema of a bundled zod is read as well. */
const shapeOf = (schema: z.ZodType | undefined) =>
  schema ? z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) : null

describe.each(VERSIONS)('the golden files of protocol %s', (version) => {
  const folder = `${projectDir}e2e/compat/${version}/golden`
  const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'))

  it.each(readdirSync(folder).filter((file) => file !== 'digest.json'))(
    'Given %s, then it is read, hashed, trusted and accepted as then',
    (file) => {
      const { record, hash, signature } = envelopeSchema.parse(read(file))
      expect(createHash('sha256').update(hashedText(record)).digest('hex')).toBe(hash)
      expect(verify(null, Buffer.from(hash), PUBLIC_KEY, Buffer.from(signature, 'base64'))).toBe(true)
      expect(registry.command(record.name, record.version)?.input.safeParse(record.input).error).toBeUndefined()
    },
  )

  it('Given the rows of the digest, then it is the same digest', () => {
    const { kind, rows, digest } = read('digest.json') as { kind: string; rows: [string, number][]; digest: string }
    const sum = emptySum()
    for (const [id, rev] of rows) addRow(sum, kind, id, rev, 1)
    expect(digestOf(sum)).toBe(digest)
  })
})

describe.each(VERSIONS)('the frozen workstation of protocol %s against the server of today', (version) => {
  let server: RunningServer
  const open: Station[] = []
  const WARD = randomUUID()
  const nurse = { actor: { userId: '', roles: ['nurse' as const] } }

  const execute = (service: string, name: string, input: Record<string, unknown>, ids: Record<string, string> = {}) =>
    server.services.get(service)?.runtime.execute([
      {
        commandId: randomUUID(),
        name,
        version: 1,
        input,
        actor: SYSTEM_ACTOR,
        occurredAt: Date.now(),
        allotted: { ids, numbers: {} },
      },
    ])

  beforeAll(async () => {
    server = await startTestServer('frozen')
    const made = await execute('identity', 'identity.addUser', {
      username: 'nimali',
      displayName: 'Nimali Perera',
      roles: ['nurse'],
    })
    nurse.actor.userId = made?.[0]?.result.userId ?? ''
    await execute(
      'ward',
      'ward.defineWard',
      { code: 'W1', name: 'Medical ward', rooms: [{ name: 'Bay 1', beds: ['01', '02'] }] },
      { ward: WARD },
    )
  })
  afterAll(async () => {
    for (const station of open) if (station.db.open) station.close()
    await server.stop()
  })

  async function workstation(
    client: Pick<Client, 'openStation' | 'realPorts' | 'registry'> & { migrations: readonly unknown[] },
    name: string,
    change: { dir?: string; network?: (real: Transport) => Transport } = {},
  ): Promise<Station> {
    const dir = change.dir ?? mkdtempSync(join(tmpdir(), `carecode-${name}-`))
    const ports = client.realPorts()
    const station = client.openStation({
      dir,
      registry: client.registry,
      migrations: client.migrations as never,
      ports: { ...ports, network: change.network?.(ports.network) ?? ports.network },
      version: '1.0.0',
      onNotice: () => undefined,
    })
    open.push(station)
    if (station.device.enrolment) return station
    const { code } = await server.identity.devices.createCode(SYSTEM_ACTOR.userId, [
      'staff',
      'patient',
      'reference',
      `ward:${WARD}`,
    ])
    await station.device.enrol(server.url, code, name)
    station.sync.start()
    await settled(station)
    return station
  }

  const current = {
    ...{ openStation, realPorts, registry },
    migrations: workstationMigrations,
  }
  const frozen = async () => {
    const client: Client = await import(`${projectDir}e2e/compat/${version}/client.mjs`)
    const migrations = [...client.identityMigrations, ...client.patientsMigrations, ...client.wardMigrations]
    return { ...client, migrations }
  }
  const person = { familyName: 'Perera', givenName: 'Kumari', sex: 'female', birthDate: '1980-02-03' }

  it('Given a cache with unsent entries of the release, when today’s version opens it, then they go out as they were signed', {
    timeout: 60_000,
  }, async () => {
    const dir = mkdtempSync(join(tmpdir(), 'carecode-updated-'))
    let away = false
    const old = await workstation(await frozen(), 'before', { dir, network: (real) => cutOff(real, () => away) })
    away = true
    const { result: patient } = old.execute('patients.register', 1, { ...person, givenName: 'Unsent' }, nurse)
    old.execute('patients.recordAllergy', 1, { patientId: patient.patientId, substance: 'Latex' }, nurse)
    const recordsOf = (station: Station) => station.db.prepare('SELECT record, hash FROM outbox ORDER BY seq').all()
    const signed = recordsOf(old)
    expect(signed).toHaveLength(2)
    old.close()

    const updated = await workstation(current, 'after', { dir })
    expect(recordsOf(updated)).toEqual(signed)
    updated.sync.start()
    await settled(updated)
    expect(updated.outbox.counts()).toMatchObject({ toSend: 0, problems: 0 })
    expect(recordsOf(updated)).toEqual(signed)
    const row = updated.db.prepare('SELECT phn, allergy_status, pending FROM patients_patient WHERE id = ?')
    expect(row.get(patient.patientId)).toEqual({ phn: patient.phn, allergy_status: 'known', pending: 0 })
  })

  it('Given rows with a field of a later version, when the released workstation reads them, then it goes on with what it knows', {
    timeout: 60_000,
  }, async () => {
    const station = await workstation(await frozen(), 'reader', { network: withLaterField })
    const beds = station.db.prepare('SELECT label FROM ward_bed ORDER BY label').pluck().all()
    expect(beds).toEqual(['01', '02'])
    expect(station.sync.status().services.map(({ mismatches }) => mismatches)).toEqual(
      station.sync.status().services.map(() => 0),
    )
  })

  it('Given both work on the same ward, then each has what the other recorded, and nothing is refused', {
    timeout: 60_000,
  }, async () => {
    const old = await workstation(await frozen(), 'frozen')
    const today = await workstation(current, 'current')
    const bed = old.db.prepare("SELECT id FROM ward_bed WHERE label = '01'").pluck().get()

    const { result: patient } = old.execute('patients.register', 1, person, nurse)
    const { result: stay } = old.execute(
      'ward.admit',
      1,
      { patientId: patient.patientId, patient: { ...person, phn: patient.phn }, wardId: WARD, bedId: bed },
      nurse,
    )
    await settled(old)
    await settled(today)
    const vitals = {
      admissionId: stay.admissionId,
      patientId: patient.patientId,
      takenAt: Date.now(),
      pulse: 88,
      temperature: 37.4,
    }
    const { result: set } = today.execute('ward.recordVitals', 1, vitals, nurse)
    await settled(today)
    await settled(old)

    for (const [table, id] of [
      ['patients_patient', patient.patientId],
      ['ward_admission', stay.admissionId],
      ['ward_vitals', set.vitalsId],
    ] as const) {
      const row = (station: Station) => station.db.prepare(`SELECT * FROM ${table} WHERE id = ?`).get(id)
      expect(row(old)).toMatchObject({ id, pending: 0 })
      expect(withoutLocal(row(old))).toEqual(withoutLocal(row(today)))
    }
    expect([old, today].map((station) => station.outbox.counts())).toEqual([
      expect.objectContaining({ toSend: 0, problems: 0 }),
      expect.objectContaining({ toSend: 0, problems: 0 }),
    ])

    // nothing is left of the feed that either has not read: both fetch everything anew, and keep what they have
    old.sync.stop()
    today.sync.stop()
    const compact = () =>
      Promise.all([...server.services.values()].map(({ runtime }) => runtime.compact({ readBy: [], keepMs: 0 })))
    await execute('ward', 'ward.setIsolation', { admissionId: stay.admissionId, from: 'none', to: 'contact' })
    await server.consumersCaughtUp()
    await compact()
    const { result: unsent } = old.execute('ward.recordVitals', 1, { ...vitals, pulse: 99 }, nurse)
    for (const station of [old, today, today]) {
      station.sync.start()
      await settled(station)
    }
    for (const station of [old, today]) {
      const vitalsOf = station.db.prepare('SELECT id FROM ward_vitals ORDER BY pulse').pluck()
      expect(vitalsOf.all()).toEqual([set.vitalsId, unsent.vitalsId])
      expect(station.db.prepare('SELECT isolation, pending FROM ward_admission').all()).toEqual([
        { isolation: 'contact', pending: 0 },
      ])
      expect(station.sync.status().services.filter(({ mismatches }) => mismatches > 0)).toEqual([])
    }
  })
})

type Client = typeof import('./client.ts')

/** A network that is away while `isAway` says so. */
const cutOff = (real: Transport, isAway: () => boolean): Transport => ({
  request: (asked) => (isAway() ? Promise.reject(new Error('unreachable')) : real.request(asked)),
  events: (asked) => real.events(asked),
})

/** Every row that the server sends has one more field than this version knows. */
const withLaterField = (real: Transport): Transport => ({
  async request(asked) {
    const answer = await real.request(asked)
    const { entries, rows } = (answer.body ?? {}) as Record<'entries' | 'rows', { row: object | null }[] | undefined>
    for (const each of [...(entries ?? []), ...(rows ?? [])])
      if (each.row) Object.assign(each.row, { fieldOfLater: [1] })
    return answer
  },
  events: (asked) => real.events(asked),
})

/** The row numbers of a cache are its own. */
function withoutLocal(row: unknown): Record<string, unknown> {
  const { search_id: _search, ...rest } = row as Record<string, unknown>
  return rest
}

async function settled(station: Station): Promise<void> {
  const end = Date.now() + 20_000
  for (;;) {
    await station.sync.syncNow()
    const { services, toSend } = station.sync.status()
    const ready = station.device.scopes().every((scope) => scope.state === 'ready')
    const overlays = station.db.prepare('SELECT count(*) FROM outbox WHERE overlay = 1').pluck().get()
    if (ready && toSend === 0 && overlays === 0 && services.every((service) => service.cursor !== null)) return
    if (Date.now() > end) throw new Error(`not settled: ${JSON.stringify(station.sync.status())}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
