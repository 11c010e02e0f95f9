import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { commit } from '../bench/machine.ts'
import { projectDir } from '../paths.ts'
import { seconds } from '../run-command.ts'
import { faultsOf, pageOf } from './page.ts'
import { runMutants } from './run.ts'
import { filesOf, groups } from './targets.ts'

// npm run mutate [-- --anew] [--workers 2] [--minutes 60] [--only dose.ts]: changes the rules of medicines in every small way, and
// writes into docs/mutation.md which changes no test notices. What an earlier run found out, and still holds, is not tried again.
const { values } = parseArgs({
  options: {
    anew: { type: 'boolean', default: false },
    workers: { type: 'string', default: '2' },
    minutes: { type: 'string', default: '600' },
    only: { type: 'string', default: '' },
  },
})
const began = Date.now()
const files = Object.keys(groups)
  .flatMap(filesOf)
  .filter((file) => file.includes(values.only))
const { mutants, untried } = await runMutants(files, {
  anew: values.anew,
  workers: Number(values.workers),
  minutes: Number(values.minutes),
  onStep: (done, of, survived) => {
    if (done % 20 === 0 || done === of) console.log(`${done} of ${of}, ${survived} survived, ${seconds(began)}`)
  },
})
if (values.only) {
  for (const { file, line, was, becomes, killed } of mutants)
    if (!killed) console.log(`${file}:${line}: ${was} → ${becomes}`)
} else {
  const about = `Written by \`npm run mutate\` on ${new Date().toISOString().slice(0, 10)}, at commit ${commit()}, Node ${process.version}; do not edit.`
  writeFileSync(`${projectDir}docs/mutation.md`, pageOf(mutants, about, untried))
  const faults = [...faultsOf(mutants), ...untried.map(({ file, changes }) => `${file}: ${changes} changes not tried`)]
  console.log(faults.length === 0 ? 'docs/mutation.md is written' : faults.join('\n'))
  process.exitCode = faults.length === 0 ? 0 : 1
}
