import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { projectDir } from './paths.ts'
import { faultsOf } from './supply/bill.ts'
import { manifest } from './supply/packages.ts'

/** npm run sbom: the CycloneDX bill of materials of package-lock.json, to artifacts/sbom.cdx.json. Exits 1 where it is not whole. */
const args = [
  'sbom',
  '--sbom-format',
  'cyclonedx',
  '--sbom-type',
  'application',
  '--package-lock-only',
  '--loglevel',
  'error',
]
const text = execFileSync('npm', args, { cwd: projectDir, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
const bill = JSON.parse(text) as { metadata: { component: { name: string } }; components: unknown[] }
// npm names it after the folder that it lies in
bill.metadata.component.name = manifest().name
const faults = faultsOf(bill)
for (const fault of faults) console.error(fault)
mkdirSync(`${projectDir}artifacts`, { recursive: true })
writeFileSync(`${projectDir}artifacts/sbom.cdx.json`, `${JSON.stringify(bill, null, 2)}\n`)
console.log(`artifacts/sbom.cdx.json: ${bill.components.length} components, ${faults.length} faults`)
process.exitCode = faults.length === 0 ? 0 : 1
