import { tableOf } from '../../../src-main/platform/store/kind-table.ts'
import { decodeRow } from '../../../src-main/platform/store/row-codec.ts'
import { canonicalJson } from '../../../src-shared/kernel/canonical.ts'
import type { AnyKind } from '../../../src-shared/kernel/kind.ts'
import { SERVICES } from '../history/history.ts'
import type { Saved } from '../history/ledger.ts'
import type { World } from '../history/world.ts'
import type { Committed } from '../hospital/backend.ts'
import type { StationNode } from '../station/node.ts'
import { shelvesAddUp } from './shelves.ts'
import { stockAddsUp } from './stock.ts'

export type AllCommitted = Record<string, Committed>

/** Everything that must hold once the world has come to rest. @returns what the server has, for comparisons */
export async function finalBreaches(world: World): Promise<AllCommitted> {
  const all: AllCommitted = {}
  for (const service of SERVICES) all[service] = await world.scheduler.outside(world.backend.committed(service))
  for (const node of world.nodes) {
    if (!isFrozenAndRevoked(world, node)) {
      sameRows(world, node, all)
      onlyGranted(world, node)
    }
    noMismatch(world, node)
    ownAudit(world, node)
  }
  for (const saved of world.ledger.saved.values()) nothingVanished(world, saved, all[saved.record.service])
  numbersOnce(world, all)
  factsIn(world, all)
  breachesKept(world, all)
  crossReferences(world, all)
  stockAddsUp(world, all)
  shelvesAddUp(world, all)
  await serverAudit(world)
  return all
}

/** The released version does not know that it is taken out of use, and keeps what it did afterwards on its screen. */
function isFrozenAndRevoked(world: World, { software, enrolment }: StationNode): boolean {
  return software.frozen && world.hospital.desk.devices.get(enrolment.deviceId)?.revokedAt !== null
}

interface Cells {
  id: string
  rev: number
  scope: string | null
  pending: number
}

const kindsOf = ({ software }: StationNode): readonly AnyKind[] =>
  SERVICES.flatMap((service) => software.registry.kindsOf(service))
/** The fields that this version knows. */
const knownOf = (kind: AnyKind, row: Record<string, unknown>) =>
  Object.fromEntries(kind.columns.map(({ field }) => [field, row[field] ?? null]))

const rowsAt = (node: StationNode, kind: AnyKind): Cells[] =>
  (node.station?.db.prepare(`SELECT * FROM ${tableOf(kind)} ORDER BY id`).all() ?? []) as Cells[]

const grantedTo = (world: World, node: StationNode, service: string) =>
  world.hospital.grantedTo(node.enrolment.deviceId, service)

/** Scope by scope, byte by byte: what the workstation shows is what the server has. */
function sameRows(world: World, node: StationNode, all: AllCommitted): void {
  for (const kind of kindsOf(node)) {
    const granted = grantedTo(world, node, kind.service)
    const theirs = (all[kind.service]?.rows ?? []).filter(
      (one) => one.kind === kind.name && granted.includes(one.scope),
    )
    const server = new Map(
      theirs.map(({ id, rev, scope, row }) => [id, canonicalJson({ rev, scope, row: knownOf(kind, row) })]),
    )
    for (const cells of rowsAt(node, kind)) {
      const { id, rev, scope, pending } = cells
      const ours = canonicalJson({ rev, scope, row: decodeRow(kind, cells as never) })
      const known = server.get(id)
      server.delete(id)
      if (ours === known && pending === 0) continue
      const what =
        known === undefined
          ? 'that the server does not give it'
          : pending
            ? 'with local work left on it'
            : 'another way than the server'
      world.breach(`same rows: ${node.name} has ${kind.name} ${what}: ${ours} / ${known}`)
    }
    for (const [id] of server) world.breach(`same rows: ${node.name} lacks ${kind.name} ${id}`)
  }
}

function onlyGranted(world: World, node: StationNode): void {
  for (const kind of kindsOf(node)) {
    const granted = grantedTo(world, node, kind.service)
    const stranger = rowsAt(node, kind).find(({ scope }) => scope === null || !granted.includes(scope))
    if (stranger) world.breach(`no row outside the grant: ${node.name} keeps ${kind.name} of ${stranger.scope}`)
  }
  const images = node.station?.db.prepare('SELECT count(*) FROM sync_base').pluck().get()
  if (images) world.breach(`local work never ends: ${node.name} has ${images} base images`)
}

/** The digest repairs what sync got wrong, and so hides it: it must never have had to. */
function noMismatch(world: World, node: StationNode): void {
  if (node.software.frozen) return
  for (const { service, mismatches } of node.station?.sync.status().services ?? [])
    if (mismatches > 0) world.breach(`digest: ${node.name} had to fetch ${service} anew ${mismatches} times`)
}

function ownAudit(world: World, node: StationNode): void {
  const verdict = node.station?.audit.verify()
  if (verdict && !verdict.ok) world.breach(`audit: the chain of ${node.name} is broken: ${JSON.stringify(verdict)}`)
}

/** Applied, flagged, refused and kept, or still where it was made: never simply gone. */
function nothingVanished(world: World, saved: Saved, committed: Committed | undefined): void {
  const outcomes = committed?.outcomes.filter(({ commandId }) => commandId === saved.commandId) ?? []
  const told = `${saved.name} of ${saved.station} (${saved.commandId.slice(-8)})`
  if (outcomes.length > 1) world.breach(`one outcome per command: ${told} has ${outcomes.length}`)
  const there = outcomes[0]?.status
  const node = world.nodes.find(({ name }) => name === saved.station)
  const here = node && statusAt(node, saved.commandId)
  // the released version does not tell a restored server what had been refused
  if (there === undefined && node?.software.frozen && (here === 'rejected' || here === 'quarantined')) return
  // an erased workstation has nothing any more, so the server must have it
  if (here === undefined && !(node?.erased && there !== undefined))
    world.breach(`vanished: ${told} is no longer in the outbox of its workstation`)
  else if (here !== undefined && here !== there && !(here === 'blocked' && there === undefined && !saved.isFact))
    world.breach(`vanished: ${told} is ${here} at its workstation and ${there ?? 'unknown'} at the server`)
}

/** In the server's words. */
function statusAt({ station }: StationNode, commandId: string): string | undefined {
  const status = station?.db.prepare('SELECT status FROM outbox WHERE command_id = ?').pluck().get(commandId)
  return status === 'accepted' ? 'applied' : (status as string | undefined)
}

/** Every number given to a person exists once, and was lent to the workstation that gave it. */
function numbersOnce(world: World, all: AllCommitted): void {
  const seen = new Map<string, string>()
  for (const { record, station, name } of world.ledger.saved.values()) {
    for (const [sequence, text] of Object.entries(record.allotted.numbers)) {
      const key = `${sequence} ${text}`
      if (seen.has(key)) world.breach(`numbers once: ${key} was given at ${seen.get(key)} and at ${station} (${name})`)
      seen.set(key, station)
      if (world.restores === 0) insideLease(world, { station, sequence, text }, all)
    }
  }
}

function insideLease(
  world: World,
  given: { station: string; sequence: string; text: string },
  all: AllCommitted,
): void {
  const { station, sequence, text } = given
  const value = world.registry.sequence(sequence)?.parse(text) ?? -1
  const deviceId = world.nodes.find(({ name }) => name === station)?.enrolment.deviceId
  const leases = Object.values(all).flatMap((committed) => committed.leases)
  const lent = leases.some(
    (lease) =>
      lease.sequence === sequence && lease.deviceId === deviceId && value >= lease.first && value <= lease.last,
  )
  if (!lent) world.breach(`numbers inside their lease: ${station} gave ${sequence} ${text}, which it was never lent`)
}

const ROW_OF: Record<string, [label: string, kind: string]> = {
  'ward.recordVitals': ['vitals', 'ward.vitals'],
  'patients.recordAllergy': ['allergy', 'patients.allergy'],
  'pharmacy.dispense': ['dispense', 'pharmacy.dispense'],
}
const FACTS = new Set(Object.values(ROW_OF).map(([, kind]) => kind))

/** Facts in = facts out: each one that stands has its row, each row has its fact. */
function factsIn(world: World, all: AllCommitted): void {
  const expected = new Set<string>()
  for (const { name, record, station } of world.ledger.saved.values()) {
    const made = ROW_OF[name]
    if (!made) continue
    const id = record.allotted.ids[made[0]]
    const committed = all[record.service]
    const outcome = committed?.outcomes.find(({ commandId }) => commandId === record.commandId)
    if (outcome?.status !== 'applied' && outcome?.status !== 'flagged') continue
    expected.add(`${made[1]} ${id}`)
    if (!committed?.rows.some((row) => row.kind === made[1] && row.id === id))
      world.breach(`facts in = facts out: ${name} of ${station} is ${outcome.status} and has no row`)
  }
  for (const { kind, id } of Object.values(all).flatMap(({ rows }) => rows)) {
    if (FACTS.has(kind) && !expected.has(`${kind} ${id}`))
      world.breach(`facts in = facts out: ${kind} ${id} comes from nowhere`)
  }
}

/** Whatever did not simply apply is kept word for word, and a person is asked to look at it. */
function breachesKept(world: World, all: AllCommitted): void {
  for (const [service, { outcomes, kept, rows }] of Object.entries(all)) {
    const items = new Set(rows.filter(({ kind }) => kind === `${service}.inboxItem`).map(({ id }) => id))
    const has = new Set(kept.map(({ commandId, status }) => `${commandId} ${status}`))
    for (const { commandId, status } of outcomes)
      if (status === 'applied') continue
      else if (!has.has(`${commandId} ${status}`))
        world.breach(`every breach is kept: ${service} ${commandId} is ${status} and not kept`)
      else if (!items.has(commandId)) world.breach(`every breach has an inbox item: ${service} ${commandId} has none`)
  }
}

/** The ward knows every patient that it names, and knows them as the patients service does. */
function crossReferences(world: World, all: AllCommitted): void {
  const patients = new Map(
    all.patients?.rows.filter(({ kind }) => kind === 'patients.patient').map(({ id, row }) => [id, row]),
  )
  const projected = new Map(
    all.ward?.rows.filter(({ kind }) => kind === 'ward.patient').map(({ id, row }) => [id, row]),
  )
  for (const [id, row] of patients) {
    const here = projected.get(id)
    if (!here) world.breach(`references: the ward does not know patient ${id}`)
    else if (here.phn !== row.phn || here.familyName !== row.familyName || here.resolved !== true)
      world.breach(
        `references: the ward knows patient ${id} otherwise: ${JSON.stringify([here.phn, row.phn, here.resolved])}`,
      )
  }
  for (const { kind, id, row } of all.ward?.rows ?? []) {
    // an item on a refused command says whom that one named, with the name itself: nobody else may know the patient
    if (kind === 'ward.inboxItem') continue
    if (typeof row.patientId === 'string' && !projected.has(row.patientId))
      world.breach(`references: ${kind} ${id} names a patient that the ward does not have`)
  }
}

async function serverAudit(world: World): Promise<void> {
  for (const [service, { runtime }] of world.hospital.services) {
    for (const { enrolment, name } of world.nodes) {
      const broken = await world.settled(() => runtime.verifyAudit(enrolment.deviceId))
      if (broken !== null) world.breach(`audit: the chain of ${name} at ${service} breaks at ${broken}`)
    }
  }
}
