import { setTimeout as pause } from 'node:timers/promises'
import type { Attack, Result } from '../attack.ts'
import { findAttacks } from '../find.ts'
import type { Hospital } from './hospital.ts'
import { openTarget } from './target.ts'

/** Makes the attacks of ATTACKS (names, separated by commas), one after the other, and sends each result to its parent. */
export interface Report {
  name: string
  result: Result | { broken: string }
}
const LIMIT_MS = 300_000

const names = process.env.ATTACKS?.split(',') ?? []
const target = openTarget(JSON.parse(process.env.HOSPITAL ?? '') as Hospital)
for (const attack of await findAttacks(names.join(','))) {
  const result = await tried(attack)
  process.send?.({ name: attack.name, result } satisfies Report)
}
await target.close()
process.disconnect?.()
process.exit(0)

async function tried(attack: Attack): Promise<Report['result']> {
  const late = new AbortController()
  try {
    const limit = pause(LIMIT_MS, undefined, { signal: late.signal }).then(() => {
      throw new Error(`not over after ${LIMIT_MS} ms`)
    })
    limit.catch(() => {})
    return await Promise.race([attack.run(target), limit])
  } catch (error) {
    return { broken: String((error as Error).stack ?? error) }
  } finally {
    late.abort()
    await target.endAttack()
  }
}
