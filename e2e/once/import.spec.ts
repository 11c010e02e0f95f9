import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { projectDir } from '../../scripts/paths.ts'
import type { BundleResult } from '../../server/import/fhir/import-bundle.ts'
import { countRows } from '../support/count-rows.ts'
import { countSource, sourceBundles } from '../support/fhir-source.ts'
import { expect, test } from '../support/fixtures.ts'
import { HospitalServer } from '../support/server.ts'
import { copyOfSeed, freePort, newFolder } from '../support/world.ts'

const FILES = sourceBundles()
const VALUES = `num_nonnulls(respiration_rate, spo2, oxygen_flow, systolic, diastolic, pulse, temperature, pain_score,
  weight_kg, height_cm) + jsonb_array_length(others)`
/** Rows of the hospital, of the import and not; `changes` counts everything that a workstation would be sent. */
const ROWS = {
  patients: 'SELECT count(*) FROM patients.patient',
  encounters: 'SELECT count(*) FROM patients.encounter',
  conditions: 'SELECT count(*) FROM patients.condition',
  allergies: 'SELECT count(*) FROM patients.allergy',
  vitalValues: `SELECT coalesce(sum(${VALUES}), 0) FROM ward.vitals WHERE source_id LIKE 'fhir:%'`,
  vitalSets: 'SELECT count(*) FROM ward.vitals',
  changesOfPatients: 'SELECT max(ver) FROM patients.feed_counter',
  changesOfWard: 'SELECT max(ver) FROM ward.feed_counter',
}

function runImport(server: HospitalServer, files: readonly string[]) {
  const report = join(newFolder('import'), 'report.json')
  const args = ['scripts/import/import.ts', 'fhir', ...files, '--server', server.url, '--report', report]
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: projectDir, encoding: 'utf8' })
  return { status, stdout, bundles: JSON.parse(readFileSync(report, 'utf8')) as BundleResult[] }
}

const sum = (bundles: readonly BundleResult[], type: string) =>
  bundles.reduce((total, bundle) => total + (bundle.counts[type] ?? 0), 0)

/** Starts the hospital, works with it, stops it, and counts what is in its database then. */
async function after(dataDir: string, port: number, work: (server: HospitalServer) => void) {
  const server = new HospitalServer(dataDir, port)
  await server.start()
  work(server)
  await server.stop()
  return countRows(dataDir, ROWS)
}

test('the source’s patients, encounters and observations are all in the record, once, and a broken file stops nobody', async () => {
  if (FILES.length === 0) {
    console.log('Skipped: ../shared/data/synthea-r4 is absent')
    return test.skip(true, '../shared/data/synthea-r4 is absent')
  }
  const source = countSource(FILES)
  expect(source).toMatchObject({ patients: 57, encounters: 1094, vitalObservations: 2570 })
  const dataDir = copyOfSeed(join(newFolder('import-hospital'), 'data'))
  const port = await freePort()
  // Given a hospital, and a file that is broken among the bundles
  const before = await after(dataDir, port, () => {})
  const broken = join(newFolder('broken'), 'cut-off.json.gz')
  writeFileSync(broken, readFileSync(FILES[0] ?? '').subarray(0, 4000))
  // When everything is imported
  const once = await after(dataDir, port, (server) => {
    const { status, stdout, bundles } = runImport(server, [FILES[0] ?? '', broken, ...FILES.slice(1)])
    // Then the broken file is named in one line, with its reason
    expect(status).toBe(1)
    expect(stdout.split('\n').filter((line) => line.includes(basename(broken)))).toEqual([
      expect.stringContaining('damaged or cut off'),
    ])
    expect(stdout).toContain(`Bundles: ${FILES.length} imported, 1 refused`)
    // and the report counts what the source holds
    expect(sum(bundles, 'Patient')).toBe(source.patients)
    expect(sum(bundles, 'Encounter')).toBe(source.encounters)
    expect(sum(bundles, 'Observation')).toBe(source.vitalObservations)
  })
  // and so does the database
  expect(once.patients - before.patients).toBe(source.patients)
  expect(once.encounters - before.encounters).toBe(source.encounters)
  expect(once.conditions - before.conditions).toBe(source.conditions)
  expect(once.allergies - before.allergies).toBe(source.allergies)
  expect(once.vitalValues).toBe(source.vitalValues)
  // When it is imported again
  const twice = await after(dataDir, port, (server) => expect(runImport(server, FILES).status).toBe(0))
  // Then nothing has changed
  expect(twice).toEqual(once)
})
