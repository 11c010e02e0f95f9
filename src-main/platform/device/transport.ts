import { createParser } from 'eventsource-parser'

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
}
export interface EventStream {
  url: string
  headers: Record<string, string>
  onEvent(event: string, data: string): void
  /** Once when the stream stands, once when it ends; `status` is the answer's, or 0 where there was none. */
  onOpen(): void
  onEnd(status: number): void
}

/** The raw network: HTTP with JSON, and server-sent events. Rejects where no answer came. */
export interface Transport {
  request(request: HttpRequest): Promise<HttpAnswer>
  events(stream: EventStream): () => void
}

/** A heartbeat comes every 15 s: a stream that is silent for longer is dead, though the socket may not know it. */
const SILENCE_MS = 40_000

export function realTransport(): Transport {
  return { request, events }
}

async function request(asked: HttpRequest): Promise<HttpAnswer> {
  const hasBody = asked.body !== undefined
  const answer = await fetch(asked.url, {
    method: asked.method,
    headers: { ...asked.headers, ...(hasBody ? { 'content-type': 'application/json' } : {}) },
    signal: AbortSignal.timeout(asked.timeoutMs),
    ...(hasBody ? { body: JSON.stringify(asked.body) } : {}),
  })
  return { status: answer.status, body: parsed(await answer.text()) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function events(stream: EventStream): () => void {
  const controller = new AbortController()
  read(stream, controller).then(
    (status) => stream.onEnd(status),
    () => stream.onEnd(0),
  )
  return () => controller.abort()
}

async function read(stream: EventStream, controller: AbortController): Promise<number> {
  const answer = await fetch(stream.url, {
    headers: { ...stream.headers, accept: 'text/event-stream' },
    signal: controller.signal,
  })
  if (!answer.ok || !answer.body) return answer.status
  stream.onOpen()
  const parser = createParser({ onEvent: (event) => stream.onEvent(event.event ?? 'message', event.data) })
  const decoder = new TextDecoder()
  const watchdog = silenceWatch(controller)
  try {
    for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
      watchdog.alive()
      parser.feed(decoder.decode(chunk, { stream: true }))
    }
  } finally {
    watchdog.stop()
  }
  return answer.status
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
