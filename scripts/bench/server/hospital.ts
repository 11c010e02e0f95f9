import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningServer, startServer } from '../../../server/app/all-in-one.ts'
import { SERVICE_NAMES } from '../../../server/app/services.ts'
import { DEMO_PASSWORD } from '../../../server/demo/hospital.ts'
import { planPeople, SYSTEM_ACTOR } from '../../../server/demo/seed.ts'
import { seedDemo } from '../../../server/demo/seed-demo.ts'
import { type Cluster, startCluster } from '../../../server/platform/postgres/cluster.ts'
import { createEnrolmentCode } from '../../enrolment-code.ts'
import { ServerClient } from '../../server-client.ts'
import { type Part, startGatewayProcess, startServiceProcess } from '../../server-parts.ts'
import { freePort } from '../free-port.ts'
import { Desk } from './desk.ts'

/** The bench has one caller for many; the limit by caller is not what is measured. */
const NO_LIMIT = ['--requests-per-second', '100000']
const CHUNK = 2_000

/** A gateway, each service in a process of its own, PostgreSQL; the demonstration hospital with many more patients. */
export class Hospital {
  readonly facilityId: string
  readonly dataDir: string
  readonly database: Cluster
  readonly services = new Map<string, Part[]>()
  readonly #dir: string
  readonly #port: number
  gateway: Part

  private constructor(at: { dir: string; port: number; facilityId: string; database: Cluster; gateway: Part }) {
    this.#dir = at.dir
    this.dataDir = join(at.dir, 'server')
    this.#port = at.port
    this.facilityId = at.facilityId
    this.database = at.database
    this.gateway = at.gateway
  }

  static async open(patients: number, tell: (text: string) => void): Promise<Hospital> {
    const dir = mkdtempSync(join(tmpdir(), 'carecode-bench-server-'))
    mkdirSync(join(dir, 'server'))
    const database = await startCluster({ dataDir: join(dir, 'database') })
    const env = { DATABASE_URL: database.url }
    const together = await startServer({ dataDir: join(dir, 'server'), port: 0, env, log: () => undefined })
    await seedDemo(together)
    await register(together, patients, tell)
    const facilityId = together.facility.id
    await together.stop()
    const port = await freePort()
    const gateway = await startGatewayProcess(join(dir, 'server'), port, NO_LIMIT)
    const hospital = new Hospital({ dir, port, facilityId, database, gateway })
    for (const name of SERVICE_NAMES) await hospital.start(name)
    await hospital.ready()
    return hospital
  }

  /** One more process of a service. */
  async start(name: string): Promise<Part> {
    const at = { dataDir: this.dataDir, gateway: this.gateway.url, database: this.database.url }
    const part = await startServiceProcess([name], at)
    this.services.set(name, [...(this.services.get(name) ?? []), part])
    return part
  }

  async startGateway(): Promise<void> {
    this.gateway = await startGatewayProcess(this.dataDir, this.#port, NO_LIMIT)
  }

  part(name: string): Part {
    const [part] = this.services.get(name) ?? []
    if (!part) throw new Error(`no process of ${name}`)
    return part
  }

  forget(name: string, part: Part): void {
    this.services.set(
      name,
      (this.services.get(name) ?? []).filter((each) => each !== part),
    )
  }

  /** Every process by its name, PostgreSQL's left out. */
  processes(): Map<string, Part> {
    const named = [...this.services].flatMap(([name, parts]) =>
      parts.map((part, i) => [`${name} ${i + 1}`, part] as const),
    )
    return new Map([['gateway', this.gateway], ...named])
  }

  async ready(): Promise<void> {
    const end = Date.now() + 60_000
    while (!(await isReady(this.gateway.url))) {
      if (Date.now() > end) throw new Error('the gateway is not ready after a minute')
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  /** People at workstations of their own, in the order of the names. */
  async desks(usernames: readonly string[]): Promise<Desk[]> {
    const client = new ServerClient(this.gateway.url)
    await client.signIn('admin', DEMO_PASSWORD)
    const desks: Desk[] = []
    for (const username of usernames) {
      const desk = new Desk(this.gateway.url)
      await desk.sitDown(await createEnrolmentCode(client, null, null), username, DEMO_PASSWORD)
      desks.push(desk)
    }
    return desks
  }

  async close(): Promise<void> {
    for (const parts of this.services.values()) await Promise.all(parts.map((part) => part.stop()))
    await this.gateway.stop()
    await this.database.stop()
    rmSync(this.#dir, { recursive: true, force: true })
  }
}

async function register(server: RunningServer, patients: number, tell: (text: string) => void): Promise<void> {
  const runtime = server.services.get('patients')?.runtime
  const now = Date.now()
  for (let from = 0; from < patients; from += CHUNK) {
    const to = Math.min(patients, from + CHUNK)
    const people = planPeople(server.facility.id, now, from, to).map(({ ids, ...command }) => ({
      ...{ ...command, actor: SYSTEM_ACTOR, imported: true, allotted: { ids, numbers: {} } },
    }))
    await runtime?.execute(people)
    if (to % 20_000 === 0 || to === patients) tell(`${to} of ${patients} patients registered`)
  }
  await server.consumersCaughtUp()
}

const isReady = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(`${url}/ready`)).ok
  } catch {
    return false
  }
}
