import { createHash, createPublicKey, verify } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { type AuditFault, auditFaults } from '../src-shared/audit/faults.ts'
import { type SignedAnchor, signedAnchorSchema } from '../src-shared/audit/protocol.ts'
import { AuditVerifier } from '../src-shared/audit/verifier.ts'
import { fill } from '../src-shared/kernel/errors.ts'

const USAGE = `npm run audit:verify -- FILE [--anchors audit-anchors.ndjson] [--key BASE64]
  Finds what was deleted, changed, moved or cut off in an exported audit, and says where. Asks no server.
  --anchors  the server's file of anchors, kept outside its database
  --key      the server's public key as noted when it was set up; without it, the one in the file is believed
  Exit code: 0 it holds, 1 it does not, 2 it could not be read.`

/** Header of an Ed25519 public key in DER (RFC 8410); the raw key follows. */
const SPKI_HEADER = Buffer.from('302a300506032b6570032100', 'hex')
const EVERY = 100_000

async function run(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { anchors: { type: 'string' }, key: { type: 'string' }, help: { type: 'boolean', default: false } },
    allowPositionals: true,
  })
  const [file] = positionals
  if (values.help || file === undefined) {
    process.stdout.write(`${USAGE}\n`)
    return values.help ? 0 : 2
  }
  const verifier = new AuditVerifier({
    ...{ sha256Hex, verify: isGenuine },
    ...(values.key ? { key: values.key } : {}),
    ...(values.anchors ? { anchors: await anchorsOf(values.anchors) } : {}),
  })
  let lines = 0
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    verifier.line(line)
    if (++lines % EVERY === 0) process.stderr.write(`${lines} lines read\n`)
  }
  const { faults, found, entries, chains, key } = verifier.end()
  for (const fault of faults) process.stdout.write(`${wordsOf(fault)}\n`)
  process.stdout.write(
    `${chains} chains, ${entries} entries, ${lines} lines: ${found === 0 ? 'they hold' : `${found} faults`}\n`,
  )
  if (!values.key)
    process.stdout.write(`Believed was the key that the file names: ${key}. Compare it, or give it with --key.\n`)
  return found === 0 ? 0 : 1
}

const sha256Hex = (text: string) => createHash('sha256').update(text).digest('hex')

const keys = new Map<string, ReturnType<typeof createPublicKey>>()
function isGenuine(publicKey: string, text: string, signature: string): boolean {
  try {
    const der = Buffer.concat([SPKI_HEADER, Buffer.from(publicKey, 'base64')])
    const key = keys.get(publicKey) ?? createPublicKey({ key: der, format: 'der', type: 'spki' })
    keys.set(publicKey, key)
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'))
  } catch {
    return false
  }
}

const anchorLineSchema = z.object({ prev: z.string(), ...signedAnchorSchema.shape })

/** @throws where a line was changed or taken out of the file of anchors itself */
async function anchorsOf(file: string): Promise<SignedAnchor[]> {
  let prev = sha256Hex('')
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '')
  return lines.map((line, at) => {
    const { prev: told, ...anchor } = anchorLineSchema.parse(JSON.parse(line))
    if (told !== prev) throw new Error(`AUDIT_ANCHORS_CHANGED: ${file}, line ${at + 1} does not follow the one before.`)
    prev = sha256Hex(line)
    return anchor
  })
}

function wordsOf({ code, line, of, device, chain, seq, params }: AuditFault): string {
  const { cause, remedy } = auditFaults[code]
  const place = [of, device, chain, seq === null ? null : `entry ${seq}`].filter(Boolean).join(' ')
  return `${code} line ${line}${place ? ` (${place})` : ''}: ${fill(cause, params)} ${remedy}`
}

run().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${(error as Error).message}\n`)
    process.exit(2)
  },
)
