import { z } from 'zod'
import { PERSON_HEADER, type Poke, pokeSchema } from '../../../src-shared/sync/protocol.ts'
import { trustSchema } from '../../../src-shared/sync/trust.ts'
import type { Ports } from '../ports.ts'
import type { DeviceState } from './device.ts'
import { successful, unreachable } from './enrol.ts'
import type { HttpAnswer } from './transport.ts'

/** The server by paths, as this workstation: session tokens are fetched and renewed behind it. */
export interface Network {
  /**
   * `person`: the token of who sits there (PersonTokens has it).
   * Rejects with ProblemError SERVER_UNREACHABLE where no answer came, SERVER_NOT_TRUSTED, NOT_ENROLLED before there is a server.
   */
  request(method: 'GET' | 'POST', path: string, body?: unknown, person?: string): Promise<HttpAnswer>
  /** Pokes, with reconnection; onOpen whenever the stream stands anew, for what was missed; onBreak when it ends. */
  events(onPoke: (poke: Poke) => void, onOpen: () => void, onBreak: () => void): () => void
}

const TIMEOUT_MS = 20_000
const challengeSchema = z.object({ nonce: z.string() })
const sessionSchema = z.object({ token: z.string(), tls: trustSchema.optional() })

export class DeviceNetwork implements Network {
  readonly #ports: Ports
  readonly #device: DeviceState
  #token: Promise<string> | null = null
  #endStream: () => void = () => {}

  constructor(ports: Ports, device: DeviceState) {
    this.#ports = ports
    this.#device = device
  }

  /** Another enrolment is another workstation: neither session nor stream of this one are its own. */
  reset(): void {
    this.#token = null
    this.#endStream()
  }

  async request(method: 'GET' | 'POST', path: string, body?: unknown, person?: string): Promise<HttpAnswer> {
    const used = this.#session()
    const answer = await this.#send(method, path, body, { ...bearer(await used), ...personHeader(person) })
    if (!isUnknownSession(answer)) return answer
    if (this.#token === used) this.#token = null
    return this.#send(method, path, body, { ...bearer(await this.#session()), ...personHeader(person) })
  }

  #session(): Promise<string> {
    if (this.#token) return this.#token
    const made = this.#openSession()
    this.#token = made
    made.catch(() => {
      if (this.#token === made) this.#token = null
    })
    return made
  }

  async #openSession(): Promise<string> {
    const { deviceId, privateKey } = this.#device.require()
    const asked = await this.#send('POST', '/v1/identity/device/challenge', { deviceId })
    const { nonce } = challengeSchema.parse(successful(asked))
    const signature = this.#ports.crypto.sign(privateKey, `carecode-device-session\n${deviceId}\n${nonce}`)
    const session = await this.#send('POST', '/v1/identity/device/session', { deviceId, nonce, signature })
    const { token, tls } = sessionSchema.parse(successful(session))
    if (tls) this.#device.trust(tls)
    return token
  }

  async #send(
    method: 'GET' | 'POST',
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<HttpAnswer> {
    const url = this.#device.require().serverUrl + path
    const { tls: trust } = this.#device.require()
    const request = { method, url, headers, body, timeoutMs: TIMEOUT_MS, trust }
    try {
      return await this.#ports.network.request(request)
    } catch (error) {
      return unreachable(error)
    }
  }

  events(onPoke: (poke: Poke) => void, onOpen: () => void, onBreak: () => void): () => void {
    return reconnecting(this.#ports, async (onEnd) => {
      const used = this.#session()
      const token = await used
      this.#endStream = this.#ports.network.events({
        url: `${this.#device.require().serverUrl}/v1/events`,
        headers: bearer(token),
        trust: this.#device.require().tls,
        onOpen,
        onEvent: (event, data) => event === 'poke' && onPoke(pokeSchema.parse(JSON.parse(data))),
        onEnd: (status) => {
          if (status === 401 && this.#token === used) this.#token = null
          onBreak()
          onEnd()
        },
      })
      return this.#endStream
    })
  }
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const personHeader = (token?: string): Record<string, string> => (token ? { [PERSON_HEADER]: token } : {})

/** A wrong password is 401 too; only a session that the server does not know is worth a new one. */
function isUnknownSession(answer: HttpAnswer): boolean {
  const code = (answer.body as { code?: string } | null)?.code
  return answer.status === 401 && (code === undefined || code === 'WORKSTATION_UNKNOWN')
}

/** Opens, and opens again 2 to 4 s after every end; the poll behind it makes longer pauses unnecessary to avoid. */
function reconnecting(ports: Ports, open: (onEnd: () => void) => Promise<() => void>): () => void {
  let stopped = false
  let close = () => {}
  const again = () => {
    if (stopped) return
    const jitter = (ports.random.bytes(1)[0] ?? 0) / 255
    close = ports.scheduler.after(2000 + 2000 * jitter, connect)
  }
  const connect = () => {
    open(again).then((stop) => {
      close = stop
      if (stopped) stop()
    }, again)
  }
  connect()
  return () => {
    stopped = true
    close()
  }
}
