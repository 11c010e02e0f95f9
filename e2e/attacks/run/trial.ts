import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Patch } from '../../support/patched-code.ts'
import type { Found } from '../attack.ts'
import type { Report } from './attack-child.ts'
import type { Hospital } from './hospital.ts'

export type Outcome = Report['result']
/** What became of an attack on the product as it is, and with its defence taken out. */
export interface Trial {
  attack: Found
  asItIs: Outcome
  without: Outcome
}
const at = (file: string) => fileURLToPath(new URL(file, import.meta.url))

/** Null where it went as it must: repelled with its code, and successful without the defence. */
export function faultOf({ attack, asItIs, without }: Trial): string | null {
  if ('broken' in asItIs) return `the attack itself is broken: ${asItIs.broken}`
  if ('succeeded' in asItIs) return `IT SUCCEEDS: ${asItIs.succeeded}`
  if (asItIs.repelled !== attack.code) return `repelled with ${asItIs.repelled} where ${attack.code} was expected`
  if ('broken' in without) return `without its defence it is broken: ${without.broken}`
  if ('repelled' in without) return `repelled (${without.repelled}) also without its defence: it proves nothing`
  return null
}

/** All in one process and on one server, but for those that want one alone. */
export async function tryAsItIs(hospital: Hospital, attacks: readonly Found[]): Promise<Map<string, Outcome>> {
  const together = attacks.filter(({ alone }) => !alone)
  const groups = [
    ...(together.length > 0 ? [together] : []),
    ...attacks.filter(({ alone }) => alone).map((one) => [one]),
  ]
  const results = new Map<string, Outcome>()
  for (const group of groups)
    for (const [name, outcome] of await inChild(hospital, group, [])) results.set(name, outcome)
  return results
}

/** In a process of its own, whose product lacks the defence. */
export async function tryWithout(hospital: Hospital, attack: Found): Promise<Outcome> {
  const results = await inChild(hospital, [attack], attack.defence)
  return results.get(attack.name) as Outcome
}

/** An attack that its process did not survive is broken. */
function inChild(
  hospital: Hospital,
  attacks: readonly Found[],
  patches: readonly Patch[],
): Promise<Map<string, Outcome>> {
  const env = {
    ...process.env,
    ATTACKS: attacks.map(({ name }) => name).join(','),
    HOSPITAL: JSON.stringify(hospital),
    PATCHES: JSON.stringify(patches),
    NODE_NO_WARNINGS: '1',
  }
  const execArgv = patches.length > 0 ? ['--import', at('./hook.ts')] : []
  const child = fork(at('./attack-child.ts'), [], { env, execArgv, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part) => said.push(String(part)))
  const results = new Map<string, Outcome>()
  child.on('message', ({ name, result }: Report) => results.set(name, result))
  return new Promise((resolve) => {
    child.once('close', (code) => {
      for (const { name } of attacks)
        if (!results.has(name))
          results.set(name, { broken: `its process ended (${code}): ${said.join('').slice(-2000)}` })
      resolve(results)
    })
  })
}
