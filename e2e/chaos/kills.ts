import { setTimeout as pause } from 'node:timers/promises'
import type { StationProcess } from './station-process.ts'
import type { World } from './world.ts'

const JUDGED_EVERY = 10
/** What dies together. The first station of the list is drawn anew for each round. */
const FATES = [
  ['workstation'],
  ['workstation'],
  ['server'],
  ['database'],
  ['server', 'workstation'],
  ['database', 'workstation'],
  ['database', 'server'],
  ['database', 'server', 'workstation'],
] as const

/** Kills workstations, server and database at random points under constant saving, and starts them again. */
export async function killRounds(world: World, rounds: number, onRound: (said: string) => void): Promise<void> {
  world.save(true)
  for (let round = 1; round <= rounds; round++) {
    await pause(world.chance.between(100, 1200))
    const fate = world.chance.pick(FATES)
    const victim = world.chance.pick(world.stations)
    const restart = await kill(world, fate, victim)
    await pause(world.chance.between(0, 500))
    await restart()
    for (const what of fate) world.killed(what)
    onRound(`${fate.join(' and ')} (${world.saved.length} saved)`)
    if (round % JUDGED_EVERY !== 0 && round !== rounds) continue
    await world.judge()
    world.save(true)
  }
}

/** @returns how what died comes back */
async function kill(world: World, fate: readonly string[], victim: StationProcess): Promise<() => Promise<void>> {
  const { hospital } = world
  const dead: Promise<void>[] = []
  if (fate.includes('database')) hospital.killDatabase()
  if (fate.includes('server')) dead.push(hospital.kill())
  if (fate.includes('workstation')) dead.push(victim.kill())
  await Promise.all(dead)
  return async () => {
    if (fate.includes('workstation')) {
      await victim.start(world.seed())
      victim.save(true)
    }
    if (fate.includes('server')) await hospital.start()
  }
}
