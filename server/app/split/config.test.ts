import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ClusterError } from '../../platform/postgres/errors.ts'
import { gatewayConfig, serviceConfig } from './config.ts'

const DATABASE_URL = 'postgresql://care:secret@db/care'
const GIVEN = ['ward', '--data-dir', '/keys', '--gateway', 'http://127.0.0.1:7420']

function refusal(work: () => unknown): ClusterError {
  try {
    work()
  } catch (error) {
    if (error instanceof ClusterError) return error
    throw error
  }
  throw new Error('it was taken')
}

describe('what a service is started with', () => {
  it('Given one database for all and one of its own for the ward, then each service has its own', () => {
    const env = { DATABASE_URL, WARD_DATABASE_URL: 'postgresql://care@ward/care' }
    expect(serviceConfig(['patients', ...GIVEN], env).databases).toEqual({
      patients: DATABASE_URL,
      ward: 'postgresql://care@ward/care',
    })
  })

  it('Given the address in a file, as a container has it, then it is taken from there; and where there is none, the key is told', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'config-')), 'url')
    writeFileSync(file, `${DATABASE_URL}\n`)
    expect(serviceConfig(GIVEN, { DATABASE_URL_FILE: file }).databases).toEqual({ ward: DATABASE_URL })
    expect(serviceConfig(GIVEN, { DATABASE_URL, WARD_DATABASE_URL_FILE: file }).databases).toEqual({
      ward: DATABASE_URL,
    })
    const { code, message } = refusal(() => serviceConfig(GIVEN, { DATABASE_URL_FILE: `${file}.gone` }))
    expect([code, message]).toEqual(['CONFIG_WRONG', 'DATABASE_URL_FILE: ENOENT.'])
  })

  it('Given an address for each of the others, then no gateway is needed', () => {
    const env = {
      ...{ DATABASE_URL, IDENTITY_URL: 'http://127.0.0.1:1' },
      ...{ PATIENTS_URL: 'http://127.0.0.1:2/', AUDIT_URL: 'https://audit:3' },
      PHARMACY_URL: 'http://127.0.0.1:4',
    }
    expect(serviceConfig(GIVEN.slice(0, 3), env).urls).toEqual({
      ...{ identity: 'http://127.0.0.1:1', patients: 'http://127.0.0.1:2', audit: 'https://audit:3' },
      pharmacy: 'http://127.0.0.1:4',
    })
  })

  it.each([
    ['no service', GIVEN.slice(1), { DATABASE_URL }, 'services'],
    ['a service that is none', ['wards', ...GIVEN.slice(1)], { DATABASE_URL }, 'services'],
    ['a service twice', ['ward', ...GIVEN], { DATABASE_URL }, 'services'],
    ['no folder of keys', ['ward'], { DATABASE_URL, CARECODE_GATEWAY: 'http://127.0.0.1:1' }, '--data-dir'],
    ['no database', GIVEN, {}, 'DATABASE_URL'],
    ['another kind of database', GIVEN, { DATABASE_URL: 'mysql://care:secret@db' }, 'DATABASE_URL'],
    ['a wrong one for the ward', GIVEN, { DATABASE_URL, WARD_DATABASE_URL: 'secret' }, 'WARD_DATABASE_URL'],
    ['a port that is none', [...GIVEN, '--port', '70000'], { DATABASE_URL }, '--port'],
    ['nobody to ask', GIVEN.slice(0, 3), { DATABASE_URL }, '--gateway'],
    [
      'a gateway elsewhere without encryption',
      [...GIVEN, '--gateway', 'http://10.0.0.9'],
      { DATABASE_URL },
      '--gateway',
    ],
    ['an option that is none', [...GIVEN, '--prot', '1'], { DATABASE_URL }, 'command line'],
  ])('Given %s, then the start ends with the key and the remedy, and no secret', (_what, args, env, key) => {
    const { code, message, remedy } = refusal(() => serviceConfig(args, env))
    expect([code, message.startsWith(`${key}: `)]).toEqual(['CONFIG_WRONG', true])
    expect(remedy.length).toBeGreaterThan(10)
    expect(message + remedy).not.toContain('secret')
  })
})

it('Given a rate of nothing, then the gateway does not start', () => {
  const { message } = refusal(() => gatewayConfig(['--data-dir', '/keys', '--requests-per-second', '0']))
  expect(message).toContain('--requests-per-second: ')
})

describe('what a gateway is started with', () => {
  const given = ['--data-dir', '/keys', '--discover', 'ward=_https._tcp.ward.carecode.svc.cluster.local']

  it('Given names of DNS, then each service has its own', () => {
    const more = ['--discover', 'audit=_https._tcp.identity', '--dns', '10.0.0.1:53']
    expect(gatewayConfig([...given, ...more])).toMatchObject({
      discover: { ward: '_https._tcp.ward.carecode.svc.cluster.local', audit: '_https._tcp.identity' },
      dns: '10.0.0.1:53',
    })
  })

  it.each([
    ['a service that is none', ['--discover', 'wards=_https._tcp.ward'], '--discover'],
    ['no name', ['--discover', 'ward='], '--discover'],
    ['a name server by its name', ['--dns', 'kube-dns'], '--dns'],
  ])('Given %s, then the start ends with the key', (_what, args, key) => {
    const { code, message } = refusal(() => gatewayConfig([...given, ...args]))
    expect([code, message.split(':')[0]]).toEqual(['CONFIG_WRONG', key])
  })
})
