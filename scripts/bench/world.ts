import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEMO_PASSWORD } from '../../server/demo/hospital.ts'
import { planPeople } from '../../server/demo/seed.ts'
import { workstationMigrations } from '../../src-main/app/migrations.ts'
import { openSealed } from '../../src-main/platform/keys/open-sealed.ts'
import { bestSafe, fileSafe } from '../../src-main/platform/keys/safe.ts'
import { type Ports, realPorts } from '../../src-main/platform/ports.ts'
import type { Disk } from '../../src-main/platform/sqlite/disk.ts'
import { realDisk } from '../../src-main/platform/sqlite/real-disk.ts'
import { openStation, type Station } from '../../src-main/platform/station.ts'
import { registry } from '../../src-shared/domains/registry.ts'
import { createEnrolmentCode } from '../enrolment-code.ts'
import { ServerClient } from '../server-client.ts'
import { type ServerProcess, startServerProcess } from '../server-process.ts'
import { freePort } from './free-port.ts'

/** A server process of its own with the demonstration hospital and many more patients, and workstations beside it. */
export interface World {
  url: string
  /** Of the server. */
  dataDir: string
  client: ServerClient
  facilityId: string
  wards: { wardId: string; code: string }[]
  /** As the product opens it; not encrypted only to see what that costs. */
  open(name: string, how?: { encrypted: boolean }): Promise<{ station: Station; dir: string; close(): void }>
  close(): Promise<void>
}

const CHUNK = 2_000

export async function createWorld(patients: number, progress: (text: string) => void): Promise<World> {
  const root = mkdtempSync(join(tmpdir(), 'carecode-bench-'))
  const server: ServerProcess = await startServerProcess({ dataDir: join(root, 'server'), port: await freePort() })
  const client = new ServerClient(server.url)
  await client.signIn('admin', DEMO_PASSWORD)
  const { facilityId } = await client.get<{ facilityId: string }>('/v1/identity/facility')
  for (let from = 0; from < patients; from += CHUNK) {
    const people = planPeople(facilityId, Date.now(), from, Math.min(patients, from + CHUNK))
    await client.post('/v1/patients/commands', { commands: people })
    progress(`${Math.min(patients, from + CHUNK)} of ${patients} patients registered`)
    // the administrator's token lives for 15 minutes
    if (from % (CHUNK * 20) === 0) await client.signIn('admin', DEMO_PASSWORD)
  }
  const wards = await client.get<World['wards']>('/v1/ward/wards')
  const opened = new Set<Station>()
  return {
    url: server.url,
    dataDir: join(root, 'server'),
    client,
    facilityId,
    wards,
    async open(name, { encrypted } = { encrypted: true }) {
      const dir = join(root, name)
      const ports = realPorts()
      const station = openStation({
        dir,
        registry,
        migrations: workstationMigrations,
        ports: encrypted ? { ...ports, disk: sealedDisk(dir, ports) } : ports,
        version: '1.0.0',
        onNotice: () => undefined,
      })
      opened.add(station)
      const code = await createEnrolmentCode(client, null, null)
      await station.device.enrol(server.url, code, name)
      const close = () => {
        opened.delete(station)
        station.close()
      }
      return { station, dir, close }
    },
    async close() {
      for (const station of opened) station.close()
      await server.stop()
      rmSync(root, { recursive: true, force: true })
    },
  }
}

function sealedDisk(dir: string, ports: Ports): Disk {
  const files = realDisk().openProfile(dir)
  // as the hosts wrap it: one of them opens this cache later
  const safe = bestSafe(null, fileSafe(files, ports.random))
  const { profile, unlock } = openSealed({ files, safe, ports, onStep: () => {} })
  unlock()
  return { openProfile: () => profile }
}
