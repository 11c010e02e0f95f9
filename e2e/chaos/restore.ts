import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { until } from './until.ts'
import type { World } from './world.ts'

/** The database goes back to an older copy while everybody works: a new epoch, and everything comes again. */
export async function restoreDuringTraffic(world: World): Promise<void> {
  const { hospital, chance } = world
  const [data, copy] = [join(hospital.dataDir, 'pg'), join(world.dir, 'backup')]
  world.save(true)
  await pause(chance.between(500, 1500))
  await hospital.stop()
  copyWhole(data, copy)
  await hospital.start()
  const atCopy = hospital.seen
  // what the server has on the disk beside the database is what tells a restore: at most a second late
  await until('something is written after the copy', () => hospital.seen > atCopy + 5)
  await pause(chance.between(500, 3000))
  const before = hospital.epoch
  await hospital.kill()
  await databaseGone(data)
  rmSync(data, { recursive: true })
  copyWhole(copy, data)
  rmSync(copy, { recursive: true })
  await hospital.start()
  if (hospital.epoch === before) throw new Error('the database is older than it was left, and the epoch is the same')
  await pause(chance.between(500, 2000))
  await world.judge('restore')
  const stands = await Promise.all(world.stations.map((station) => station.stand()))
  const epochs = new Set(stands.flatMap((stand) => Object.values(stand.epochs)))
  if (epochs.size !== 1 || !epochs.has(hospital.epoch)) throw new Error('a workstation has not heard of the new epoch')
}

function copyWhole(from: string, to: string): void {
  const { status, stderr } = spawnSync('cp', ['-a', from, to], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${from} cannot be copied: ${stderr}`)
}

/** A killed server takes its database along; nobody may copy over one that still writes. */
async function databaseGone(root: string): Promise<void> {
  const file = join(root, 'pgdata', 'postmaster.pid')
  for (let waited = 0; existsSync(file); waited += 50) {
    const pid = Number.parseInt(readFileSync(file, 'utf8'), 10)
    if (!existsSync(`/proc/${pid}`)) return
    if (waited > 120_000) throw new Error('the database outlived its server by two minutes')
    await pause(50)
  }
}
