import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RunningServer } from '../../server/app/all-in-one.ts'
import { startTestServer } from '../../server/app/testing.ts'
import { readTls } from '../../server/app/tls.ts'
import { SYSTEM_ACTOR } from '../../server/demo/seed.ts'
import { workstationMigrations } from '../../src-main/app/migrations.ts'
import { realPorts } from '../../src-main/platform/ports.ts'
import { openStation, type Station } from '../../src-main/platform/station.ts'
import { registry } from '../../src-shared/domains/registry.ts'
import { shortPin } from '../../src-shared/sync/trust.ts'
import { makeAuthority } from '../ca/authority.ts'
import { settled } from './hospital.ts'

let dir: string
let server: RunningServer
let station: Station

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'carecode-tls-'))
  makeAuthority({ dir: join(dir, 'tls'), hosts: ['127.0.0.1'], now: new Date() })
  server = await startTestServer('tls', undefined, { tls: await readTls(join(dir, 'tls')) })
  station = openStation({
    ...{ dir: join(dir, 'station'), registry, version: '1.0.0', onNotice: () => undefined, ports: realPorts() },
    migrations: workstationMigrations,
  })
})
afterAll(async () => {
  station.close()
  await server.stop()
  rmSync(dir, { recursive: true, force: true })
})

it('Given a server with certificates, when a workstation is enrolled with code and pin, then it works over TLS, and never without', async () => {
  const { pins } = await readTls(join(dir, 'tls'))
  const pin = shortPin(Buffer.from(pins[0] ?? '', 'base64').toString('hex'))
  const { code } = await server.identity.devices.createCode(SYSTEM_ACTOR.userId, ['staff', 'reference'])
  await expect(station.device.enrol(server.url, code, 'Desk')).rejects.toThrow('ENROLMENT_PIN_MISSING')
  await expect(station.device.enrol(server.url, `${code}/2222-2222-2222-2222`, 'Desk')).rejects.toThrow(
    'SERVER_NOT_TRUSTED',
  )
  await station.device.enrol(server.url, `${code}/${pin.toLowerCase()}`, 'Desk')
  expect(station.device.enrolment?.tls?.pins).toEqual(pins)
  await settled({ station, dir, deviceId: '', cut: new Set() })
  expect(station.sync.status()).toMatchObject({ connection: 'online' })
  const plain = fetch(server.url.replace('https:', 'http:'))
  await expect(plain).rejects.toThrow('fetch failed')
})
