import { relative } from 'node:path'
import { createVitest } from 'vitest/node'
import { projectDir } from '../paths.ts'
import { type Change, changed } from './changes.ts'
import { judges } from './targets.ts'

/** What is asked: whether one of the tests fails with the change, tried in this order; null: without any. */
export interface Question {
  change: Change | null
  tests: readonly (readonly string[])[]
}
/** The test that failed; null: all passed. */
export interface Verdict {
  killedBy: string | null
}

// a process of its own: a change can make a loop that never ends, and only the end of the process ends that
let current: Change | null = null
const vitest = await createVitest(
  'test',
  {
    ...{
      root: projectDir,
      config: false,
      fsModuleCache: false,
      include: [...judges],
      watch: false,
      bail: 1,
      reporters: [{}],
    },
    ...{ pool: 'threads', maxWorkers: 1, testTimeout: 30_000 },
  },
  { plugins: [{ name: 'one-change', enforce: 'pre', transform: (code, id) => transformed(code, id) }] },
)
process.on('message', (question: Question) => void judge(question).then((verdict) => process.send?.(verdict)))
process.on('disconnect', () => process.exit())
process.send?.('ready')

function transformed(code: string, id: string) {
  return current && relative(projectDir, id) === current.file ? { code: changed(code, current), map: null } : null
}

async function judge({ change, tests }: Question): Promise<Verdict> {
  const touched = [current, change].flatMap((each) => each?.file ?? [])
  current = change
  for (const file of touched) vitest.invalidateFile(projectDir + file)
  for (const some of tests) {
    const killedBy = await firstFailed(some)
    if (killedBy !== null) return { killedBy }
  }
  return { killedBy: null }
}

async function firstFailed(tests: readonly string[]): Promise<string | null> {
  vitest.state.filesMap.clear()
  await vitest.start(tests.map((test) => projectDir + test))
  const files = vitest.state.getFiles()
  if (files.length === 0) throw new Error(`No test was run of ${tests.join(', ')}`)
  const failed = files.find(({ result }) => result?.state === 'fail')
  return failed ? relative(projectDir, failed.filepath) : null
}
