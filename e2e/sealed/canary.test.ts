import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RunningServer } from '../../server/app/all-in-one.ts'
import { startTestServer } from '../../server/app/testing.ts'
import { DEMO_PASSWORD } from '../../server/demo/hospital.ts'
import { SYSTEM_ACTOR } from '../../server/demo/seed.ts'
import { seedDemo } from '../../server/demo/seed-demo.ts'
import { until } from './sealed-workplace.ts'

/** A word that stands nowhere by chance; a number stands for the field it was typed into. */
const CANARY = 'Wijekanarienvogel'
const root = resolve(import.meta.dirname, '../..')
let server: RunningServer
let dir: string
let desk: ChildProcess
let said = ''
let stopped = false
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'carecode-canary-'))
  mkdirSync(join(dir, 'tmp'))
  server = await startTestServer('canary')
  await seedDemo(server)
  await server.consumersCaughtUp()
}, 120_000)
afterAll(async () => {
  desk?.kill('SIGKILL')
  if (!stopped) await server?.stop()
  rmSync(dir, { recursive: true, force: true })
})

/** The loopback host as it is started by a person, with temporary files of its own. */
async function startDesk(more: string[] = []): Promise<{ call: (path: string, input?: unknown) => Promise<unknown> }> {
  const before = said.length
  const args = ['src-main/app/loopback-cli.ts', '--data-dir', join(dir, 'stations'), ...more]
  desk = spawn(process.execPath, args, { cwd: root, env: { ...process.env, TMPDIR: join(dir, 'tmp') } })
  for (const stream of [desk.stdout, desk.stderr]) stream?.on('data', (part) => (said += String(part)))
  const address = () => /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/.exec(said.slice(before))?.[0]
  const url = new URL((await until(address, Boolean, 40_000)) as string)
  const entered = await fetch(url, { redirect: 'manual' })
  const cookie = String(entered.headers.get('set-cookie')).split(';')[0] as string
  const call = async (path: string, input?: unknown) => {
    const headers = { cookie, origin: url.origin, 'content-type': 'application/json' }
    const sent = { method: 'POST', headers, body: JSON.stringify(input ?? {}) }
    const answer = await fetch(`${url.origin}/trpc/${path}`, sent)
    const body = (await answer.json()) as { result?: { data: unknown }; error?: { message: string } }
    if (body.error) throw new Error(`${path}: ${body.error.message}`)
    return body.result?.data
  }
  return { call }
}

async function ended(): Promise<void> {
  desk.kill('SIGKILL')
  await once(desk, 'exit')
}

/** Every file of the workstation, its temporary ones too, and what it has said. */
function found(text: string): string[] {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const forms = [Buffer.from(text), Buffer.from(text, 'utf16le'), Buffer.from(text.toLowerCase())]
  const inFiles = files.filter((file) => {
    const bytes = readFileSync(join(file.parentPath, file.name))
    return forms.some((form) => bytes.includes(form))
  })
  return [...inFiles.map(({ name }) => name), ...(said.includes(text) ? ['what it said'] : [])]
}

const fields = ['familyName', 'givenName', 'title', 'locality', 'nextOfKinName'] as const

it('given a canary in every text field, when the workstation runs and after kill -9, then no file of it holds the canary, and nothing is lost', async () => {
  const { code } = await server.identity.devices.createCode(SYSTEM_ACTOR.userId, ['staff', 'reference', 'patient'])
  const first = await startDesk(['--server', server.url, '--enrol', code])
  const signIn = (at: typeof first) => at.call('session.signIn', { username: 'nimali', password: DEMO_PASSWORD })
  await until(() => signIn(first).then(Boolean, () => false), Boolean, 40_000)
  await until(() => existsSync(join(dir, 'stations', 'a', 'cache.lease')), Boolean, 40_000)
  const typed = Object.fromEntries(fields.map((field, i) => [field, field === 'title' ? 'Mrs' : `${CANARY}${i}`]))
  const person = { ...typed, sex: 'female', birthDate: '1980-05-17' }
  const saved = () => first.call('patients.register', person).then((it) => it as { result: { patientId: string } })
  const { result } = await until(() => saved().catch(() => null), Boolean, 40_000).then(
    (it) => it as NonNullable<typeof it>,
  )
  const allergy = { patientId: result.patientId, substance: `${CANARY}8`, reaction: `${CANARY}9` }
  await first.call('patients.recordAllergy', allergy)
  await first.call('drafts.put', { key: 'register', value: { familyName: CANARY } })
  expect(found(CANARY)).toEqual([])
  stopped = true
  await server.stop()
  // while the server is away the entry waits in cache and journal
  await first.call('patients.recordAllergy', { ...allergy, substance: `${CANARY}10` })
  expect(found(CANARY)).toEqual([])
  await ended()
  expect(found(CANARY)).toEqual([])
  const names = readdirSync(join(dir, 'stations', 'a'))
  expect(names).toEqual(expect.arrayContaining(['cache.sqlite', 'cache.sqlite-wal', 'outbox.journal', 'device.key']))
  const again = await startDesk()
  expect(found(CANARY)).toEqual([])
  await again.call('session.switchUser', { username: 'nimali', pin: '1111' })
  expect(said).not.toContain('CACHE_')
  await ended()
}, 180_000)
