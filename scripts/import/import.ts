import { randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { Presets, SingleBar } from 'cli-progress'
import { DEMO_PASSWORD } from '../../server/demo/hospital.ts'
import { type BundleResult, importBundle } from '../../server/import/fhir/import-bundle.ts'
import { ensureImportWard } from '../../server/import/fhir/import-ward.ts'
import { importFormulary, reportOf } from '../../server/import/formulary/import-formulary.ts'
import { serverUrl } from '../paths.ts'
import { ServerClient } from '../server-client.ts'
import { withServer } from '../with-server.ts'

const USAGE = `npm run import -- fhir <bundle.json | bundle.json.gz …> [--server URL] [--user NAME] [--report FILE]
npm run import -- formulary <medicines.csv> [--server URL] [--user NAME] [--report FILE.csv]
  Imports FHIR R4 bundles, or medicines (one line a product; docs/operate.md has the columns). The password of --user is read from CARECODE_PASSWORD (the demonstration's where it is not set).
  The same file again changes nothing. In a changed file of medicines, products that it leaves out of a medicine are retired.`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    server: { type: 'string', default: serverUrl },
    user: { type: 'string', default: 'admin' },
    report: { type: 'string' },
  },
})

async function run(): Promise<number> {
  const [format, ...files] = positionals
  const isFormulary = format === 'formulary' && files.length === 1
  if (!isFormulary && (format !== 'fhir' || files.length === 0)) {
    process.stderr.write(`${USAGE}\n`)
    return 2
  }
  const client = new ServerClient(values.server)
  return withServer(client, async () => {
    await client.signIn(values.user, process.env.CARECODE_PASSWORD ?? DEMO_PASSWORD)
    if (isFormulary) return importMedicines(files[0] as string, client)
    const target = await ensureImportWard(client)
    const results = await importAll(files, client, target)
    await report(results)
    return results.some((r) => r.failed) ? 1 : 0
  })
}

async function importMedicines(file: string, client: ServerClient): Promise<number> {
  const { taken, problems } = await importFormulary(await readFile(file), client, {
    runId: randomUUID(),
    at: Date.now(),
  })
  const lines = new Set(problems.map(({ line }) => line))
  process.stdout.write(`Medicines taken over: ${taken}. Lines refused: ${lines.size}\n`)
  for (const { line, column, code, cause, remedy } of problems.slice(0, MOST_SHOWN))
    process.stdout.write(`  line ${line}${column && `, ${column}`}: ${code}: ${cause} ${remedy}\n`)
  if (problems.length > MOST_SHOWN) process.stdout.write(`  … and ${problems.length - MOST_SHOWN} more; see --report\n`)
  if (values.report) await writeFile(values.report, reportOf(problems))
  return problems.length > 0 ? 1 : 0
}
const MOST_SHOWN = 50

async function importAll(
  files: readonly string[],
  client: ServerClient,
  target: Awaited<ReturnType<typeof ensureImportWard>>,
): Promise<BundleResult[]> {
  const bar = new SingleBar({ format: 'FHIR import |{bar}| {value}/{total} {file}' }, Presets.shades_classic)
  bar.start(files.length, 0, { file: '' })
  let stopped = false
  process.once('SIGINT', () => {
    stopped = true
  })
  const results: BundleResult[] = []
  for (const file of files) {
    if (stopped) break
    results.push(await importBundle(file, client, target))
    bar.increment(1, { file: basename(file) })
  }
  bar.stop()
  if (stopped)
    process.stdout.write(`Stopped after ${results.length} of ${files.length} bundles; run it again to go on.\n`)
  return results
}

async function report(results: readonly BundleResult[]): Promise<void> {
  const taken = new Map<string, number>()
  const reasons = new Map<string, number>()
  for (const { counts, skipped } of results) {
    for (const [type, count] of Object.entries(counts)) taken.set(type, (taken.get(type) ?? 0) + count)
    for (const { resource, reason } of skipped) {
      const key = `${resource}: ${reason}`
      reasons.set(key, (reasons.get(key) ?? 0) + 1)
    }
  }
  const failed = results.filter((r) => r.failed)
  const lines = [
    `Bundles: ${results.length - failed.length} imported, ${failed.length} refused`,
    ...[...taken].map(([type, count]) => `  ${type}: ${count} in the hospital's record now`),
    ...[...reasons].sort().map(([reason, count]) => `  skipped ${count} × ${reason}`),
    ...failed.map((r) => `  REFUSED ${r.file}: ${r.failed}`),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
  if (values.report) await writeFile(values.report, `${JSON.stringify(results, null, 2)}\n`)
}

run().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`Import stopped: ${(error as Error).message}\n`)
    process.exit(1)
  },
)
