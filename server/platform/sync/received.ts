import type { Problem } from '../../../src-shared/kernel/errors.ts'
import { type Envelope, hashedText, hashOf, pushText, sealedSchema } from '../../../src-shared/sync/envelope.ts'
import { type PushRequest, parseEnvelope } from '../../../src-shared/sync/protocol.ts'
import type { Runtime } from './options.ts'

export interface Device {
  deviceId: string
  /** Base64, raw Ed25519. */
  publicKey: string
  /** Since when it was taken out of use, epoch ms; null or left out: in use. */
  revokedAt?: number | null
}
/** One command of a push as it arrived. */
export interface Received {
  /** Null where not even that can be read. */
  number: number | null
  commandId: string
  /** Word for word. */
  body: string
  bodyHash: string
  content: { trusted: true; envelope: Envelope } | { trusted: false; problem: Problem }
}

/** Hashes that the signature of a whole push answers for; none where there is no such signature or a wrong one. */
export async function vouchedHashes(
  runtime: Runtime,
  { publicKey }: Device,
  { clientId, commands, signature }: PushRequest,
): Promise<ReadonlySet<string>> {
  const genuine =
    signature !== undefined && (await runtime.verifySignature(publicKey, pushText(clientId, commands), signature))
  return new Set(genuine ? commands.map(hashOf) : [])
}

/** Reads an envelope and proves that this workstation of this hospital signed exactly this for this service. */
export async function receive(
  runtime: Runtime,
  device: Device,
  arrived: unknown,
  vouched: ReadonlySet<string>,
): Promise<Received> {
  const value = opened(runtime, arrived)
  const parsed = parseEnvelope(value)
  const base = Object.assign(wordForWord(runtime, value), identityOf(value))
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const detail = `${issue?.path.join('.') || 'entry'}: ${issue?.message}`
    return Object.assign(base, untrusted({ code: 'INPUT_INVALID', params: { detail } }))
  }
  if (!(await isGenuine(runtime, device, value as Envelope, vouched)))
    return Object.assign(base, untrusted({ code: 'SIGNATURE_WRONG', params: {} }))
  return Object.assign(base, { content: { trusted: true as const, envelope: parsed.data } })
}

const untrusted = (problem: Problem) => ({ content: { trusted: false as const, problem } })

/** What cannot be opened stays as it is, and is set aside word for word. */
function opened({ seal }: Runtime, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('sealed' in value)) return value
  const parsed = sealedSchema.safeParse(value)
  const text = parsed.success ? seal?.open(parsed.data.sealed, parsed.data.place) : null
  if (!parsed.success || !text) return value
  try {
    const { sealed: _, place: __, ...rest } = parsed.data
    const { record, hash, signature } = JSON.parse(text) as Record<string, unknown>
    return { record, hash, signature, ...rest }
  } catch {
    return value
  }
}

/** Most commands are simply applied, and then nobody needs it. */
function wordForWord(runtime: Runtime, value: unknown): Pick<Received, 'body' | 'bodyHash'> {
  let body: string | null = null
  let bodyHash: string | null = null
  return {
    get body() {
      body ??= JSON.stringify(value) ?? 'null'
      return body
    },
    get bodyHash() {
      bodyHash ??= runtime.sha256Hex(this.body)
      return bodyHash
    },
  }
}

/** @param envelope as it came, which is in the order that was hashed; its shape is checked */
async function isGenuine(
  runtime: Runtime,
  device: Device,
  { record, hash, signature }: Envelope,
  vouched: ReadonlySet<string>,
): Promise<boolean> {
  return (
    record.deviceId === device.deviceId &&
    record.facilityId === runtime.facilityId &&
    record.service === runtime.service &&
    runtime.sha256Hex(hashedText(record)) === hash &&
    (vouched.has(hash) || (await runtime.verifySignature(device.publicKey, hash, signature)))
  )
}

function identityOf(value: unknown): { number: number | null; commandId: string } {
  const commandId = (value as { record?: { commandId?: unknown } | null } | null)?.record?.commandId
  return {
    number: numberOf(value),
    commandId: typeof commandId === 'string' ? commandId.slice(0, 80) : '',
  }
}

/** The number that an envelope says to have; null where it says none. */
export function numberOf(value: unknown): number | null {
  const number = (value as { number?: unknown } | null)?.number
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number : null
}
