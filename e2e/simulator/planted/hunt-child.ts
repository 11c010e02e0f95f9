import { parseArgs } from 'node:util'
import { trySeed } from '../run/try-seed.ts'
import { openSetting } from '../setting.ts'

/** Tries seeds until one of them shows the defect that was planted into this process; prints what it found as JSON. */
const { values } = parseArgs({ options: { first: { type: 'string', default: '1' }, most: { type: 'string' } } })
const [first, most] = [Number(values.first), Number(values.most)]

const setting = await openSetting()
let found: { tried: number; seed: number; breach: string } | null = null
for (let i = 0; i < most && !found; i++) {
  const { breaches } = await trySeed(first + i, setting.free())
  if (breaches[0] !== undefined) found = { tried: i + 1, seed: first + i, breach: breaches[0] }
}
setting.close()
process.stdout.write(JSON.stringify(found))
