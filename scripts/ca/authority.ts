import { createPrivateKey, type KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { certificate, newKey, pem, spkiOf } from './certificate.ts'

/**
 * Files of a hospital's certificates: `ca.pem` and `ca.key`, `server.pem` (with the authority behind it) and
 * `server.key`, and `next.key` with `next.pub`, the key that the server will have after the next renewal: its pin is given
 * out today, so that a renewal shuts nobody out.
 */
export interface Authority {
  dir: string
  hosts: readonly string[]
  /** For the certificates' dates. */
  now: Date
}
const CA_NAME = 'CareCode hospital authority'
const CA_DAYS = 3650
const SERVER_DAYS = 397

/** Makes all of them. @throws Error where there is an authority already */
export function makeAuthority({ dir, hosts, now }: Authority): void {
  if (existsSync(join(dir, 'ca.key')))
    throw new Error(`${dir} holds an authority already; --renew makes a new server key`)
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const key = newKey()
  const issuer = { name: CA_NAME, key }
  keepKey(dir, 'ca.key', key)
  writeFileSync(
    join(dir, 'ca.pem'),
    certificate({ ...issuer, subjectKey: key, issuer, from: now, days: CA_DAYS, hosts: null }),
  )
  keepKey(dir, 'server.key', newKey())
  certify({ dir, hosts, now })
  prepareNext(dir)
}

/** The next key becomes the server's, and another one the next. */
export function renew({ dir, hosts, now }: Authority): void {
  renameSync(join(dir, 'next.key'), join(dir, 'server.key'))
  certify({ dir, hosts, now })
  prepareNext(dir)
}

function certify({ dir, hosts, now }: Authority): void {
  const subjectKey = readKey(dir, 'server.key')
  const issuer = { name: CA_NAME, key: readKey(dir, 'ca.key') }
  const plan = { name: hosts[0] ?? 'server', subjectKey, issuer, from: now, days: SERVER_DAYS, hosts }
  // the authority comes with it: a workstation that is enrolled takes it from there
  writeFileSync(join(dir, 'server.pem'), certificate(plan) + readFileSync(join(dir, 'ca.pem'), 'utf8'))
}

function prepareNext(dir: string): void {
  const key = newKey()
  keepKey(dir, 'next.key', key)
  writeFileSync(join(dir, 'next.pub'), pem('PUBLIC KEY', spkiOf(key)))
}

const readKey = (dir: string, name: string): KeyObject => createPrivateKey(readFileSync(join(dir, name)))
const keepKey = (dir: string, name: string, key: KeyObject): void =>
  writeFileSync(join(dir, name), key.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600 })
