import type { Enrolment } from '../../../src-main/platform/device/device.ts'
import type { Ports } from '../../../src-main/platform/ports.ts'
import type { SaveResult, Station } from '../../../src-main/platform/station.ts'
import type { Actor } from '../../../src-shared/kernel/actor.ts'
import type { Problem } from '../../../src-shared/kernel/errors.ts'
import { uuidV7 } from '../../../src-shared/kernel/ids.ts'
import type { Chance } from '../world/chance.ts'
import type { Line } from '../world/network.ts'
import type { Scheduler } from '../world/scheduler.ts'
import { simCrypto } from './sim-crypto.ts'
import { type Ending, SimDisk } from './sim-disk.ts'
import type { Software } from './software.ts'

export interface NodeParts {
  name: string
  dir: string
  software: Software
  scheduler: Scheduler
  chance: Chance
  line: Line
  enrolment: Enrolment
  privateKey: string
  /** Wall clock of the world at its beginning, epoch ms. */
  epochMs: number
  onNotice(notice: Problem): void
  /** After every opening, before anything else happens. */
  onOpen(station: Station): void
}

const REBOOT_MS = 20_000

/** One workstation: the product's own, on ports that the history owns, through all its deaths and restarts. */
export class StationNode {
  readonly name: string
  readonly disk: SimDisk
  readonly line: Line
  readonly enrolment: Enrolment
  readonly software: Software
  station: Station | null = null
  /** How far its clock is from the world's, ms. */
  skew = 0
  /** It was revoked, has sent everything and is no workstation any more. */
  erased = false
  /** How often its process was ended. */
  deaths = 0
  readonly #parts: NodeParts
  #life = 0
  #countdown: { calls: number; how: Ending; downMs: number } | null = null
  #bootedAt = 0
  #bootId: string

  constructor(parts: NodeParts) {
    this.#parts = parts
    this.name = parts.name
    this.line = parts.line
    this.enrolment = parts.enrolment
    this.software = parts.software
    this.disk = new SimDisk(parts.dir, parts.software.place, () => this.#syncing())
    this.#bootId = this.#newBootId()
  }

  #syncing = () => this.#parts.scheduler.pause(this.#parts.chance.between(1, 6), `${this.name} sync`)
  #newBootId = () => uuidV7(this.#parts.epochMs + this.#parts.scheduler.now, this.#parts.chance.bytes(10))

  /** Opens the workstation and starts its sync; tries again later where it is ended on the way or its disk is full. */
  start(): void {
    if (this.station) return
    const life = ++this.#life
    try {
      const { registry, migrations } = this.software
      const station = this.software.openStation({
        ...{ dir: this.disk.path, registry, migrations },
        ports: this.#ports(life),
        version: '1.0.0',
        onNotice: (notice) => life === this.#life && this.#parts.onNotice(notice),
        vault: this.#vault(life),
      })
      this.disk.opened(station)
      if (life !== this.#life) return
      this.station = station
      this.#parts.onOpen(station)
      station.sync.start()
    } catch (error) {
      if (life === this.#life) this.#failedToOpen(error)
    }
  }

  #failedToOpen(error: unknown): void {
    const code = (error as { problem?: Problem }).problem?.code
    if (code !== 'DISK_FULL') throw error
    this.disk.end('kill')
    this.#life += 1
    this.#parts.scheduler.after(5_000, `${this.name} tries to open again`, () => this.start())
  }

  #vault(life: number) {
    const { enrolment, privateKey } = this.#parts
    return {
      readKey: () => (this.erased ? null : privateKey),
      writeKey() {},
      readEnrolment: () => (this.erased ? null : enrolment),
      writeEnrolment() {},
      forget: () => {
        if (life === this.#life) this.erased = true
      },
    }
  }

  /** Ends the process now. */
  end(how: Ending, downMs: number): void {
    this.#countdown = null
    this.#life += 1
    this.station = null
    this.deaths += 1
    this.disk.end(how)
    if (how === 'power') {
      this.#bootedAt = this.#parts.scheduler.now
      this.#bootId = this.#newBootId()
    }
    const { scheduler } = this.#parts
    scheduler.after(how === 'power' ? downMs + REBOOT_MS : downMs, `${this.name} starts`, () => this.start())
  }

  /** Ends the process at its `calls`th use of a port from now, in the middle of whatever it does then. */
  endAfter(calls: number, how: Ending, downMs: number): void {
    this.#countdown = { calls, how, downMs }
  }

  /** No end is due any more. */
  spare(): void {
    this.#countdown = null
  }

  /**
   * A use of the world by one life of the process; the due end happens here. What that life still does afterwards is
   * done by nobody: it works on files that were left behind, and nothing of it gets out.
   * @returns whether it lives on
   */
  #point(life: number): boolean {
    if (life !== this.#life) return false
    const due = this.#countdown
    if (!due || --due.calls > 0) return true
    this.end(due.how, due.downMs)
    return false
  }

  #ports(life: number): Ports {
    const { scheduler, chance, epochMs, line } = this.#parts
    const lives = () => this.#point(life)
    const transport = line.transport(lives)
    return {
      clock: {
        now: () => (lives() ? epochMs + scheduler.now + this.skew : epochMs),
        monotonic: () => 1_000 + scheduler.now - this.#bootedAt,
        bootId: this.#bootId,
      },
      random: { bytes: (length) => (lives() ? chance.bytes(length) : new Uint8Array(length)) },
      network: {
        request: (request) => (lives() ? transport.request(request) : new Promise(() => {})),
        events: (stream) => (lives() ? transport.events(stream) : () => {}),
      },
      scheduler: {
        after(ms, work) {
          if (!lives()) return () => {}
          return scheduler.after(ms, `${line.name} timer`, () => lives() && work())
        },
      },
      disk: this.disk.ofLife(lives),
      crypto: {
        ...simCrypto,
        sign: (key, text) => (lives() ? simCrypto.sign(key, text) : ''),
        signSoon: async (key, text) => {
          await scheduler.pause(chance.between(0, 3), `${line.name} signs`)
          return lives() ? simCrypto.sign(key, text) : new Promise(() => {})
        },
      },
    }
  }

  /** @returns null where the process was ended in the middle: nobody knows whether it was saved */
  execute(name: string, version: number, input: unknown, actor: Actor): SaveResult | null {
    const life = this.#life
    try {
      const saved = this.station?.execute(name, version, input, { actor })
      return life === this.#life ? (saved ?? null) : null
    } catch (error) {
      if (life !== this.#life) return null
      throw error
    }
  }

  dispose(): void {
    this.#life += 1
    this.station = null
    this.disk.dispose()
  }
}
