import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Read } from '../../src-main/platform/audit/reads.ts'
import type { AuditPageView } from '../../src-shared/domains/audit/views.ts'
import { openHospital, settled, type TestWorkstation } from './hospital.ts'

const PATIENT = '01931000-0000-7000-8000-000000000001'
let hospital: Awaited<ReturnType<typeof openHospital>>
let desk: TestWorkstation
let administrator = ''
let names = 0

beforeAll(async () => {
  hospital = await openHospital('audit')
  const input = { username: 'officer', displayName: 'Chandana Silva', roles: ['administrator'] }
  administrator = (await hospital.execute('identity.addUser', input)).userId ?? ''
})
afterAll(() => hospital.close())
beforeEach(async () => {
  desk = await hospital.workstation(`Desk ${names++}`, ['patient'])
})

const charts = new Map<string, number>()
/** Another chart each time, or it would be the same one within a minute. */
function chart(more: Partial<Read> = {}): Read {
  const subject = `chart ${charts.size}`
  charts.set(subject, 1)
  return { actor: hospital.nurse.actor, action: 'read.chart', subject, patientIds: [PATIENT], ...more }
}
const pool = () => hospital.server.audit.pool
const atServer = async (deviceId = desk.deviceId) =>
  (
    await pool().query<{ seq: number; action: string; actor: string; patients: string[]; subject: string }>(
      'SELECT seq, action, actor, patients, subject FROM link WHERE device_id = $1 ORDER BY chain, seq',
      [deviceId],
    )
  ).rows
const here = () => desk.station.db.prepare('SELECT number, action FROM audit ORDER BY seq').all()
const sentUpTo = () => desk.station.db.prepare('SELECT sum(up_to) FROM audit_sent').pluck().get()

it('given reads and writes of a workstation, when it sends its audit, then the server has each once, with who, what and whose', async () => {
  await desk.station.audit.read(chart())
  await settled(desk)
  const person = { familyName: 'Perera', givenName: 'Kamala', sex: 'female', birthDate: '1980-05-17' }
  const { result } = desk.station.execute('patients.register', 1, person, hospital.nurse)
  await desk.station.audit.send()
  await desk.station.audit.send()
  const { userId } = hospital.nurse.actor
  expect(await atServer()).toMatchObject([
    { seq: 1, action: 'read.chart', actor: userId, patients: [PATIENT] },
    { seq: 2, action: 'command:patients.register@1', actor: userId, patients: [result.patientId] },
  ])
  const { rows } = await pool().query('SELECT entry FROM link WHERE device_id = $1', [desk.deviceId])
  expect(JSON.stringify(rows)).not.toContain('Perera')
})

it('given the same chart looked at again within a minute, then it is one entry, and it is on the disk before the answer', async () => {
  const same = chart()
  await Promise.all([desk.station.audit.read(same), desk.station.audit.read(chart())])
  expect(here()).toHaveLength(2)
  await desk.station.audit.read(same)
  expect(here()).toHaveLength(2)
})

it('given an answer that was lost, when the page is sent again, then nothing is doubled', async () => {
  await desk.station.audit.read(chart())
  await desk.station.audit.send()
  desk.station.db.exec('UPDATE audit_sent SET up_to = 0')
  await desk.station.audit.read(chart())
  await desk.station.audit.send()
  expect((await atServer()).map(({ seq }) => seq)).toEqual([1, 2])
})

it('given a server that was restored to an older state, then the workstation sends again what that lacks', async () => {
  await desk.station.audit.read(chart())
  await desk.station.audit.send()
  desk.station.db.exec('UPDATE audit_sent SET up_to = 5')
  for (let n = 0; n < 6; n++) await desk.station.audit.read(chart())
  await desk.station.audit.send()
  expect((await atServer()).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7])
  expect(sentUpTo()).toBe(7)
})

it('given a workstation whose audit has another past than the server holds, then a new audit begins and carries what was not sent', async () => {
  await desk.station.audit.read(chart())
  await desk.station.audit.read(chart())
  await desk.station.audit.send()
  const { db } = desk.station
  // as a disk that was put back to yesterday
  db.exec('DELETE FROM audit WHERE number = 2; UPDATE audit_sent SET up_to = 1')
  await desk.station.audit.read(chart({ subject: 'after the disk was put back' }))
  await desk.station.audit.send()
  await desk.station.audit.read(chart())
  await desk.station.audit.send()
  const { rows } = await pool().query('SELECT DISTINCT chain FROM link WHERE device_id = $1', [desk.deviceId])
  expect(rows).toHaveLength(2)
  const entries = await pool().query<{ entry: string }>(
    `SELECT entry FROM link WHERE device_id = $1 AND action LIKE 'audit.%' ORDER BY seq`,
    [desk.deviceId],
  )
  expect(entries.rows.map(({ entry }) => JSON.parse(entry).action)).toEqual(['audit.begin', 'audit.carried'])
  expect(entries.rows[1]?.entry).toContain('after the disk was put back')
})

it('given the server’s statement where an audit stood, when the workstation’s end is cut off, then it is told there', async () => {
  for (let n = 0; n < 3; n++) await desk.station.audit.read(chart())
  await desk.station.audit.send()
  await hospital.server.audit.anchor()
  await desk.station.audit.read(chart())
  await desk.station.audit.send()
  expect(desk.station.audit.verify()).toEqual({ ok: true, entries: 4 })
  desk.station.db.exec('DELETE FROM audit WHERE number > 2')
  expect(desk.station.audit.verify()).toEqual({ ok: false, seq: 3, entries: 2 })
})

it('given a page that another workstation sends as its own, then it is not taken', async () => {
  await desk.station.audit.read(chart())
  const other = await hospital.workstation(`Desk ${names++}`, ['patient'])
  const pages: unknown[] = []
  const request = desk.station.network.request.bind(desk.station.network)
  desk.station.network.request = (method, path, body) => {
    pages.push(body)
    return request(method, path, body)
  }
  await desk.station.audit.send()
  const page = pages[0] as { entries: string[]; signature: string }
  const send = async (body: object) =>
    ((await other.station.network.request('POST', '/v1/audit/entries', body)).body as { code: string }).code
  expect(await send(page)).toBe('SIGNATURE_WRONG')
  expect(await atServer(other.deviceId)).toEqual([])
})

it.each(['UPDATE link SET action = $1', 'DELETE FROM link WHERE action <> $1', 'DROP TABLE link -- $1'])(
  'given the role of the audit’s own service, then the database refuses: %s',
  async (sql) => {
    await desk.station.audit.read(chart())
    await desk.station.audit.send()
    const client = await pool().connect()
    const run = sql.startsWith('DROP') ? client.query('DROP TABLE link') : client.query(sql, ['x'])
    await expect(run).rejects.toThrow(/permission denied|must be owner/)
    client.release()
    expect(await atServer()).toHaveLength(1)
  },
)

it.each(['identity', 'patients', 'ward'])(
  'given the role of %s, then it can add to its own audit and not change it',
  async (service) => {
    const own = hospital.server.services.get(service)?.pool
    await expect(own?.query(`UPDATE audit SET entry = ''`)).rejects.toThrow('permission denied')
    await expect(own?.query('DELETE FROM audit')).rejects.toThrow('permission denied')
    await expect(own?.query('TRUNCATE audit')).rejects.toThrow('permission denied')
  },
)

const run = promisify(execFile)
/** Exit code and what it printed. */
async function verify(...args: string[]): Promise<{ code: number; stdout: string }> {
  const ended = await run(process.execPath, ['scripts/audit-verify.ts', ...args]).catch(
    (error: { code: number; stdout: string }) => error,
  )
  return { code: 'code' in ended ? ended.code : 0, stdout: ended.stdout }
}

it('given the whole audit in a file, then it is verified without the server; with an entry taken out, the verifier says where', async () => {
  for (let n = 0; n < 3; n++) await desk.station.audit.read(chart())
  await desk.station.audit.send()
  await hospital.server.audit.anchor()
  const dir = mkdtempSync(join(tmpdir(), 'carecode-audit-'))
  const [file, anchors] = [join(dir, 'audit.ndjson'), join(dir, 'anchors.ndjson')]
  const pages: string[] = []
  for await (const line of hospital.server.audit.export()) pages.push(line)
  writeFileSync(file, pages.join(''))
  writeFileSync(anchors, readFileSync(hospital.server.audit.anchorFile))
  const key = hospital.server.audit.publicKey

  expect(await verify(file, '--anchors', anchors, '--key', key)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('they hold'),
  })
  const at = pages.findIndex((line) => line.includes(desk.deviceId) && line.includes('"type":"entry","seq":2'))
  writeFileSync(file, pages.toSpliced(at, 1).join(''))
  const { code, stdout } = await verify(file, '--key', key)
  expect(code).toBe(1)
  expect(stdout).toContain(`AUDIT_DELETED line ${at + 1} (workstation ${desk.deviceId}`)
  expect((await verify(join(dir, 'nothing'))).code).toBe(2)
  rmSync(dir, { recursive: true })
})

it('given somebody who is no administrator, then the audit is not given out', async () => {
  const url = hospital.server.url
  expect((await fetch(`${url}/v1/audit/export`)).status).toBe(401)
  expect((await fetch(`${url}/v1/audit/anchors`, { method: 'POST' })).status).toBe(401)
})

/** In the name of who has given the password at that workstation. */
const page = async (query: Record<string, string>, userId = administrator, of: TestWorkstation = desk) => {
  const { token } = await hospital.server.identity.sessions.begin(userId, of.deviceId)
  const path = `/v1/audit/events?${new URLSearchParams(query)}`
  const answer = await of.station.network.request('GET', path, undefined, token)
  return { status: answer.status, ...(answer.body as AuditPageView & { code: string }) }
}

it('given reads of a patient, when the privacy officer asks, then they are found by patient and by person, paged, with names', async () => {
  await settled(desk)
  const person = { familyName: 'Perera', givenName: 'Kamala', sex: 'female', birthDate: '1980-05-17' }
  const { patientId = '' } = desk.station.execute('patients.register', 1, person, hospital.nurse).result
  await settled(desk)
  for (let n = 0; n < 104; n++) await desk.station.audit.read(chart({ patientIds: [patientId] }))
  await desk.station.audit.send()

  const first = await page({ ask: 'patient', id: patientId })
  expect(first.lines).toHaveLength(100)
  expect(first.lines[0]).toMatchObject({
    actor: { name: 'Nimali Perera' },
    patients: [{ id: patientId, name: 'Perera Kamala' }],
    workstation: `Desk ${names - 1}`,
  })
  const second = await page({ ask: 'patient', id: patientId, before: first.next ?? '' })
  expect(second).toMatchObject({ next: null })
  expect(second.lines).toHaveLength(5)
  expect(new Set([...first.lines, ...second.lines].map(({ key }) => key)).size).toBe(105)
  expect((await page({ ask: 'user', id: hospital.nurse.actor.userId })).lines).toHaveLength(100)
  expect((await page({ ask: 'user', id: patientId })).lines).toEqual([])

  const unusual = await page({ ask: 'unusual' })
  expect(unusual.lines[0]?.unusual).toContainEqual({ rule: 'sameSurname', params: { name: 'Perera' } })
})

it('given a chart that was opened with a reason, then the privacy officer finds it, and what was read by it', async () => {
  const reason = { by: 'breakGlass' as const, code: 'emergency' }
  await desk.station.audit.read(chart({ reason }))
  await desk.station.audit.send()
  const { lines } = await page({ ask: 'breakGlass' })
  expect(lines).toMatchObject([{ action: 'read.chart', breakGlass: 'emergency' }])
})

it('given somebody who is no administrator, then nothing of the audit is shown', async () => {
  expect(await page({ ask: 'unusual' }, hospital.nurse.actor.userId)).toMatchObject({ code: 'NOT_ALLOWED' })
  expect(await page({ ask: 'patient' })).toMatchObject({ code: 'INPUT_INVALID' })
})
