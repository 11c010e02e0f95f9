import { finalBreaches } from '../invariants/final.ts'
import type { StationNode } from '../station/node.ts'
import { FAIR } from '../world/weather.ts'
import type { History } from './history.ts'
import { perform } from './perform.ts'
import { type Setting, World } from './world.ts'

export interface Played {
  /** What did not hold; empty: the history is good. */
  breaches: readonly string[]
  /** The same for the same history. */
  digest: string
  trace: readonly string[]
  saved: number
  refused: number
  events: number
  deaths: number
  /** Everything that the server had committed at the end, for the comparison of two stores. */
  final: unknown
}

const WARM_UP_MS = 30_000
/** What this version promises: everything is sent a minute after the last fault. */
const DRAIN_MS = 60_000
/** The released version rests up to 60 s after a failure, which a time-out of 20 s may end, and one service may wait for another. */
const RELEASED_DRAIN_MS = 160_000
const SETTLE_MS = 120_000
const LOOK_EVERY_MS = 500

/** Plays one history from its beginning to rest, and looks whether everything held. */
export async function play(history: History, setting: Setting): Promise<Played> {
  const world = await World.open(history, setting)
  try {
    await begin(world, history)
    for (const step of history.steps) {
      await world.scheduler.run(step.after)
      await perform(world, step)
    }
    await world.scheduler.run(2_000)
    await heal(world)
    const final = await finalBreaches(world)
    return {
      ...{ breaches: world.breaches, digest: world.trace.digest(), trace: world.trace.lines },
      ...{ saved: world.ledger.saved.size, refused: world.ledger.refused, events: world.scheduler.events },
      ...{ deaths: world.nodes.reduce((sum, { deaths }) => sum + deaths, 0), final },
    }
  } finally {
    world.dispose()
  }
}

async function begin(world: World, { warm, weather }: History): Promise<void> {
  world.hospital.start()
  await world.furnish()
  for (const node of world.nodes) node.start()
  if (warm && !(await until(world, WARM_UP_MS, () => isSettled(world))))
    world.breach(`bootstrap: after ${WARM_UP_MS / 1000} s without any fault a workstation is not ready`)
  for (const { line } of world.nodes) line.weather = weather
}

/** Every fault ends; then the world has its time to send everything, and some more to come to rest. */
async function heal(world: World): Promise<void> {
  const { hospital, nodes } = world
  hospital.spare()
  hospital.silent.clear()
  hospital.start()
  for (const node of nodes) {
    Object.assign(node.line, { weather: FAIR, cutOut: false, cutIn: false })
    node.spare()
    node.disk.fill(false)
    node.start()
  }
  const [released, current] = [nodes.filter(isReleased), nodes.filter((one) => !isReleased(one))]
  if (!(await until(world, DRAIN_MS, () => current.every(isDrained)))) tellUndrained(world, current, DRAIN_MS)
  const rest = RELEASED_DRAIN_MS - DRAIN_MS
  if (!(await until(world, rest, () => released.every(isDrained)))) tellUndrained(world, released, RELEASED_DRAIN_MS)
  if (!(await until(world, SETTLE_MS, () => isSettled(world)))) tellUnsettled(world)
}

function tellUndrained({ breach }: World, nodes: readonly StationNode[], within: number): void {
  for (const node of nodes.filter((one) => !isDrained(one))) {
    const status = node.station?.sync.status()
    const why = status?.services.map(({ service, pushProblem }) => `${service} ${pushProblem}`).join(', ')
    breach(`liveness: ${within / 1000} s after healing ${node.name} has ${status?.toSend} to send (${why})`)
  }
}

function tellUnsettled(world: World): void {
  for (const node of world.nodes.filter((one) => !nodeSettled(world, one))) {
    const scopes = node.station?.sync.scopes().map(({ scope, state }) => `${scope} ${state}`)
    const cursors = node.station?.sync.status().services.map(({ service, cursor }) => `${service} at ${cursor}`)
    world.breach(`liveness: ${node.name} does not come to rest (${cursors?.join(', ')}; ${scopes?.join(', ')})`)
  }
}

const isReleased = ({ software }: StationNode) => software.frozen
const isDrained = ({ station }: StationNode) => station !== null && station.outbox.counts().toSend === 0

/** Nothing to send, everything read, nothing local left on top of the server's rows. */
function isSettled(world: World): boolean {
  return world.nodes.every((node) => nodeSettled(world, node))
}

function nodeSettled(world: World, node: StationNode): boolean {
  const { station, enrolment } = node
  if (node.erased) return true
  if (!station || !isDrained(node)) return false
  const wanted = node.software.registry
    .services()
    .flatMap((service) => world.hospital.grantedTo(enrolment.deviceId, service).map((scope) => `${service} ${scope}`))
  const scopes = station.sync.scopes()
  const ready = new Set(
    scopes.filter(({ state }) => state === 'ready').map(({ service, scope }) => `${service} ${scope}`),
  )
  if (!wanted.every((scope) => ready.has(scope)) || scopes.length > wanted.length) return false
  const { services } = station.sync.status()
  // one that was taken out of use still asks every service whether it was restored, and tells it again what it lost
  if (wanted.length === 0) return node.software.frozen || services.every(({ epoch }) => epoch === world.hospital.epoch)
  const behind = ({ service, cursor, epoch }: { service: string; cursor: number | null; epoch: string | null }) =>
    // the same number may stand in two epochs
    cursor !== world.versions.get(service) || epoch !== world.hospital.epoch
  if (services.some(behind)) return false
  return station.db.prepare('SELECT 1 FROM sync_base LIMIT 1').get() === undefined
}

async function until(world: World, ms: number, holds: () => boolean): Promise<boolean> {
  for (let spent = 0; spent < ms; spent += LOOK_EVERY_MS) {
    await world.scheduler.run(LOOK_EVERY_MS)
    await world.scheduler.outside(world.readVersions())
    if (holds()) return true
  }
  return false
}
