import { fail } from 'node:assert/strict'
import fc from 'fast-check'
import type { RunningServer } from '../../../server/app/all-in-one.ts'
import { SERVICE_NAMES } from '../../../server/app/services.ts'
import type { Access } from '../../../server/platform/auth/access.ts'
import type { ApiDocument } from '../../../server/platform/http/openapi.ts'
import { PERSON_HEADER, problemBodySchema } from '../../../src-shared/sync/protocol.ts'
import { type Caller, personOf, seatedAt, workstationOf } from '../../access/callers.ts'
import { type FuzzRequest, requestsOf } from './requests.ts'

const HANG_MS = 20_000
/** A session of a workstation lasts a quarter of an hour. */
const REQUESTS_A_ROUND = 2_000
type Callers = Record<'administrator' | 'workstation' | 'seated' | 'nobody', Caller>

/**
 * Sends requests made of the services' own documents. @throws Error with the seed and the smallest request that was
 * answered with a 5xx, too late, with a stack trace, or other than the document says, or that was refused and left something
 * @returns how often each status was answered
 */
export async function fuzz(
  server: RunningServer,
  { requests, seed }: { requests: number; seed: number },
): Promise<Record<number, number>> {
  const answered: Record<number, number> = {}
  const documents = await Promise.all(
    SERVICE_NAMES.map(
      async (name) => (await (await fetch(`${server.url}/v1/${name}/openapi.json`)).json()) as ApiDocument,
    ),
  )
  const { userId, ...administrator } = await personOf(server, 'administrator')
  for (let round = 0; round * REQUESTS_A_ROUND < requests; round++) {
    const callers = await callersOf(server, administrator)
    const spare = await workstationOf(server, ['reference'])
    // not the administrator's name: who is tried too often has to wait, and then nobody could be seated
    const known = {
      ids: [spare.deviceId, SOMEBODY],
      words: ['reference', 'staff', 'patient', 'inbox', 'nurse'],
    }
    const knock = knocking(server, callers, answered)
    await fc.assert(fc.asyncProperty(requestsOf(documents, known), knock), {
      seed: seed + round,
      numRuns: Math.min(REQUESTS_A_ROUND, requests - round * REQUESTS_A_ROUND),
      endOnFailure: false,
    })
  }
  return answered
}
const SOMEBODY = '01890000-0000-7000-8000-000000000001'

async function callersOf(server: RunningServer, administrator: Caller): Promise<Callers> {
  const desk = await workstationOf(server, ['staff', 'reference', 'patient'])
  return {
    administrator,
    workstation: { name: 'workstation', token: desk.token },
    seated: await seatedAt(server, desk, 'administrator'),
    nobody: { name: 'nobody', token: null },
  }
}

function knocking(server: RunningServer, callers: Callers, answered: Record<number, number>) {
  let heads: string | null = null
  return async (request: FuzzRequest): Promise<void> => {
    if (heads === null) {
      await server.consumersCaughtUp()
      heads = await headsOf(server)
    }
    const answer = await send(server, request, callers)
    const text = await answer.text()
    answered[answer.status] = (answered[answer.status] ?? 0) + 1
    const wrong =
      answer.status === 304
        ? wrongUnchanged(answer, text)
        : answer.ok
          ? wrongAnswer(server, request, text)
          : wrongRefusal(answer, text)
    if (wrong !== null) fail(`${request.method} ${request.url}: ${answer.status}, ${wrong}: ${text.slice(0, 400)}`)
    if (answer.ok || answer.status === 304) {
      heads = null
      return
    }
    const after = await headsOf(server)
    if (after !== heads)
      fail(`${request.method} ${request.url} was refused and left something: ${heads} became ${after}`)
  }
}

function send(server: RunningServer, request: FuzzRequest, callers: Callers): Promise<Response> {
  const { method, url, route, body, headers } = request
  // whoever signs out is nobody afterwards
  const { token, person } = route.endsWith('/sign-out') ? callers.workstation : callerOf(server, request, callers)
  return fetch(server.url + url, {
    ...{ method, body, signal: AbortSignal.timeout(HANG_MS) },
    headers: {
      ...headers,
      ...(body === null ? {} : { 'content-type': 'application/json' }),
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(person === undefined ? {} : { [PERSON_HEADER]: person }),
    },
  })
}

function routeOf(server: RunningServer, { method, route }: FuzzRequest) {
  const path = route.replace(/\{(\w+)\}/g, ':$1')
  return server.routes.find((each) => each.method === method && each.path === path)
}

function callerOf(server: RunningServer, request: FuzzRequest, callers: Callers): Caller {
  if (request.caller !== 'right') return callers[request.caller]
  const access = routeOf(server, request)?.access as Access
  if (access === 'workstation' || access === 'workstationInUse') return callers.workstation
  return access === 'anyone' ? callers.nobody : access === 'seated' ? callers.seated : callers.administrator
}

const TRACE = /\n\s+at |node:internal|node_modules|\.ts:\d/

function wrongRefusal({ status, headers }: Response, text: string): string | null {
  if (status >= 500) return 'an error of the server'
  if (TRACE.test(text)) return 'a stack trace'
  if (!headers.get('content-type')?.startsWith('application/problem+json')) return 'no problem+json'
  const body = problemBodySchema.safeParse(JSON.parse(text))
  return body.success && body.data.status === status ? null : 'no problem of the catalogue'
}

const wrongUnchanged = ({ headers }: Response, text: string): string | null =>
  text === '' && headers.get('etag') ? null : 'unchanged, and yet more, or without its tag'

function wrongAnswer(server: RunningServer, request: FuzzRequest, text: string): string | null {
  if (TRACE.test(text)) return 'a stack trace'
  const schema = routeOf(server, request)?.api?.answer
  if (schema === undefined || typeof schema === 'string') return null
  const parsed = schema.safeParse(JSON.parse(text))
  return parsed.success
    ? null
    : `not as described (${parsed.error.issues[0]?.path.join('.')}: ${parsed.error.issues[0]?.message})`
}

/** Where every service's feed stands. */
async function headsOf(server: RunningServer): Promise<string> {
  const heads = await Promise.all(
    [...server.services].map(async ([name, { pool }]) => {
      const { rows } = await pool.query<{ ver: string }>('SELECT coalesce(sum(ver), 0) AS ver FROM feed_counter')
      return `${name} ${rows[0]?.ver}`
    }),
  )
  return heads.join(', ')
}
