import { truncateSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { allMigrations, endRig, makeRig, type Rig, register, rowsOf, syncUp } from '../../sync/testing/rig.ts'
import type { Disk } from '../disk.ts'
import { realDisk } from '../real-disk.ts'
import { type CuttableDisk, cuttableDisk, type Image, putImage } from './power.ts'
import { cacheTemplate } from './template.ts'

let rig: Rig
let disk: CuttableDisk
beforeEach(async () => {
  rig = makeRig()
  await syncUp(rig.station)
  rig.server.down = true
  disk = cuttableDisk(realDisk())
  reopen()
})
afterEach(() => endRig(rig))

function reopen(on: Disk = disk) {
  rig.station.close()
  rig.station = rig.open({ ports: { ...rig.ports, disk: on } })
}
function cut(image: Image) {
  rig.station.close()
  putImage(rig.dir, image)
  rig.station = rig.open({ ports: { ...rig.ports, disk } })
}
const names = () => rowsOf(rig.station, 'patients_patient').map((row) => row.family_name)

it('given a saved command, when the power is cut at once, then it is there', () => {
  register(rig.station)
  cut(disk.afterPowerCut(rig.dir))
  expect(names()).toEqual(['Perera'])
  expect(rig.station.outbox.counts().toSend).toBe(1)
})

it('given a cache that does not sync its commits, when the power is cut, then the helper lets it lose them, but not at a kill', () => {
  rig.station.db.pragma('synchronous = NORMAL')
  register(rig.station)
  const killed = disk.afterKill(rig.dir)
  const image = new Map(disk.afterPowerCut(rig.dir)).set('outbox.journal', null)
  cut(image)
  expect(names()).toEqual([])
  cut(new Map(killed).set('outbox.journal', null))
  expect(names()).toEqual(['Perera'])
})

it('given a saved command, when the process is killed at once and the cache is damaged as well, then the journal has it', () => {
  register(rig.station)
  const image = disk.afterKill(rig.dir)
  rig.station.close()
  putImage(rig.dir, new Map(image).set('cache.sqlite-wal', null))
  truncateSync(join(rig.dir, 'cache.sqlite'), 5000)
  rig.station = rig.open()
  expect(names()).toEqual(['Perera'])
})

it('given a journal that the disk has not yet, when the power is cut, then a part of its last line may be there, and it opens', () => {
  register(rig.station)
  cut(disk.afterPowerCut(rig.dir, (rest) => Math.floor(rest / 2)))
  expect(names()).toEqual(['Perera'])
  register(rig.station, 'Silva')
  expect(names()).toEqual(['Perera', 'Silva'])
})

it('given a template of the cache, when a station opens on it, then it has its schema and is a workstation of its own', () => {
  const template = cacheTemplate(rig.dir, allMigrations, '1.0.0')
  const clients = ['a', 'b'].map((name) => {
    template.place(join(rig.dir, name))
    const station = rig.open({ dir: join(rig.dir, name) })
    const id = station.db.prepare(`SELECT client_id FROM sync_service WHERE service = 'ward'`).pluck().get()
    station.close()
    return id
  })
  template.remove()
  expect(new Set(clients).size).toBe(2)
})
