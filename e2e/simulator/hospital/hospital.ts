import { type ConsumerHandle, startConsumer } from '../../../server/platform/events/consume.ts'
import { PokeHub } from '../../../server/platform/events/poke-hub.ts'
import type { ServiceModule } from '../../../server/platform/service.ts'
import { epochName, generationOf } from '../../../server/platform/sync/epoch-name.ts'
import { createServiceRuntime } from '../../../server/platform/sync/runtime.ts'
import type { EventStream, HttpAnswer, HttpRequest } from '../../../src-main/platform/device/transport.ts'
import type { Actor } from '../../../src-shared/kernel/actor.ts'
import type { Registry } from '../../../src-shared/kernel/domain.ts'
import { uuidV7 } from '../../../src-shared/kernel/ids.ts'
import { SEAL_KEY, sha256Hex, simCrypto, unseal } from '../station/sim-crypto.ts'
import type { Chance } from '../world/chance.ts'
import type { Door } from '../world/network.ts'
import type { Scheduler } from '../world/scheduler.ts'
import type { Backend, Backup } from './backend.ts'
import { DeviceDesk, type SimDevice } from './device-desk.ts'
import { answerOf, grantOf, type Running, type Witness } from './gateway.ts'

export interface HospitalParts {
  scheduler: Scheduler
  chance: Chance
  backend: Backend
  registry: Registry
  modules: readonly ServiceModule[]
  facilityId: string
  epochMs: number
  /** One request at a time, each whole with all that follows from it. */
  serial: boolean
  /** No page is larger, whatever is asked for. */
  page: number
  people: ReadonlyMap<string, Actor>
  witness: Witness
  /** A defect: something other than a refusal came out of the server. */
  onDefect(error: unknown): void
}

/** The server: every service and the gateway in one process, which may die between any two steps of any transaction. */
export class Hospital implements Door {
  readonly desk: DeviceDesk
  readonly services = new Map<string, Running>()
  epoch: string
  /** How far the server's clock is from the world's, ms. */
  skew = 0
  /** Services that do not answer just now. */
  readonly silent = new Set<string>()
  readonly #parts: HospitalParts
  readonly #waiting = new Set<(error: Error) => void>()
  readonly #streams = new Map<EventStream, () => void>()
  #consumers: ConsumerHandle[] = []
  #hub = new PokeHub()
  #life = 0
  #up = false
  #turn: Promise<void> = Promise.resolve()
  #countdown: { steps: number; downMs: number } | null = null

  constructor(parts: HospitalParts) {
    this.#parts = parts
    this.desk = new DeviceDesk(() => this.#newId(), this.now)
    this.epoch = epochName(0, this.#newId())
  }

  now = (): number => this.#parts.epochMs + this.#parts.scheduler.now + this.skew
  #newId = () => uuidV7(this.#parts.epochMs, this.#parts.chance.bytes(10))
  get up(): boolean {
    return this.#up
  }

  start(): void {
    if (this.#up) return
    const life = ++this.#life
    this.#up = true
    this.#hub = new PokeHub()
    for (const module of this.#parts.modules) this.services.set(module.name, this.#run(module, life))
    this.#consumers = [...this.services.values()].flatMap(({ module, runtime }) =>
      module.consumers.map((consumer) => {
        const source = this.services.get(consumer.source) as Running
        return startConsumer(
          consumer,
          source.runtime,
          runtime,
          () => {},
          (ms, work) => this.#every(life, ms, work),
        )
      }),
    )
    if (this.#parts.serial) void this.inTurn(async () => {})
  }

  #run(module: ServiceModule, life: number): Running {
    const { backend, registry, facilityId, people } = this.#parts
    const runtime = createServiceRuntime({
      store: backend.open(module.name, () => this.#step(life, module.name)),
      service: module.name,
      facilityId,
      registry,
      utcOffsetMinutes: 330,
      clock: { now: this.now },
      random: { bytes: (count) => this.#parts.chance.bytes(count) },
      sha256Hex,
      verifySignature: simCrypto.verify,
      seal: { publicKey: SEAL_KEY, open: unseal },
      epoch: this.epoch,
      authorise: async (actor) => people.get(actor.userId) ?? null,
      onError: (error) => this.#parts.onDefect(error),
      ...(this.#parts.serial ? {} : { after: (ms, work) => this.#after(life, ms, work) }),
    })
    runtime.onCommit((pokes) => this.#hub.publish(pokes))
    return { module, runtime }
  }

  #after(life: number, ms: number, work: () => void): () => void {
    return this.#parts.scheduler.after(ms, 'waited long enough', () => {
      if (life === this.#life) work()
    })
  }

  /** Between two steps of a transaction others have their turn, or the process dies. */
  async #step(life: number, service: string): Promise<void> {
    if (this.#parts.serial) return
    await this.#parts.scheduler.pause(this.#parts.chance.below(3), `${service} step`)
    if (life !== this.#life) return never
    const due = this.#countdown
    if (!due || --due.steps > 0) return
    this.die(due.downMs)
    return never
  }

  #every(life: number, ms: number, work: () => void): () => void {
    let stop = () => {}
    const again = () => {
      stop = this.#parts.scheduler.after(ms, 'consumer polls', () => {
        if (life !== this.#life) return
        work()
        if (this.#parts.serial) this.inTurn(() => this.#consumersCaughtUp())
        again()
      })
    }
    again()
    return () => stop()
  }

  /** The process ends now; nobody gets an answer any more. */
  die(downMs: number): void {
    if (!this.#up) return
    this.#end()
    this.#parts.scheduler.after(downMs, 'the server starts', () => this.start())
  }

  #end(): void {
    this.#countdown = null
    this.#up = false
    this.#life += 1
    this.services.clear()
    this.#consumers = []
    this.#parts.scheduler.outside(this.#parts.backend.crash())
    for (const reject of this.#waiting) reject(new Error('the server died'))
    this.#waiting.clear()
    const streams = [...this.#streams.keys()]
    this.#streams.clear()
    for (const stream of streams) stream.onEnd(0)
  }

  dieAfter(steps: number, downMs: number): void {
    this.#countdown = { steps, downMs }
  }

  spare(): void {
    this.#countdown = null
  }

  /** An older copy of the database takes the place of this one: a new epoch begins. */
  async restore(backup: Backup): Promise<void> {
    this.#end()
    await backup.restore()
    this.desk.forgetSessions()
    this.epoch = epochName(generationOf(this.epoch) + 1, this.#newId())
    this.start()
  }

  request(request: HttpRequest): Promise<HttpAnswer> {
    if (!this.#up) return Promise.reject(new Error('connection refused'))
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject)
      const life = this.#life
      this.#answer(request)
        .then(
          (answer) => life === this.#life && resolve(answer),
          (error) => {
            reject(error)
            if (life === this.#life) this.#parts.onDefect(error)
          },
        )
        .finally(() => this.#waiting.delete(reject))
    })
  }

  /** Whole, with all that the other services make of it, before anything else happens. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work)
    this.#turn = done.then(
      () => this.#consumersCaughtUp(),
      () => {},
    )
    this.#parts.scheduler.outside(this.#turn)
    return done
  }

  #answer(request: HttpRequest): Promise<HttpAnswer> {
    if (this.#parts.serial) return this.inTurn(() => this.#answerNow(request))
    return this.#answerNow(request)
  }

  #answerNow(request: HttpRequest): Promise<HttpAnswer> {
    const services = new Map([...this.services].filter(([name]) => !this.silent.has(name)))
    const { witness, page, registry } = this.#parts
    return answerOf(request, { desk: this.desk, services, witness, page, registry })
  }

  stream(stream: EventStream): () => void {
    const device = this.#deviceOf(stream)
    if (!this.#up || !device) {
      stream.onEnd(this.#up ? 401 : 0)
      return () => {}
    }
    const unsubscribe = this.#hub.subscribe(device.revokedAt === null ? device.scopes : [], (poke) =>
      stream.onEvent('poke', JSON.stringify(poke)),
    )
    const end = () => {
      unsubscribe()
      if (this.#streams.delete(stream)) stream.onEnd(200)
    }
    this.#streams.set(stream, this.#hub.endsFor(device.deviceId, end))
    stream.onOpen()
    return () => {
      unsubscribe()
      this.#streams.get(stream)?.()
      this.#streams.delete(stream)
    }
  }

  /** What a workstation may hold changes; it takes effect at its next request. */
  grant(deviceId: string, change: Partial<Pick<SimDevice, 'scopes' | 'revokedAt'>>): void {
    const device = this.desk.devices.get(deviceId)
    if (device) this.desk.devices.set(deviceId, { ...device, ...change })
    this.#hub.disconnect(deviceId)
  }

  /** What a workstation may hold of a service now. */
  grantedTo(deviceId: string, service: string): string[] {
    const device = this.desk.devices.get(deviceId)
    const module = this.#parts.modules.find(({ name }) => name === service)
    return device && module ? grantOf(device, module, this.#parts.registry) : []
  }

  /** Begins to cut off the oldest part of a feed, beside everything else. */
  compact(service: string, options: { keepMs: number; restMs: number }): void {
    const life = this.#life
    const done = this.#parts.serial
      ? this.inTurn(() => this.#compact(service, options))
      : this.#compact(service, options)
    // what a dead server had begun ends in errors that nobody hears
    done.catch((error) => life === this.#life && this.#parts.onDefect(error))
  }

  /** As far as the other services have read it. */
  async #compact(service: string, options: { keepMs: number; restMs: number }): Promise<void> {
    const readers = [...this.services.values()].filter(({ module }) =>
      module.consumers.some((one) => one.source === service),
    )
    const readBy = await Promise.all(readers.map(({ runtime }) => runtime.consumerCursor(service)))
    await this.services.get(service)?.runtime.compact({ readBy, ...options })
  }

  #deviceOf({ headers }: EventStream): SimDevice | null {
    try {
      return this.desk.of(headers)
    } catch {
      return null
    }
  }

  async #consumersCaughtUp(): Promise<void> {
    await Promise.all(this.#consumers.map((consumer) => consumer.caughtUp()))
  }
}

/** What a dead process would have done next. */
const never = new Promise<never>(() => {})
