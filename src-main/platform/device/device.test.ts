import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { testId } from '../../../src-shared/testing/memory-store.ts'
import { realCrypto } from '../ports.ts'
import type { Profile } from '../sqlite/disk.ts'
import { realDisk } from '../sqlite/real-disk.ts'
import { fakePorts } from '../sync/testing/rig.ts'
import { DeviceState } from './device.ts'
import { enrol } from './enrol.ts'
import { fileVault } from './file-vault.ts'
import { DeviceNetwork } from './network.ts'
import type { HttpAnswer, HttpRequest } from './transport.ts'

let dir: string
let files: Profile
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'carecode-device-'))
  files = realDisk().openProfile(dir)
})
afterEach(() => {
  files.release()
  rmSync(dir, { recursive: true })
})

const told = {
  deviceId: testId(3),
  facilityId: testId(1),
  facilityName: 'Base Hospital',
  utcOffsetMinutes: 330,
  services: ['ward'],
}

function serverWith(answer: (asked: HttpRequest) => HttpAnswer | Error) {
  const requests: HttpRequest[] = []
  const request = async (asked: HttpRequest) => {
    requests.push(asked)
    const found = answer(asked)
    if (found instanceof Error) throw found
    return found
  }
  return { requests, ...fakePorts({ request, events: () => () => {} }) }
}
const problemAnswer = (status: number, code: string): HttpAnswer => ({
  status,
  body: { type: '', title: '', status, detail: '', code, params: {} },
})

it('given a right code, when it enrols, then key and enrolment are kept, for their owner only, and outlive a restart', async () => {
  const { ports, requests } = serverWith(() => ({ status: 200, body: { ...told, serverTime: 0 } }))
  await enrol(ports, new DeviceState(fileVault(files)), 'http://hospital/', 'CODE', 'Ward 7 desk')
  const after = new DeviceState(fileVault(files)).require()
  expect(after).toMatchObject({ ...told, serverUrl: 'http://hospital', deviceName: 'Ward 7 desk' })
  expect(statSync(join(dir, 'device.key')).mode & 0o777).toBe(0o600)
  const { publicKey } = requests.map(({ body }) => body as { publicKey: string })[0] ?? { publicKey: '' }
  const crypto = realCrypto()
  expect(crypto.verify(publicKey, 'text', crypto.sign(after.privateKey, 'text'))).toBe(true)
})

it('given an enrolled workstation, when somebody enrols it again, then it keeps its key and asks no server', async () => {
  const { ports, requests } = serverWith(() => ({ status: 200, body: { ...told, serverTime: 0 } }))
  const device = new DeviceState(fileVault(files))
  await enrol(ports, device, 'http://hospital', 'CODE', 'desk')
  const { privateKey } = device.require()
  await expect(enrol(ports, device, 'http://elsewhere', 'CODE', 'desk')).rejects.toThrow('ALREADY_ENROLLED')
  expect(requests).toHaveLength(1)
  expect(new DeviceState(fileVault(files)).require()).toMatchObject({ serverUrl: 'http://hospital', privateKey })
})

it('given two enrolments at once, when the first is answered, then its key stays on the disk beside it', async () => {
  const { ports } = serverWith(() => ({ status: 200, body: { ...told, serverTime: 0 } }))
  const device = new DeviceState(fileVault(files))
  const [first, second] = await Promise.allSettled([
    enrol(ports, device, 'http://hospital', 'CODE', 'desk'),
    enrol(ports, device, 'http://hospital', 'CODE', 'desk'),
  ])
  expect([first.status, second.status]).toEqual(['fulfilled', 'rejected'])
  expect(new DeviceState(fileVault(files)).require().privateKey).toBe(device.require().privateKey)
})

it('given a wrong code or no server, then the reason is told and the workstation is not enrolled', async () => {
  const device = new DeviceState(fileVault(files))
  const wrong = serverWith(() => problemAnswer(401, 'ENROLMENT_CODE_WRONG'))
  await expect(enrol(wrong.ports, device, 'http://hospital', 'X', 'desk')).rejects.toThrow('ENROLMENT_CODE_WRONG')
  const gone = serverWith(() => new Error('refused'))
  await expect(enrol(gone.ports, device, 'http://hospital', 'X', 'desk')).rejects.toThrow('SERVER_UNREACHABLE')
  expect(device.enrolled).toBeNull()
})

it('given several requests at once, then one session serves them; a wrong password does not end it', async () => {
  const { ports, requests } = serverWith(({ url }) => {
    if (url.endsWith('/challenge')) return { status: 200, body: { nonce: 'n' } }
    if (url.endsWith('/session')) return { status: 200, body: { token: 't', expiresAt: 0 } }
    if (url.endsWith('/sign-in')) return problemAnswer(401, 'SIGN_IN_WRONG')
    return { status: 200, body: {} }
  })
  const device = new DeviceState(fileVault(files))
  device.keepKey(ports.crypto.generateKeyPair().privateKey)
  device.accept(
    { ...told, serverUrl: 'http://hospital', deviceName: 'desk' },
    ports.crypto.generateKeyPair().privateKey,
  )
  const network = new DeviceNetwork(ports, device)
  await Promise.all([network.request('GET', '/a'), network.request('GET', '/b')])
  expect(await network.request('POST', '/v1/identity/sign-in', {})).toMatchObject({ status: 401 })
  expect(requests.filter(({ url }) => url.endsWith('/session'))).toHaveLength(1)
})

it('given a session that names new pins, then the workstation knows the server by them, also after a restart', async () => {
  const tls = { ca: 'PEM', pins: [`${'B'.repeat(43)}=`] }
  const { ports, requests } = serverWith(({ url }) => {
    if (url.endsWith('/challenge')) return { status: 200, body: { nonce: 'n' } }
    if (url.endsWith('/session')) return { status: 200, body: { token: 't', expiresAt: 0, tls } }
    return { status: 200, body: {} }
  })
  const device = new DeviceState(fileVault(files))
  const before = { ca: 'PEM', pins: [`${'A'.repeat(43)}=`] }
  device.accept(
    { ...told, serverUrl: 'https://hospital', deviceName: 'desk', tls: before },
    ports.crypto.generateKeyPair().privateKey,
  )
  await new DeviceNetwork(ports, device).request('GET', '/a')
  expect(requests.map(({ trust }) => trust)).toEqual([before, before, tls])
  expect(new DeviceState(fileVault(files)).require().tls).toEqual(tls)
})

it('given an address with https and a code without a pin, then nothing is asked', async () => {
  const { ports, requests } = serverWith(() => ({ status: 200, body: { ...told, serverTime: 0 } }))
  const device = new DeviceState(fileVault(files))
  await expect(enrol(ports, device, 'https://hospital', 'CODE', 'desk')).rejects.toThrow('ENROLMENT_PIN_MISSING')
  expect(requests).toEqual([])
})

it('given a workstation that the server revoked, then the refusal is told after one new try', async () => {
  const { ports } = serverWith(() => problemAnswer(401, 'WORKSTATION_UNKNOWN'))
  const device = new DeviceState(fileVault(files))
  device.accept(
    { ...told, serverUrl: 'http://hospital', deviceName: 'desk' },
    ports.crypto.generateKeyPair().privateKey,
  )
  await expect(new DeviceNetwork(ports, device).request('GET', '/a')).rejects.toThrow('WORKSTATION_UNKNOWN')
})
