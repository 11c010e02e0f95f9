import { readFileSync } from 'node:fs'
import { projectDir } from '../paths.ts'
import { type Change, changesOf } from './changes.ts'
import { Judge } from './judging.ts'
import { Known } from './known.ts'
import { type Mutant, mutantOf } from './mutant.ts'
import { nearestTests } from './nearest.ts'
import { testFiles } from './targets.ts'

interface Options {
  /** Forgets what earlier runs found out. */
  anew: boolean
  /** Processes side by side. */
  workers: number
  /** No change is begun later; 0: nothing is tried, and what is known is told. */
  minutes: number
  onStep: (done: number, of: number, survived: number) => void
}

/** What is known of every change of the files, and how many changes are still untried. */
interface Outcome {
  mutants: Mutant[]
  untried: { file: string; changes: number }[]
}

/** Tries every change of the files, as long as there is time. Throws where the tests fail without any. */
export async function runMutants(files: readonly string[], options: Options): Promise<Outcome> {
  const { anew, workers, minutes, onStep } = options
  const until = Date.now() + minutes * 60_000
  const tests = testFiles()
  const known = new Known(tests, anew)
  const nearest = nearestTests(tests)
  const changes = files.flatMap((file) => changesOf(readFileSync(projectDir + file, 'utf8'), file))
  const left = changes.filter((change) => known.verdictOn(change) === undefined)
  const judges = Array.from({ length: minutes > 0 ? Math.min(workers, left.length) : 0 }, () => new Judge())
  let [done, survived] = [0, 0]
  const of = left.length
  try {
    if (judges[0]) await mustPass(judges[0], tests)
    const work = async (judge: Judge) => {
      for (let change = left.shift(); change && Date.now() < until; change = left.shift()) {
        const verdict = await judge.verdictOn({ change, tests: nearest(change.file) })
        known.learn(change, verdict)
        if (verdict === null) survived += 1
        if (++done % 20 === 0) known.save()
        onStep(done, of, survived)
      }
    }
    await Promise.all(judges.map(work))
  } finally {
    known.save()
    for (const judge of judges) judge.stop()
  }
  return outcomeOf(files, changes, known)
}

function outcomeOf(files: readonly string[], changes: readonly Change[], known: Known): Outcome {
  const untriedOf = (name: string) =>
    changes.filter((change) => change.file === name && known.verdictOn(change) === undefined).length
  const mutants = changes.flatMap((change) => {
    const verdict = known.verdictOn(change)
    return verdict === undefined ? [] : [mutantOf(change, verdict)]
  })
  const untried = files.map((file) => ({ file, changes: untriedOf(file) })).filter((each) => each.changes > 0)
  return { mutants, untried }
}

async function mustPass(judge: Judge, tests: readonly string[]): Promise<void> {
  const failed = await judge.verdictOn({ change: null, tests: [tests] })
  if (failed !== null) throw new Error(`${failed} fails without any change`)
}
