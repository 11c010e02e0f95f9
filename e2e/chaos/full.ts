import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Hospital } from './hospital.ts'
import { SmallDisk } from './small-disk.ts'
import { until } from './until.ts'
import type { World } from './world.ts'

/**
 * The disk of one workstation is full: it says so, keeps what it had, and saves again when there is room.
 * @returns why it was left out, or null
 */
export async function fullWorkstation(world: World): Promise<string | null> {
  const disk = SmallDisk.mount(join(world.dir, 'small-profile'), 96)
  if (typeof disk === 'string') return disk
  try {
    const station = await world.stationIn(join(disk.dir, 'profile'))
    await until('a new workstation has everything', async () => (await station.stand()).open === 0)
    world.save(true)
    await pause(500)
    disk.fill(world.chance.between(50_000, 400_000))
    const refusals = () => station.refused.get('DISK_FULL') ?? 0
    await until('a full disk is told as DISK_FULL', () => refusals() >= 5)
    disk.free()
    const before = station.saved.length
    await until('it saves again', () => station.saved.length > before + 5)
    await world.judge()
    await world.retire(station)
    return null
  } finally {
    disk.unmount()
  }
}

/**
 * The disk of the server is full: nothing that was acknowledged is lost, the workstations work on, and all of it is sent
 * when there is room. @returns why it was left out, or null
 */
export async function fullServer(world: World): Promise<string | null> {
  const { hospital } = world
  const disk = SmallDisk.mount(join(world.dir, 'small-server'), 700)
  if (typeof disk === 'string') return disk
  const small = join(disk.dir, 'server')
  await hospital.stop()
  const { status, stderr } = spawnSync('cp', ['-a', hospital.dataDir, small], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`the hospital cannot be moved: ${stderr}`)
  world.hospital = new Hospital(small, Number(new URL(hospital.url).port), join(world.dir, 'small-server.log'))
  try {
    await world.hospital.start()
    world.save(true)
    await pause(world.chance.between(500, 1500))
    disk.fill(0)
    await exhaustLog(world.hospital)
    const before = world.saved.length
    await until('the workstations work on', () => world.saved.length > before + 50)
    await until('the log names the full disk', () => /No space left|disk is full|53100/i.test(world.hospital.log()))
    disk.free()
    await world.judge()
    await world.hospital.stop()
  } finally {
    await world.hospital.stop()
    disk.unmount()
  }
  return null
}

/** PostgreSQL keeps finished log segments for use again: until they are used up it does not notice. */
async function exhaustLog(hospital: Hospital): Promise<void> {
  for (let segments = 0; segments < 100; segments++) {
    try {
      await hospital.look((client) =>
        client.query(`SELECT pg_logical_emit_message(false, 'chaos', 'x'), pg_switch_wal()`),
      )
    } catch {
      return
    }
  }
}
