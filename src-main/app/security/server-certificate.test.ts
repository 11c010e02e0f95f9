import { createHash, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Session } from 'electron'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeAuthority } from '../../../scripts/ca/authority.ts'
import type { Trust } from '../../../src-shared/sync/trust.ts'
import { pinSession } from './server-certificate.ts'

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'carecode-pins-'))
  const hosts = ['server.hospital.lk', '10.0.0.5']
  makeAuthority({ dir: join(dir, 'own'), hosts, now: new Date() })
  makeAuthority({ dir: join(dir, 'other'), hosts, now: new Date() })
  makeAuthority({ dir: join(dir, 'past'), hosts, now: new Date(Date.now() - 500 * 86_400_000) })
})
afterAll(() => rmSync(dir, { recursive: true }))

const leaf = (name: string) => readFileSync(join(dir, name, 'server.pem'), 'utf8')
function trustIn(name: string, pinned = name): Trust {
  const key = new X509Certificate(leaf(pinned)).publicKey.export({ format: 'der', type: 'spki' })
  const ca = readFileSync(join(dir, name, 'ca.pem'), 'utf8')
  return { ca, pins: [createHash('sha256').update(key).digest('base64')] }
}

type Proc = Parameters<Session['setCertificateVerifyProc']>[0]
/** What the session would answer to Chromium: 0 goes on. */
function asked(trust: Trust | undefined, hostname: string, data: string): number {
  let proc: Proc = null
  let said = Number.NaN
  const session = {
    setSSLConfig() {},
    setCertificateVerifyProc(given: Proc) {
      proc = given
    },
  }
  pinSession(session, () => trust)
  // the system may well call it good: it does not matter
  const request = { hostname, certificate: { data }, verificationResult: 'net::OK', errorCode: 0 }
  ;(proc as unknown as NonNullable<Proc>)(request as Parameters<NonNullable<Proc>>[0], (code) => {
    said = code
  })
  return said
}

it('given the hospital’s own certificate under its names, then the session goes on', () => {
  expect(asked(trustIn('own'), 'server.hospital.lk', leaf('own'))).toBe(0)
  expect(asked(trustIn('own'), '10.0.0.5', leaf('own'))).toBe(0)
})

it.each([
  ['before enrolment', undefined, 'server.hospital.lk', 'own'],
  ['another name', 'own', 'evil.example', 'own'],
  ['another authority', 'own', 'server.hospital.lk', 'other'],
  ['one that has run out', 'past', 'server.hospital.lk', 'past'],
] as const)('given %s, then the session ends', (_what, known, host, presented) => {
  expect(asked(known && trustIn(known), host, leaf(presented))).toBe(-2)
})

it('given the right authority and another key, or what is no certificate, then the session ends', () => {
  expect(asked(trustIn('own', 'other'), 'server.hospital.lk', leaf('own'))).toBe(-2)
  expect(asked(trustIn('own'), 'server.hospital.lk', 'nothing')).toBe(-2)
})
