import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeAuthority } from '../../scripts/ca/authority.ts'
import { readTls, requireTls } from './tls.ts'

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'carecode-tls-'))
  makeAuthority({ dir: join(dir, 'a'), hosts: ['127.0.0.1'], now: new Date() })
})
afterAll(() => rmSync(dir, { recursive: true }))

it('Given another machine’s address, when there are no certificates, then the server does not start', async () => {
  for (const host of ['0.0.0.0', '10.0.0.5', '::', 'server.hospital.lk', '127.0.0.1.evil.example'])
    expect(() => requireTls(host, undefined), host).toThrow(expect.objectContaining({ code: 'TLS_REQUIRED' }))
  for (const host of ['127.0.0.1', 'localhost', '::1']) requireTls(host, undefined)
  requireTls('0.0.0.0', await readTls(join(dir, 'a')))
})

it('Given a folder that lacks a file, then the reason has a code', async () => {
  await expect(readTls(join(dir, 'absent'))).rejects.toMatchObject({ code: 'TLS_UNUSABLE' })
})
