import { createHash, createPrivateKey, sign } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { registry } from '../../src-shared/domains/registry.ts'
import { addRow, digestOf, emptySum } from '../../src-shared/sync/digest.ts'
import { type CommandRecord, type Envelope, hashedText, PROTOCOL_VERSION } from '../../src-shared/sync/envelope.ts'
import { EXAMPLES } from './examples.ts'

/** A key of the golden files alone (RFC 8032 test vector 1); it opens nothing. */
const TEST_KEY = createPrivateKey({
  key: Buffer.from(
    '302e020100300506032b6570042204209d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    'hex',
  ),
  format: 'der',
  type: 'pkcs8',
})
const id = (n: number) => `019abcde-0000-7000-8000-${String(n).padStart(12, '0')}`

/** One envelope of every registered command, and the digest of three rows, as this version writes them. */
export function writeGolden(folder: string): void {
  mkdirSync(folder, { recursive: true })
  const commands = registry.domains.flatMap((domain) => domain.commands)
  commands.forEach((command, i) => {
    const input = EXAMPLES[command.name]
    if (!input) throw new Error(`scripts/freeze/examples.ts has no example of ${command.name}`)
    write(folder, command.name, envelope(command.name, command.version, command.service, input, i + 1))
  })
  const sum = emptySum()
  for (const [n, rev] of [
    [1, 1],
    [2, 7],
    [3, 2],
  ] as const)
    addRow(sum, 'ward.vitals', id(n), rev, 1)
  write(folder, 'digest', {
    kind: 'ward.vitals',
    rows: [
      [id(1), 1],
      [id(2), 7],
      [id(3), 2],
    ],
    digest: digestOf(sum),
  })
}

function envelope(
  name: string,
  version: number,
  service: string,
  input: Record<string, unknown>,
  number: number,
): Envelope {
  const record: CommandRecord = {
    protocol: PROTOCOL_VERSION,
    commandId: id(1_000 + number),
    service,
    name,
    version,
    input,
    actor: { userId: id(9), roles: ['nurse'] },
    facilityId: id(8),
    deviceId: id(7),
    occurredAt: 1_795_000_000_000,
    utcOffsetMinutes: 330,
    monotonic: 12_345.5,
    bootId: id(6),
    clockOffset: -40,
    baseVersions: { [`ward.admission/${id(5)}`]: 3 },
    batchId: null,
    allotted: { ids: { row: id(4) }, numbers: { bht: 'BHT 100001-W' } },
  }
  const hash = createHash('sha256').update(hashedText(record)).digest('hex')
  return { record, hash, signature: sign(null, Buffer.from(hash), TEST_KEY).toString('base64'), number }
}

function write(folder: string, name: string, value: unknown): void {
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(value, null, 2)}\n`)
}
