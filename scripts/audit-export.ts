import { createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { DEMO_PASSWORD } from '../server/demo/hospital.ts'
import { CSV_HEAD, csvOf } from '../src-shared/audit/csv.ts'
import { fhirOf } from '../src-shared/audit/fhir.ts'
import { auditLineOf, type ChainLine } from '../src-shared/audit/file.ts'
import { type AuditEvent, eventOf } from '../src-shared/audit/read-file.ts'
import { serverUrl } from './paths.ts'
import { ServerClient } from './server-client.ts'

const USAGE = `npm run audit:export -- --out FILE [--format FORMAT] [--server URL] [--user NAME]
  Writes the whole audit to a file. FORMAT:
    ndjson       what npm run audit:verify reads (the default)
    fhir         one FHIR R4 AuditEvent a line
    fhir-bundle  the same as one Bundle
    csv          for a spreadsheet
  The password of --user is read from CARECODE_PASSWORD (the demonstration's where it is not set).`

const formats = {
  fhir: { head: '', foot: '', of: (event: AuditEvent) => `${JSON.stringify(fhirOf(event))}\n` },
  'fhir-bundle': {
    head: '{"resourceType":"Bundle","type":"collection","entry":[\n',
    foot: ']}\n',
    of: (event: AuditEvent, at: number) => `${at > 0 ? ',' : ''}${JSON.stringify({ resource: fhirOf(event) })}\n`,
  },
  csv: { head: `${CSV_HEAD}\r\n`, foot: '', of: (event: AuditEvent) => `${csvOf(event)}\r\n` },
}

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      format: { type: 'string', default: 'ndjson' },
      server: { type: 'string', default: serverUrl },
      user: { type: 'string', default: 'admin' },
      help: { type: 'boolean', default: false },
    },
  })
  const known = values.format === 'ndjson' || Object.hasOwn(formats, values.format)
  if (values.help || !values.out || !known) return void process.stdout.write(`${USAGE}\n`)
  const client = new ServerClient(values.server)
  await client.signIn(values.user, process.env.CARECODE_PASSWORD ?? DEMO_PASSWORD)
  const lines = await client.stream('/v1/audit/export')
  const source =
    values.format === 'ndjson' ? lines : Readable.from(converted(lines, values.format as keyof typeof formats))
  await pipeline(source, createWriteStream(values.out, { mode: 0o600 }))
  process.stdout.write(`The audit is in ${values.out}.\n`)
}

/** An entry that cannot be read is left out here, and is in the other format word for word. */
async function* converted(lines: Readable, format: keyof typeof formats): AsyncGenerator<string> {
  const { head, foot, of } = formats[format]
  let [chain, count]: [ChainLine | null, number] = [null, 0]
  yield head
  for await (const text of createInterface({ input: lines })) {
    const line = auditLineOf(text)
    if (line?.type === 'chain') chain = line
    const event = line?.type === 'entry' && chain ? eventOf(chain, line) : null
    if (event) yield of(event, count++)
  }
  yield foot
}

run().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exit(1)
})
