import { type ClientRequest, request as http, type IncomingMessage, Agent as PlainAgent } from 'node:http'
import { Agent, request as https } from 'node:https'
import { createParser } from 'eventsource-parser'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import type { Trust } from '../../../src-shared/sync/trust.ts'
import { isTlsError, meet, requireSecure, type ServerTrust, tlsOptions } from './trust.ts'

export interface HttpAnswer {
  status: number
  /** Parsed JSON, or null where the answer is empty or not JSON. */
  body: unknown
}
export interface HttpRequest {
  method: 'GET' | 'POST'
  url: string
  headers: Record<string, string>
  body?: unknown
  timeoutMs: number
  /** Of an address with https; without it nothing is sent there. */
  trust?: ServerTrust | undefined
}
export interface EventStream {
  url: string
  headers: Record<string, string>
  trust?: ServerTrust | undefined
  onEvent(event: string, data: string): void
  /** Once when the stream stands, once when it ends; `status` is the answer's, or 0 where there was none. */
  onOpen(): void
  onEnd(status: number): void
}

/**
 * The raw network: HTTP with JSON, and server-sent events. Rejects where no answer came; with ProblemError
 * SERVER_NOT_SECURE or SERVER_NOT_TRUSTED where none was wanted.
 */
export interface Transport {
  request(request: HttpRequest): Promise<HttpAnswer>
  events(stream: EventStream): () => void
}

/** A heartbeat comes every 15 s: a stream that is silent for longer is dead, though the socket may not know it. */
const SILENCE_MS = 40_000
/** Of one answer; the largest is a page of a snapshot. */
const MAX_ANSWER = 64 * 1024 * 1024

export function realTransport(): Transport {
  const lines = new Lines()
  return {
    request: (asked) => request(lines, asked),
    events: (stream) => events(lines, stream),
  }
}

interface Outgoing {
  method: string
  url: string
  headers: Record<string, string>
  trust?: ServerTrust | undefined
}

/** The connections that are kept open, each set for one trust: another one begins anew. */
class Lines {
  readonly #plain = new PlainAgent({ keepAlive: true })
  #secure: { key: string; agent: Agent } | null = null

  /** Sends the head; the caller ends the request. Nothing leaves before the server has shown who it is. */
  async open({ method, url, headers, trust }: Outgoing): Promise<ClientRequest> {
    const to = new URL(url)
    requireSecure(to)
    if (to.protocol === 'http:') return http(to, { method, headers, agent: this.#plain })
    if (!trust) throw new ProblemError('SERVER_NOT_TRUSTED')
    const known = 'firstPin' in trust ? await meet(to, trust.firstPin) : trust
    return https(to, { method, headers, agent: this.#agentOf(known) })
  }

  #agentOf(trust: Trust): Agent {
    const key = JSON.stringify(trust)
    if (this.#secure?.key === key) return this.#secure.agent
    this.#secure?.agent.destroy()
    const agent = new Agent({ keepAlive: true, ...tlsOptions(trust) })
    this.#secure = { key, agent }
    return agent
  }
}

async function request(lines: Lines, asked: HttpRequest): Promise<HttpAnswer> {
  const body = asked.body === undefined ? null : Buffer.from(JSON.stringify(asked.body))
  const about = body ? { 'content-type': 'application/json', 'content-length': `${body.length}` } : {}
  const signal = AbortSignal.timeout(asked.timeoutMs)
  const sent = await lines.open({ ...asked, headers: { ...asked.headers, ...about } })
  const answer = await answerTo(sent, body, signal)
  return { status: answer.statusCode ?? 0, body: parsed(await textOf(answer)) }
}

/** A redirection is an answer like any other: nobody is led to another server with a token. */
function answerTo(sent: ClientRequest, body: Buffer | null, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const abort = () => sent.destroy(new Error('time-out'))
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    sent.once('close', () => signal.removeEventListener('abort', abort))
    sent.once('response', resolve)
    sent.once('error', (error) => reject(isTlsError(error) ? new ProblemError('SERVER_NOT_TRUSTED') : error))
    sent.end(body ?? undefined)
  })
}

async function textOf(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of answer as AsyncIterable<Buffer>) {
    length += part.length
    if (length > MAX_ANSWER) throw new Error('the answer is too long')
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function events(lines: Lines, stream: EventStream): () => void {
  const controller = new AbortController()
  read(lines, stream, controller).then(
    (status) => stream.onEnd(status),
    () => stream.onEnd(0),
  )
  return () => controller.abort()
}

async function read(lines: Lines, stream: EventStream, controller: AbortController): Promise<number> {
  const headers = { ...stream.headers, accept: 'text/event-stream' }
  const sent = await lines.open({ method: 'GET', url: stream.url, headers, trust: stream.trust })
  const answer = await answerTo(sent, null, controller.signal)
  const status = answer.statusCode ?? 0
  if (status < 200 || status > 299) {
    answer.resume()
    return status
  }
  stream.onOpen()
  const parser = createParser({ onEvent: (event) => stream.onEvent(event.event ?? 'message', event.data) })
  const decoder = new TextDecoder()
  const watchdog = silenceWatch(controller)
  try {
    for await (const chunk of answer as AsyncIterable<Uint8Array>) {
      watchdog.alive()
      parser.feed(decoder.decode(chunk, { stream: true }))
    }
  } finally {
    watchdog.stop()
  }
  return status
}

function silenceWatch(controller: AbortController) {
  let timer = setTimeout(() => controller.abort(), SILENCE_MS)
  return {
    alive() {
      clearTimeout(timer)
      timer = setTimeout(() => controller.abort(), SILENCE_MS)
    },
    stop: () => clearTimeout(timer),
  }
}
