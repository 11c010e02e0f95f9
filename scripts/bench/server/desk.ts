import { generateKeyPairSync, sign } from 'node:crypto'
import { Agent, request } from 'node:http'
import { TICKET_HEADER } from '../../../server/app/peers/tickets.ts'
import { sessionText } from '../../../server/services/identity/devices.ts'
import { PERSON_HEADER } from '../../../src-shared/sync/protocol.ts'

export interface Answered {
  /** 0: there was no answer at all. */
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: bodies of many routes
  body: any
  ms: number
}

/** A person at a workstation of her own, as the server sees both: one connection that stays open, one request at a time. */
export class Desk {
  readonly #url: URL
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 })
  readonly #headers: Record<string, string> = {}

  constructor(url: string) {
    this.#url = new URL(url)
  }

  /** The same person and workstation at another address of the same hospital; a service asks for the gateway's ticket. */
  at(url: string, ticket: string | null = null): Desk {
    const other = new Desk(url)
    Object.assign(other.#headers, this.#headers, ticket === null ? {} : { [TICKET_HEADER]: ticket })
    return other
  }

  /** Enrols a workstation by `code`, opens its session, and has the person give the password there. */
  async sitDown(code: string, username: string, password: string): Promise<void> {
    await this.enrol(code)
    const { body: session } = await this.good('POST', '/v1/identity/sign-in', { username, password })
    this.#headers[PERSON_HEADER] = session.token
  }

  async enrol(code: string): Promise<void> {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64')
    const { body } = await this.good('POST', '/v1/identity/enrol', { code, name: 'bench', publicKey: raw })
    const { deviceId } = body
    const { body: asked } = await this.good('POST', '/v1/identity/device/challenge', { deviceId })
    const signature = sign(null, Buffer.from(sessionText(deviceId, asked.nonce)), privateKey).toString('base64')
    const { body: opened } = await this.good('POST', '/v1/identity/device/session', {
      ...{ deviceId, nonce: asked.nonce, signature },
    })
    this.#headers.authorization = `Bearer ${opened.token}`
  }

  /** @throws where the answer is a refusal */
  async good(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answered> {
    const answered = await this.ask(method, path, body)
    if (answered.status >= 200 && answered.status < 300) return answered
    throw new Error(`${method} ${path}: ${answered.status} ${JSON.stringify(answered.body)}`)
  }

  /** Milliseconds from the first byte sent to the last one received. */
  ask(method: 'GET' | 'POST', path: string, body?: unknown, timeoutMs = 30_000): Promise<Answered> {
    const text = body === undefined ? null : JSON.stringify(body)
    const headers = {
      ...this.#headers,
      ...(text === null ? {} : { 'content-type': 'application/json', 'content-length': `${Buffer.byteLength(text)}` }),
    }
    const { hostname, port } = this.#url
    const began = performance.now()
    return new Promise((resolve) => {
      const none = () => resolve({ status: 0, body: null, ms: performance.now() - began })
      const sent = request(
        { agent: this.#agent, hostname, port, path, method, headers, timeout: timeoutMs },
        (answer) => {
          const parts: Buffer[] = []
          answer.on('data', (part: Buffer) => parts.push(part))
          answer.on('error', none)
          answer.on('end', () => {
            const ms = performance.now() - began
            resolve({ status: answer.statusCode ?? 0, body: parsed(Buffer.concat(parts).toString()), ms })
          })
        },
      )
      sent.on('error', none)
      sent.on('timeout', () => sent.destroy())
      sent.end(text ?? undefined)
    })
  }

  /** Holds the stream of pokes open, as a workstation does all day. @returns ends it */
  async listen(): Promise<() => void> {
    const { hostname, port } = this.#url
    return new Promise((resolve, reject) => {
      const headers = this.#headers
      const sent = request({ hostname, port, path: '/v1/events', headers, agent: false }, (answer) => {
        if (answer.statusCode !== 200) return reject(new Error(`events: ${answer.statusCode}`))
        answer.resume()
        resolve(() => sent.destroy())
      })
      sent.on('error', () => undefined)
      sent.end()
    })
  }

  leave(): void {
    this.#agent.destroy()
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
