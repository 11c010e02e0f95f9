import { createHash, createPublicKey, randomUUID, verify } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunningServer } from '../../server/app/all-in-one.ts'
import { startTestServer } from '../../server/app/testing.ts'
import { SYSTEM_ACTOR } from '../../server/demo/seed.ts'
import { identityMigrations } from '../../src-main/domains/identity/migrations/index.ts'
import { patientsMigrations } from '../../src-main/domains/patients/migrations/index.ts'
import { wardMigrations } from '../../src-main/domains/ward/migrations/index.ts'
import { realPorts } from '../../src-main/platform/ports.ts'
import { openStation, type Station } from '../../src-main/platform/station.ts'
import { registry } from '../../src-shared/domains/registry.ts'
import { addRow, digestOf, emptySum } from '../../src-shared/sync/digest.ts'
import { envelopeSchema, hashedText } from '../../src-shared/sync/envelope.ts'
import { projectDir } from '../paths.ts'

const VERSIONS = readdirSync(`${projectDir}e2e/compat`)
const PUBLIC_KEY = createPublicKey({
  key: Buffer.from('302a300506032b6570032100d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', 'hex'),
  format: 'der',
  type: 'spki',
})

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
    for (const station of open) station.close()
    await server.stop()
  })

  async function workstation(
    client: Pick<Client, 'openStation' | 'realPorts' | 'registry'> & { migrations: unknown[] },
    name: string,
  ): Promise<Station> {
    const dir = mkdtempSync(join(tmpdir(), `carecode-${name}-`))
    const station = client.openStation({
      dir,
      registry: client.registry,
      migrations: client.migrations as never,
      ports: client.realPorts(),
      version: '1.0.0',
      onNotice: () => undefined,
    })
    open.push(station)
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

  it('Given both work on the same ward, then each has what the other recorded, and nothing is refused', {
    timeout: 60_000,
  }, async () => {
    const frozen: Client = await import(`${projectDir}e2e/compat/${version}/client.mjs`)
    const old = await workstation(
      { ...frozen, migrations: [...frozen.identityMigrations, ...frozen.patientsMigrations, ...frozen.wardMigrations] },
      'frozen',
    )
    const current = await workstation(
      {
        openStation,
        realPorts,
        registry,
        migrations: [...identityMigrations, ...patientsMigrations, ...wardMigrations],
      },
      'current',
    )
    const bed = old.db.prepare("SELECT id FROM ward_bed WHERE label = '01'").pluck().get()
    const person = { familyName: 'Perera', givenName: 'Kumari', sex: 'female', birthDate: '1980-02-03' }

    const { result: patient } = old.execute('patients.register', 1, person, nurse)
    const { result: stay } = old.execute(
      'ward.admit',
      1,
      { patientId: patient.patientId, patient: { ...person, phn: patient.phn }, wardId: WARD, bedId: bed },
      nurse,
    )
    await settled(old)
    await settled(current)
    const vitals = {
      admissionId: stay.admissionId,
      patientId: patient.patientId,
      takenAt: Date.now(),
      pulse: 88,
      temperature: 37.4,
    }
    const { result: set } = current.execute('ward.recordVitals', 1, vitals, nurse)
    await settled(current)
    await settled(old)

    for (const [table, id] of [
      ['patients_patient', patient.patientId],
      ['ward_admission', stay.admissionId],
      ['ward_vitals', set.vitalsId],
    ] as const) {
      const row = (station: Station) => station.db.prepare(`SELECT * FROM ${table} WHERE id = ?`).get(id)
      expect(row(old)).toMatchObject({ id, pending: 0 })
      expect(withoutLocal(row(old))).toEqual(withoutLocal(row(current)))
    }
    expect([old, current].map((station) => station.outbox.counts())).toEqual([
      expect.objectContaining({ toSend: 0, problems: 0 }),
      expect.objectContaining({ toSend: 0, problems: 0 }),
    ])

    // nothing is left of the feed that either has not read: both fetch everything anew, and keep what they have
    old.sync.stop()
    current.sync.stop()
    const compact = () =>
      Promise.all([...server.services.values()].map(({ runtime }) => runtime.compact({ readBy: [], keepMs: 0 })))
    await execute('ward', 'ward.setIsolation', { admissionId: stay.admissionId, from: 'none', to: 'contact' })
    await server.consumersCaughtUp()
    await compact()
    const { result: unsent } = old.execute('ward.recordVitals', 1, { ...vitals, pulse: 99 }, nurse)
    for (const station of [old, current, current]) {
      station.sync.start()
      await settled(station)
    }
    for (const station of [old, current]) {
      const vitalsOf = station.db.prepare('SELECT id FROM ward_vitals ORDER BY pulse').pluck()
      expect(vitalsOf.all()).toEqual([set.vitalsId, unsent.vitalsId])
      expect(station.db.prepare('SELECT isolation, pending FROM ward_admission').all()).toEqual([
        { isolation: 'contact', pending: 0 },
      ])
      expect(station.sync.status().services.map(({ mismatches }) => mismatches)).toEqual([0, 0, 0])
    }
  })
})

type Client = typeof import('./client.ts')

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
