import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { projectDir } from '../../paths.ts'
import { withSection } from '../section.ts'
import { groundOf } from './acts.ts'
import { byAct, crowd, type Seated, usernamesOf } from './crowd.ts'
import { atThisSize, growProcesses, growWorkstations } from './growth.ts'
import { measureBatches, measureHop } from './hop.ts'
import { Hospital } from './hospital.ts'
import { type Kill, killUnderLoad } from './kills.ts'
import { type Figures, report } from './report.ts'

/**
 * npm run bench:server: a gateway, each service in a process of its own and PostgreSQL under the load of a hospital. Load and
 * server share the machine.
 */
const { values } = parseArgs({
  options: {
    patients: { type: 'string', default: '100000' },
    users: { type: 'string', default: '200' },
    /** Seconds of each measurement; the load of everybody takes four times as long. */
    seconds: { type: 'string', default: '15' },
    /** Patients of the other hospitals that the first is compared with. */
    sizes: { type: 'string', default: '10000,1000000' },
    /** Of `hop,crowd,processes,workstations,sizes,kills`. */
    only: { type: 'string', default: 'hop,crowd,processes,workstations,sizes,kills' },
    out: { type: 'string', default: `${projectDir}docs/benchmarks.md` },
  },
})
const ms = Number(values.seconds) * 1_000
const parts = values.only.split(',')
const tell = (text: string) => console.log(`${new Date().toISOString().slice(11, 19)} ${text}`)

const figures: Figures = {
  patients: Number(values.patients),
  users: Number(values.users),
  seconds: ms / 1_000,
  sizes: [],
}
await withHospital(figures.patients, async (hospital) => {
  const plan = usernamesOf(figures.users)
  const desks = await hospital.desks(plan.map(({ username }) => username))
  tell(`${desks.length} people have sat down`)
  const people: Seated[] = plan.map(({ acts }, i) => ({ acts, desk: desks[i] as Seated['desk'] }))
  const of = (username: string) => desks.filter((_, i) => plan[i]?.username === username)
  const [pharmacist] = of('dilani')
  if (!pharmacist) throw new Error('too few users: nobody is a pharmacist')
  const ground = await groundOf(hospital, pharmacist)
  const nurses = of('nimali')
  if (parts.includes('hop')) {
    figures.hop = await measureHop(hospital, nurses, ground, ms / 2)
    figures.batches = await measureBatches(hospital, nurses, ground, ms)
    tell('hop and batches')
  }
  if (parts.includes('crowd')) {
    const moments = await crowd(people, ground, { ms: 4 * ms })
    figures.crowd = { acts: byAct(moments), perSecond: moments.length / ((4 * ms) / 1_000) }
    tell('everybody')
  }
  if (parts.includes('processes')) {
    figures.processes = await growProcesses(hospital, nurses, ground, ms)
    tell('processes')
  }
  if (parts.includes('workstations')) {
    figures.workstations = await growWorkstations(hospital, nurses, ground, ms)
    tell('workstations')
  }
  if (parts.includes('sizes'))
    figures.sizes.push({ patients: figures.patients, rows: await atThisSize(hospital, of('priyanka'), ground, ms / 2) })
  if (parts.includes('kills')) {
    const kills: Kill[] = []
    for (const what of ['patients', 'ward', 'pharmacy', 'audit', 'identity', 'gateway', 'database']) {
      kills.push(await killUnderLoad(hospital, people, ground, { what, ms: Math.max(ms, 15_000) }))
      tell(`killed ${what}`)
      await hospital.ready()
    }
    figures.kills = kills
  }
  for (const desk of desks) desk.leave()
})
if (parts.includes('sizes'))
  for (const patients of values.sizes.split(',').filter(Boolean).map(Number))
    await withHospital(patients, async (hospital) => {
      const clerks = await hospital.desks(['priyanka', 'priyanka', 'priyanka', 'priyanka', 'dilani'])
      const ground = await groundOf(hospital, clerks[4] as Seated['desk'])
      figures.sizes.push({ patients, rows: await atThisSize(hospital, clerks, ground, ms / 2) })
      for (const desk of clerks) desk.leave()
    })
const section = report(figures)
console.log(section)
writeFileSync(values.out, withSection(values.out, 'bench:server', section))
setImmediate(() => process.exit(0))

async function withHospital(patients: number, work: (hospital: Hospital) => Promise<void>): Promise<void> {
  const hospital = await Hospital.open(patients, tell)
  try {
    await work(hospital)
  } finally {
    await hospital.close()
  }
}
