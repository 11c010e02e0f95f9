import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { isIPv4, isIPv6 } from 'node:net'
import { bits, type Der, explicit, implicit, integer, octets, oid, sequence, set, time, utf8, yes } from './der.ts'

export interface CertificatePlan {
  name: string
  /** Of whom the certificate is. */
  subjectKey: KeyObject
  issuer: { name: string; key: KeyObject }
  from: Date
  days: number
  /** The server's names and IPv4 addresses; null: it is an authority. */
  hosts: readonly string[] | null
}

const DAY_MS = 86_400_000
const ECDSA_SHA256 = sequence(oid('1.2.840.10045.4.3.2'))

/** P-256: every TLS 1.3 peer has it, and the system's key stores too. */
export const newKey = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey

/** An X.509 v3 certificate (RFC 5280) as PEM. */
export function certificate(plan: CertificatePlan): string {
  const to = new Date(plan.from.getTime() + plan.days * DAY_MS)
  const body = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ECDSA_SHA256,
    nameOf(plan.issuer.name),
    sequence(time(plan.from), time(to)),
    nameOf(plan.name),
    spkiOf(plan.subjectKey),
    explicit(3, sequence(...extensions(plan))),
  )
  const signature = sign('sha256', body, { key: plan.issuer.key, dsaEncoding: 'der' })
  return pem('CERTIFICATE', sequence(body, ECDSA_SHA256, bits(signature)))
}

export const pem = (label: string, der: Uint8Array): string =>
  `-----BEGIN ${label}-----\n${Buffer.from(der).toString('base64').replace(/.{64}/g, '$&\n').trimEnd()}\n-----END ${label}-----\n`

export const spkiOf = (key: KeyObject): Der => createPublicKey(key).export({ format: 'der', type: 'spki' })

const nameOf = (common: string): Der => sequence(set(sequence(oid('2.5.4.3'), utf8(common))))

/** RFC 7093, method 1: 160 bits of the SHA-256 of the key. */
const idOf = (key: KeyObject): Buffer => createHash('sha256').update(spkiOf(key)).digest().subarray(0, 20)

const KEY_CERT_SIGN_AND_CRL_SIGN = bits(Buffer.from([0x06]), 1)
const DIGITAL_SIGNATURE = bits(Buffer.from([0x80]), 7)

function extensions({ hosts, subjectKey, issuer }: CertificatePlan): Der[] {
  const common = [
    extension('2.5.29.14', octets(idOf(subjectKey))),
    extension('2.5.29.35', sequence(implicit(0, idOf(issuer.key)))),
  ]
  if (hosts === null)
    return [
      critical('2.5.29.19', sequence(yes, integer(Buffer.from([0])))),
      critical('2.5.29.15', KEY_CERT_SIGN_AND_CRL_SIGN),
      ...common,
    ]
  return [
    critical('2.5.29.19', sequence()),
    critical('2.5.29.15', DIGITAL_SIGNATURE),
    extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.1'))),
    extension('2.5.29.17', sequence(...hosts.map(alternativeName))),
    ...common,
  ]
}

const extension = (id: string, value: Der): Der => sequence(oid(id), octets(value))
const critical = (id: string, value: Der): Der => sequence(oid(id), yes, octets(value))

/** A `*.` in front stands for one name: each instance of a service in a cluster. It needs two names behind it. */
const HOST = /^([a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?|\*(\.[a-z0-9]([a-z0-9-]{0,60}[a-z0-9])?){2,8})$/i

/** @throws Error for what a workstation cannot be given as an address */
function alternativeName(host: string): Der {
  if (isIPv4(host)) return implicit(7, Buffer.from(host.split('.').map(Number)))
  if (isIPv6(host) || !HOST.test(host)) throw new Error(`${host} is no host name and no IPv4 address`)
  return implicit(2, Buffer.from(host))
}
