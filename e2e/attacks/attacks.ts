import { mkdirSync, writeFileSync } from 'node:fs'
import { projectDir } from '../../scripts/paths.ts'
import { misplaced } from '../support/patched-code.ts'
import type { Found } from './attack.ts'
import { findAttacks } from './find.ts'
import { makeHospital } from './run/hospital.ts'
import { writeTable } from './run/table.ts'
import { faultOf, type Trial, tryAsItIs, tryWithout } from './run/trial.ts'

/**
 * npm run attacks [-- name or area, …]: each attack on the product as it is and with its defence taken out. All of them
 * write the table of docs/security.md. Exits 1 where one succeeds, or proves nothing.
 */
const WORKERS = 2
const only = process.argv.slice(2).find((arg) => !arg.startsWith('--'))
const attacks = await findAttacks(only)
if (attacks.length === 0) throw new Error(`there is no attack or area ${only}`)
refuseTwins(attacks)
const lost = misplaced(attacks.flatMap(({ defence }) => defence))
for (const { file, find } of lost) console.error(`${file} has not exactly one place of: ${find}`)

const started = Date.now()
const hospital = await makeHospital()
const trials: Trial[] = []
try {
  const asItIs = await tryAsItIs(hospital, attacks)
  const left = [...attacks]
  const worker = async () => {
    for (let attack = left.shift(); attack; attack = left.shift()) {
      const without = await tryWithout(hospital, attack)
      const trial = { attack, asItIs: asItIs.get(attack.name) ?? { broken: 'not made' }, without }
      trials.push(trial)
      report(trial)
    }
  }
  await Promise.all(Array.from({ length: WORKERS }, worker))
} finally {
  await hospital.close()
}
const failures = trials.filter((trial) => faultOf(trial) !== null).map(({ attack }) => `${attack.area}/${attack.name}`)
const failed = failures.length
if (only === undefined && failed === 0) writeTable(attacks)
if (only === undefined)
  writeCounts({
    passed: trials.length - failed,
    failed: failed + lost.length,
    failures: [...failures, ...lost.map(({ file }) => `no place for the patch of ${file}`)],
  })
console.log(
  `attacks: ${trials.length - failed} passed, ${failed} failed, ${Math.round((Date.now() - started) / 1000)} s`,
)
process.exit(failed === 0 && lost.length === 0 ? 0 : 1)

function report(trial: Trial): void {
  const fault = faultOf(trial)
  const { area, name, code } = trial.attack
  const end = 'succeeded' in trial.without ? trial.without.succeeded : ''
  console.log(`${fault ? 'FAILED' : 'ok    '} ${area}/${name}: ${fault ?? `${code}; without the defence: ${end}`}`)
}

/** For scripts/verify.ts. */
function writeCounts(counts: { passed: number; failed: number; failures: string[] }): void {
  const reports = `${projectDir}artifacts/reports`
  mkdirSync(reports, { recursive: true })
  writeFileSync(`${reports}/attacks.json`, JSON.stringify(counts))
}

function refuseTwins(all: readonly Found[]): void {
  const names = all.map(({ name }) => name)
  const twins = names.filter((name, at) => names.indexOf(name) !== at)
  if (twins.length > 0) throw new Error(`two attacks have the name ${twins.join(', ')}`)
}
