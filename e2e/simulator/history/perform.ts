import type { Problem } from '../../../src-shared/kernel/errors.ts'
import { MORNING } from '../../../src-shared/testing/memory-store.ts'
import type { StationNode } from '../station/node.ts'
import type { Step } from './history.ts'
import { given } from './work.ts'
import { scopesFor, type World } from './world.ts'

/** What the released version cannot do yet. */
const NEWER: readonly string[] = ['closeItem', 'issue', 'giveBack', 'receive', 'dispense', 'bringBack']

type Of<Type extends Step['type']> = Extract<Step, { type: Type }>

/** Does one step of a history to the world. */
export async function perform(world: World, step: Step): Promise<void> {
  const { hospital, scheduler } = world
  world.trace.add(scheduler.now, `step ${step.type}`)
  switch (step.type) {
    case 'work':
      return work(world, step)
    case 'end':
      return end(nodeOf(world, step.station), step)
    case 'serverDies':
      return hospital.dieAfter(step.steps, step.downMs)
    case 'cut':
      return cut(world, step)
    case 'silence':
      hospital.silent.add(step.service)
      return void scheduler.after(step.ms, `${step.service} answers again`, () => hospital.silent.delete(step.service))
    case 'clock':
      return clock(world, step)
    case 'backup':
      world.backup = await scheduler.outside(world.backend.backup())
      return
    case 'restore':
      return restore(world)
    case 'grant':
      return hospital.grant(deviceOf(world, step.station), { scopes: scopesFor(step.wards) })
    case 'revoke':
      return hospital.grant(deviceOf(world, step.station), { revokedAt: hospital.now() })
    case 'compact':
      return hospital.compact(step.service, step)
    case 'fill':
      return fill(world, step)
  }
}

const nodeOf = (world: World, station: number) => world.nodes[station] as StationNode
const deviceOf = (world: World, station: number) => nodeOf(world, station).enrolment.deviceId

function work(world: World, { station, what, pick, variant }: Of<'work'>): void {
  const node = nodeOf(world, station)
  if (!node.station || (node.software.frozen && NEWER.includes(what))) return
  const now = MORNING + world.scheduler.now + node.skew
  const made: Record<string, string> = {}
  for (const each of given(what, { db: node.station.db, pick, variant, now })) {
    const { name, input, actor } = typeof each === 'function' ? each(made) : each
    try {
      const saved = node.execute(name, 1, input, actor)
      if (!saved) return
      world.ledger.keep(node, saved.commandId)
      Object.assign(made, saved.result)
    } catch (error) {
      // the released version has a class of its own for it
      const code = (error as { problem?: Problem }).problem?.code
      if (code === undefined) throw error
      world.trace.add(world.scheduler.now, `${node.name} refuses ${name}: ${code}`)
      world.ledger.refused += 1
    }
  }
}

function end(node: StationNode, { calls, how, downMs }: Of<'end'>): void {
  if (!node.station) return
  if (calls === 0) node.end(how, downMs)
  else node.endAfter(calls, how, downMs)
}

function cut(world: World, { station, way, ms }: Of<'cut'>): void {
  const { line, name } = nodeOf(world, station)
  if (way !== 'in') line.cutOut = true
  if (way !== 'out') line.cutIn = true
  world.scheduler.after(ms, `${name} line heals`, () => {
    line.cutOut = false
    line.cutIn = false
  })
}

function clock(world: World, { who, ms }: Of<'clock'>): void {
  const node = world.nodes[who]
  if (node) node.skew = ms
  else world.hospital.skew = ms
}

async function restore(world: World): Promise<void> {
  if (!world.backup) return
  world.restores += 1
  await world.scheduler.outside(world.hospital.restore(world.backup))
}

function fill(world: World, { station, ms }: Of<'fill'>): void {
  const { disk, name } = nodeOf(world, station)
  disk.fill(true)
  world.scheduler.after(ms, `${name} disk has room`, () => disk.fill(false))
}
