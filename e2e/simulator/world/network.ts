import type { EventStream, HttpAnswer, HttpRequest, Transport } from '../../../src-main/platform/device/transport.ts'
import type { Chance } from './chance.ts'
import type { Scheduler } from './scheduler.ts'
import { FAIR, type Weather } from './weather.ts'

/** What stands at the other end: rejects where it dies before it has answered. */
export interface Door {
  request(request: HttpRequest): Promise<HttpAnswer>
  /** Ends by `onEnd` when the server dies. @returns closes it */
  stream(stream: EventStream): () => void
}

/** A broken stream is noticed after this long, ms: nothing at all has come, not even a heartbeat. */
const SILENCE_MS = 40_000

/** The line between one workstation and the gateway, with its faults. One-way cuts lose silently, as real ones do. */
export class Line {
  weather: Weather = FAIR
  /** Requests are lost. */
  cutOut = false
  /** Answers and pokes are lost. */
  cutIn = false
  readonly name: string
  readonly #scheduler: Scheduler
  readonly #chance: Chance
  readonly #door: Door

  constructor(name: string, parts: { scheduler: Scheduler; chance: Chance; door: Door }) {
    this.name = name
    this.#scheduler = parts.scheduler
    this.#chance = parts.chance
    this.#door = parts.door
  }

  /** @param alive whether the process at this end is still the one that asked: nobody else gets its answers */
  transport(alive: () => boolean): Transport {
    return {
      request: (request) => this.#request(request, alive),
      events: (stream) => this.#events(stream, alive),
    }
  }

  #request(request: HttpRequest, alive: () => boolean): Promise<HttpAnswer> {
    const asked = onTheWire(request)
    return new Promise((resolve, reject) => {
      const timeout = this.#after(request.timeoutMs, 'time-out', () => settle(() => reject(new Error('time-out'))))
      let settled = false
      const settle = (end: () => void) => {
        if (settled || !alive()) return
        settled = true
        timeout()
        end()
      }
      const broken = () => settle(() => reject(new Error('connection reset')))
      if (this.#hit(this.weather.reset)) return void this.#after(this.#latency(), 'reset', broken)
      const copies = this.#hit(this.weather.duplicate) ? 2 : 1
      for (let copy = 0; copy < copies; copy++) {
        if (this.#hit(this.weather.loss)) continue
        this.#after(this.#latency(), `→ ${pathOf(asked)}`, () => {
          if (this.cutOut) return
          this.#door.request(onTheWire(asked)).then(
            (answer) => this.#back(answer, (got) => settle(() => resolve(got))),
            () => this.#after(this.#latency(), 'reset', broken),
          )
        })
      }
    })
  }

  #back(answer: HttpAnswer, give: (answer: HttpAnswer) => void): void {
    if (this.#hit(this.weather.loss)) return
    const copy = onTheWire(answer)
    this.#after(this.#latency(), `← ${copy.status}`, () => {
      if (!this.cutIn) give(copy)
    })
  }

  #events(stream: EventStream, alive: () => boolean): () => void {
    let open = true
    let close = () => {}
    const end = (status: number) => {
      if (!open || !alive()) return
      open = false
      close()
      stream.onEnd(status)
    }
    if (this.cutOut || this.cutIn || this.#hit(this.weather.loss)) {
      this.#after(SILENCE_MS, 'stream never stood', () => end(0))
    } else
      this.#after(this.#latency(), '→ events', () => {
        if (!open || !alive()) return
        close = this.#door.stream({
          ...stream,
          onOpen: () => alive() && open && stream.onOpen(),
          onEvent: (event, data) => this.#poke(() => open && alive() && stream.onEvent(event, data)),
          onEnd: (status) => void this.#after(this.#latency(), 'stream ended', () => end(status)),
        })
        this.#watch(() => open && alive(), end)
      })
    return () => {
      open = false
      close()
    }
  }

  #poke(give: () => void): void {
    if (this.cutIn || this.#hit(this.weather.lostPoke)) return
    this.#after(this.#latency(), '← poke', () => {
      if (!this.cutIn) give()
    })
  }

  /** Looks whether heartbeats come through. */
  #watch(open: () => boolean, end: (status: number) => void): void {
    let cutSince: number | null = null
    const look = () => {
      if (!open()) return
      cutSince = this.cutIn ? (cutSince ?? this.#scheduler.now) : null
      if (cutSince !== null && this.#scheduler.now - cutSince >= SILENCE_MS) return end(0)
      this.#after(15_000, 'heartbeat', look)
    }
    look()
  }

  #hit = (share: number) => share > 0 && this.#chance.perMille(share)
  #latency = () => this.#chance.between(...this.weather.latency)
  #after = (ms: number, what: string, work: () => void) => this.#scheduler.after(ms, `${this.name} ${what}`, work)
}

/** Nothing but JSON passes: no object is shared by two processes. */
const onTheWire = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

const pathOf = ({ url }: HttpRequest) => new URL(url).pathname.replace('/v1/', '')
