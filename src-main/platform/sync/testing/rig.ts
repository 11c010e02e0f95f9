import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { registry } from '../../../../src-shared/domains/registry.ts'
import { Bed, Room, Ward } from '../../../../src-shared/domains/ward/index.ts'
import type { Actor } from '../../../../src-shared/kernel/actor.ts'
import type { Problem } from '../../../../src-shared/kernel/errors.ts'
import { testId } from '../../../../src-shared/testing/memory-store.ts'
import { workstationMigrations } from '../../../app/migrations.ts'
import type { DeviceVault, Enrolment } from '../../device/device.ts'
import { type Ports, realCrypto } from '../../ports.ts'
import { realDisk } from '../../sqlite/real-disk.ts'
import { openStation, type Station, type StationOptions } from '../../station.ts'
import { ServerDouble } from './server-double.ts'

export const allMigrations = workstationMigrations
/** 2026-03-02 08:00 UTC. */
export const MORNING = Date.UTC(2026, 2, 2, 8)
export const nurse: Actor = { userId: testId(2), roles: ['nurse', 'administrator'] }
export const WARD = testId(700)
const ROOM = testId(701)
export const BED_1 = testId(711)
export const BED_2 = testId(712)
const granted = { identity: ['staff'], patients: ['patient'], ward: ['reference', `ward:${WARD}`] }
const enrolment: Enrolment = {
  serverUrl: 'http://hospital',
  deviceName: 'Ward 7 desk',
  deviceId: testId(3),
  facilityId: testId(1),
  facilityName: 'Base Hospital',
  utcOffsetMinutes: 330,
  services: registry.services(),
}
const keys = realCrypto().generateKeyPair()
export const enrolledVault: DeviceVault = {
  readKey: () => keys.privateKey,
  writeKey() {},
  readEnrolment: () => enrolment,
  writeEnrolment() {},
  forget() {},
}

/** A clock and a chance that a test owns; timers run when it says so. */
export function fakePorts(network: Ports['network']) {
  let seed = 1
  const nextByte = () => {
    seed = (seed * 48271) % 2147483647
    return seed & 255
  }
  const timers = new Set<{ at: number; work: () => void }>()
  const time = { now: MORNING }
  const ports: Ports = {
    clock: { now: () => time.now, monotonic: () => time.now - MORNING + 1000, bootId: testId(99) },
    random: { bytes: (length) => Uint8Array.from({ length }, nextByte) },
    network,
    scheduler: {
      after(ms, work) {
        const timer = { at: time.now + ms, work }
        timers.add(timer)
        return () => void timers.delete(timer)
      },
    },
    disk: realDisk(),
    crypto: realCrypto(),
  }
  return { ports, time, timers }
}

/** A server with one ward of two beds, and a station that is enrolled at it. */
export function makeRig(options: Partial<StationOptions> = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'carecode-station-'))
  const clock = { now: () => MORNING }
  const server = new ServerDouble(registry, granted, () => clock.now())
  const { ports, time, timers } = fakePorts(server)
  clock.now = () => time.now
  seedWard(server)
  const notices: Problem[] = []
  const open = (more: Partial<StationOptions> = {}): Station =>
    openStation({
      ...{ dir, registry, ports, migrations: allMigrations, version: '1.0.0', vault: enrolledVault },
      onNotice: (notice) => void notices.push(notice),
      ...options,
      ...more,
    })
  return { dir, server, ports, time, timers, clock, notices, open, station: open() }
}
export type Rig = ReturnType<typeof makeRig>

export function endRig({ dir, station }: { dir: string; station: Station }): void {
  if (station.db.open) station.close()
  rmSync(dir, { recursive: true, force: true })
}

function seedWard(server: ServerDouble): void {
  const ward = server.of('ward')
  ward.ver = 1
  ward.put(Ward, { id: WARD, code: '7', name: 'Ward 7', specialty: 'Medicine' } as never)
  ward.put(Room, { id: ROOM, wardId: WARD, name: 'Bay A', isolation: false } as never)
  for (const [position, id] of [BED_1, BED_2].entries()) {
    const bed = {
      id,
      wardId: WARD,
      roomId: ROOM,
      label: `${position + 1}`,
      position,
      state: 'available',
      admissionId: null,
    }
    ward.put(Bed, bed as never)
  }
}

/** Starts the sync once and lets it come to rest. */
export async function syncUp(station: Station): Promise<void> {
  station.sync.start()
  await station.sync.syncNow()
  await station.sync.syncNow()
}

export const register = (station: Station, familyName = 'Perera') =>
  station.execute(
    'patients.register',
    1,
    { familyName, givenName: 'Kamala', sex: 'female', birthDate: '1980-05-17' },
    { actor: nurse },
  ).result as { patientId: string; phn: string }

export const admit = (station: Station, patient: { patientId: string; phn: string }, bedId: string) =>
  station.execute(
    'ward.admit',
    1,
    {
      patientId: patient.patientId,
      patient: { phn: patient.phn, familyName: 'Perera', givenName: 'Kamala', sex: 'female', birthDate: '1980-05-17' },
      ...{ wardId: WARD, bedId, admittedAt: MORNING, reason: 'Pneumonia' },
    },
    { actor: nurse },
  ).result as { admissionId: string }

export const observe = (station: Station, patientId: string, admissionId: string, takenAt = MORNING, pulse = 70) =>
  station.execute('ward.recordVitals', 1, { patientId, admissionId, takenAt, pulse }, { actor: nurse }).result as {
    vitalsId: string
  }

/** The server's rows of a scope and the station's, in a form that can be compared. */
export function rowsOf(station: Station, kindTable: string): Record<string, unknown>[] {
  return station.db.prepare(`SELECT * FROM ${kindTable} ORDER BY id`).all() as Record<string, unknown>[]
}
