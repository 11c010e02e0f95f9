import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeAuthority } from './authority.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'carecode-ca-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

const FIRST = new Date('2026-03-02T08:00:00Z')
const read = (name: string) => new X509Certificate(readFileSync(join(dir, name)))

it('Given names and addresses, then the certificate is the server’s alone, by the authority, for 397 days', () => {
  makeAuthority({ dir, hosts: ['server.hospital.lk', '10.0.0.5'], now: FIRST })
  const [ca, server] = [read('ca.pem'), read('server.pem')]
  expect(ca.verify(ca.publicKey)).toBe(true)
  expect(server.verify(ca.publicKey)).toBe(true)
  expect([ca.ca, server.ca, server.checkIssued(ca)]).toEqual([true, false, true])
  expect([
    server.checkHost('server.hospital.lk'),
    server.checkIP('10.0.0.5'),
    server.checkHost('evil.example'),
  ]).toEqual(['server.hospital.lk', '10.0.0.5', undefined])
  expect([server.validFrom, server.validTo]).toEqual(['Mar  2 08:00:00 2026 GMT', 'Apr  3 08:00:00 2027 GMT'])
})

it('Given an authority, when it is made again, then the first one stays', () => {
  makeAuthority({ dir, hosts: ['10.0.0.5'], now: FIRST })
  const before = read('ca.pem').fingerprint256
  expect(() => makeAuthority({ dir, hosts: ['10.0.0.5'], now: FIRST })).toThrow('holds an authority already')
  expect(read('ca.pem').fingerprint256).toBe(before)
})

it('Given the keys, then only their owner may read them', () => {
  makeAuthority({ dir, hosts: ['10.0.0.5'], now: FIRST })
  for (const name of ['ca.key', 'server.key', 'next.key']) expect(statSync(join(dir, name)).mode & 0o777).toBe(0o600)
})

it.each(['::1', 'a b', '-x', '', '*', '*.lk', 'a.*.lk', '*a.hospital.lk'])(
  'Given %s, then no certificate is made for it',
  (host) => {
    expect(() => makeAuthority({ dir, hosts: [host], now: FIRST })).toThrow('no host name and no IPv4 address')
  },
)
