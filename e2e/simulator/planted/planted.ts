import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { DEFECTS, type Defect } from './defects.ts'
import { type Caught, hunt } from './hunt.ts'

/** npm run planted: how many seeds the simulator needs for each planted defect; writes the table of docs/testing-sync.md. */
const { values } = parseArgs({
  options: {
    most: { type: 'string', default: '10000' },
    workers: { type: 'string', default: '2' },
    only: { type: 'string' },
  },
})
const DOC = fileURLToPath(new URL('../../../docs/testing-sync.md', import.meta.url))
const [BEGIN, END] = ['<!-- planted: begin -->', '<!-- planted: end -->']

const chosen = DEFECTS.filter(({ name }) => values.only === undefined || values.only.split(',').includes(name))
const caught = new Map<Defect, Caught | null>()
const left = [...chosen]
await Promise.all(Array.from({ length: Number(values.workers) }, worker))
if (values.only === undefined) writeTable()
process.exitCode = [...caught.values()].includes(null) ? 1 : 0

async function worker(): Promise<void> {
  for (let defect = left.shift(); defect; defect = left.shift()) {
    const found = await hunt(defect, { first: 1, most: Number(values.most) })
    caught.set(defect, found)
    console.log(`${defect.name}: ${found ? `seed ${found.tried}: ${found.breach.slice(0, 160)}` : 'NOT CAUGHT'}`)
  }
}

/** The invariant alone: what follows names rows and workstations. */
function wordOf(breach: string): string {
  return (breach.split(/[:\n{]/)[0] ?? '').replace(/desk-\d/, 'a workstation').trim()
}

function writeTable(): void {
  const text = readFileSync(DOC, 'utf8')
  const [from, to] = [text.indexOf(BEGIN) + BEGIN.length, text.indexOf(END)]
  if (from < BEGIN.length || to < 0) throw new Error(`${DOC} lacks the place of the table`)
  const rows = chosen.map((defect) => {
    const found = caught.get(defect)
    const by = found ? wordOf(found.breach) : 'not caught'
    return `| ${defect.what} | ${defect.patches[0]?.file} | ${found?.tried ?? `> ${values.most}`} | ${by} |`
  })
  const head = ['| Defect | In | Seeds to catch | Seen as |', '|---|---|---|---|']
  writeFileSync(DOC, `${text.slice(0, from)}\n${[...head, ...rows].join('\n')}\n${text.slice(to)}`)
}
