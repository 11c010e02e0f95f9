import { readFileSync } from 'node:fs'
import { createServer as plainServer } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { join } from 'node:path'
import type { SecureVersion } from 'node:tls'
import { makeAuthority, renew } from '../../../scripts/ca/authority.ts'
import { readTls, type ServerTls } from '../../../server/app/tls.ts'
import { pinSession } from '../../../src-main/app/security/server-certificate.ts'
import { type HttpRequest, realTransport } from '../../../src-main/platform/device/transport.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { shortPin } from '../../../src-shared/sync/trust.ts'
import type { Patch } from '../../support/patched-code.ts'
import { type Attack, type Result, repelled, succeeded } from '../attack.ts'
import type { Target } from '../run/target.ts'

const trust = (find: string, replace: string): Patch => ({ file: 'src-main/platform/device/trust.ts', find, replace })

interface Party {
  dir: string
  tls: ServerTls
}
/** Somebody with an authority and a server of their own: the hospital, or who would like to be it. */
async function party(target: Target): Promise<Party> {
  const dir = join(target.folder(), 'tls')
  makeAuthority({ dir, hosts: ['127.0.0.1'], now: new Date() })
  return { dir, tls: await readTls(dir) }
}

/** A listener that keeps what it is told. */
async function listener(target: Target, tls: ServerTls | null, maxVersion?: SecureVersion) {
  const heard: string[] = []
  const answer: Parameters<typeof plainServer>[1] = (req, res) => {
    let body = ''
    req.on('data', (part) => {
      body += part
    })
    req.on('end', () => {
      heard.push(`${req.headers.authorization ?? ''} ${body}`.trim())
      res.end('{}')
    })
  }
  const more = maxVersion === undefined ? {} : { maxVersion }
  const server: Server = tls
    ? createServer({ cert: tls.cert, key: tls.key, minVersion: 'TLSv1.2', ...more }, answer)
    : plainServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve))
  target.atEnd(() => server.close())
  return { heard, port: (server.address() as AddressInfo).port }
}

/** A workstation sends its token there; what the listener hears of it is the attacker's. */
async function sends(
  { heard, port }: Awaited<ReturnType<typeof listener>>,
  known: HttpRequest['trust'],
  url = `https://127.0.0.1:${port}/v1/identity/enrol`,
): Promise<Result> {
  const headers = { authorization: 'Bearer of-the-workstation' }
  const sent = realTransport().request({
    method: 'POST',
    url,
    headers,
    body: { code: 'SECRET' },
    timeoutMs: 5000,
    trust: known,
  })
  const refusal = await sent.then(
    () => null,
    (error: unknown) => error,
  )
  if (heard.length > 0) return succeeded(`hears ${heard[0]}`)
  return repelled(refusal instanceof ProblemError ? refusal.problem.code : String(refusal))
}
const typedPin = ({ pins }: ServerTls) => shortPin(Buffer.from(pins[0] ?? '', 'base64').toString('hex'))

export const attacks: readonly Attack[] = [
  {
    name: 'tls-other-authority',
    what: 'answers in the server’s place with a certificate of another authority',
    code: 'SERVER_NOT_TRUSTED',
    defence: [trust('ca: trust.ca,', 'rejectUnauthorized: false,')],
    async run(target) {
      const [hospital, evil] = [await party(target), await party(target)]
      return sends(await listener(target, evil.tls), hospital.tls)
    },
  },
  {
    name: 'tls-other-key',
    what: 'answers with a certificate that the hospital’s authority was talked into making',
    code: 'SERVER_NOT_TRUSTED',
    defence: [trust("(isPinned(trust, presented.raw) ? undefined : new Error('another key'))", 'undefined')],
    async run(target) {
      const hospital = await party(target)
      const before = hospital.tls
      // by the same authority, twice renewed: neither of its pins is known
      for (let i = 0; i < 2; i++) renew({ dir: hospital.dir, hosts: ['127.0.0.1'], now: new Date() })
      return sends(await listener(target, await readTls(hospital.dir)), before)
    },
  },
  {
    name: 'tls-downgrade',
    what: 'takes the connection down to TLS 1.2',
    code: 'SERVER_NOT_TRUSTED',
    defence: [trust("const TLS_VERSION = 'TLSv1.3'", "const TLS_VERSION = 'TLSv1.2'")],
    async run(target) {
      const { tls } = await party(target)
      return sends(await listener(target, tls, 'TLSv1.2'), tls)
    },
  },
  {
    name: 'tls-other-name',
    what: 'answers with the certificate of another machine of the hospital under the server’s address',
    code: 'SERVER_NOT_TRUSTED',
    defence: [trust('checkServerIdentity(host, presented) ?? (isPinned', '(isPinned')],
    async run(target) {
      const { dir } = await party(target)
      renew({ dir, hosts: ['printer.hospital.lk'], now: new Date() })
      const tls = await readTls(dir)
      return sends(await listener(target, tls), tls)
    },
  },
  {
    name: 'tls-first-contact',
    what: 'stands between at the enrolment, when the workstation knows no authority yet',
    code: 'SERVER_NOT_TRUSTED',
    defence: [trust('if (shortPin(pin) !== firstPin) return null', '')],
    async run(target) {
      const [hospital, evil] = [await party(target), await party(target)]
      return sends(await listener(target, evil.tls), { firstPin: typedPin(hospital.tls) })
    },
  },
  {
    name: 'plain-http',
    what: 'gives out an address with http, and reads along',
    code: 'SERVER_NOT_SECURE',
    defence: [trust("throw new ProblemError('SERVER_NOT_SECURE')", 'return')],
    async run(target) {
      const line = await listener(target, null)
      return sends(line, undefined, `http://0.0.0.0:${line.port}/v1/identity/enrol`)
    },
  },
  {
    name: 'system-authority',
    what: 'has an authority of its own in the system’s store, and answers Electron’s session',
    code: '-2',
    defence: [
      {
        file: 'src-main/app/security/server-certificate.ts',
        find: 'return byIt && named !== undefined && isCurrent(presented) && isPinned(trust, presented.raw)',
        replace: 'return named !== undefined && isCurrent(presented)',
      },
    ],
    async run(target) {
      const [hospital, evil] = [await party(target), await party(target)]
      const data = readFileSync(join(evil.dir, 'server.pem'), 'utf8')
      const answer = await new Promise<number>((resolve) => {
        const request = { hostname: '127.0.0.1', certificate: { data }, verificationResult: 'net::OK', errorCode: 0 }
        pinSession(
          // biome-ignore lint/suspicious/noExplicitAny: of Electron's request only what is looked at
          { setSSLConfig() {}, setCertificateVerifyProc: (proc) => proc?.(request as any, resolve) },
          () => hospital.tls,
        )
      })
      return answer === 0 ? succeeded('the session goes on') : repelled(String(answer))
    },
  },
]
