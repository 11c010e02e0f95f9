import { z } from 'zod'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { onwardHeaders } from '../../platform/http/trace.ts'
import { TICKET_HEADER } from './tickets.ts'
import { type Answered, type Ask, type Asked, VERBS, type Verb } from './verbs.ts'

const TIMEOUT_MS = 5_000
/** A feed is cleared within minutes, not seconds. */
const SLOW: Partial<Record<Verb, number>> = { compact: 300_000 }
const TRIES = 2

const refusalSchema = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).default({}),
})

interface Options {
  /** Where a service is asked: its own address, or the gateway's; null: it is nowhere at this moment. */
  urlOf(service: string): string | null
  ticket: string
  timeoutMs?: number
}

/** Asks over HTTP. */
export function askOverHttp(options: Options): Ask {
  return async <V extends Verb>(service: string, verb: V, asked: Asked<V>) => {
    for (let tries = 1; ; tries++) {
      const answer = await send(options, service, verb, asked)
      if (answer) return (await read(answer, verb)) as Answered<V>
      if (tries === TRIES) throw new ProblemError('SERVICE_UNAVAILABLE')
    }
  }
}

/** Null: no answer came. */
async function send(options: Options, service: string, verb: Verb, asked: unknown): Promise<Response | null> {
  const url = options.urlOf(service)
  if (url === null) return null
  try {
    return await fetch(`${url}/internal/${service}/${verb}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [TICKET_HEADER]: options.ticket, ...onwardHeaders() },
      body: JSON.stringify(asked),
      redirect: 'error',
      signal: AbortSignal.timeout(options.timeoutMs ?? SLOW[verb] ?? TIMEOUT_MS),
    })
  } catch {
    return null
  }
}

async function read(answer: Response, verb: Verb): Promise<unknown> {
  const body = await answer.json().catch(() => null)
  if (answer.ok) {
    const read = VERBS[verb].output.safeParse(body)
    if (read.success) return read.data
  } else {
    const refused = refusalSchema.safeParse(body)
    if (refused.success) throw new ProblemError(refused.data.code, refused.data.params)
  }
  // somebody else's answer, or one of a version that does not fit
  throw new ProblemError('SERVICE_UNAVAILABLE')
}
