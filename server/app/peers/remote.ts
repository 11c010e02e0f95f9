import type { Authority } from '../../platform/auth/authority.ts'
import type { ConsumerSource } from '../../platform/events/consume.ts'
import type { ChainedService } from '../../services/audit/index.ts'
import type { Ask, Asked } from './verbs.ts'

type Method = Asked<'authority'>['method']
type Args = Asked<'authority'>['args']

/** How long an answer of identity about a workstation, a person or her roles is used again. */
const FRESH_MS = 1_000
const MOST_KEPT = 5_000

/** Identity, asked over the network. A change of rights is seen a second later than within one process. */
export function remoteAuthority(ask: Ask, now: () => number): Authority {
  const asked = async (method: Method, args: Args): Promise<unknown> =>
    (await ask('identity', 'authority', { method, args })).answer
  const keep = keptFor(now)
  const again = (method: Method, args: Args) => keep(JSON.stringify([method, args]), () => asked(method, args))
  return {
    device: (...args) => again('device', args) as ReturnType<Authority['device']>,
    user: (...args) => again('user', args) as ReturnType<Authority['user']>,
    /** Each entry has a moment of its own; around it a person stays who she is, as identity says how long. */
    async actor(userId, at) {
      const one = (moment: string) => keep(`${userId} ${moment}`, () => asked('actor', [userId, at])) as ActorAnswer
      const newest = await one('newest')
      return newest?.steady && at >= newest.steady[0] && at < newest.steady[1] ? newest : one(String(at))
    },
    revokedAt: (...args) => asked('revokedAt', args) as ReturnType<Authority['revokedAt']>,
  }
}
type ActorAnswer = ReturnType<Authority['actor']>

/** Answers that are used again for a while; a failure is not kept. */
function keptFor(now: () => number) {
  const known = new Map<string, { answer: Promise<unknown>; until: number }>()
  return (key: string, ask: () => Promise<unknown>): Promise<unknown> => {
    const before = known.get(key)
    if (before && before.until > now()) return before.answer
    if (known.size > MOST_KEPT) known.clear()
    const answer = ask()
    known.set(key, { answer, until: now() + FRESH_MS })
    answer.catch(() => known.delete(key))
    return answer
  }
}

/** The feed of a service elsewhere. Nobody tells of its commits: the reader looks every second. */
export const remoteSource = (ask: Ask, service: string): ConsumerSource => ({
  feed: async (after, limit) => (await ask(service, 'feed', { after, limit })).entries,
  scopes: async () => (await ask(service, 'scopes', {})).scopes,
  snapshot: (scope, after, limit) => ask(service, 'snapshot', { scope, after, limit }),
  onCommit: () => () => undefined,
})

export const remoteChain = (ask: Ask, name: string): ChainedService => ({
  name,
  heads: async () => (await ask(name, 'heads', {})).heads,
  page: async (device, after, to) => (await ask(name, 'links', { device, after, to })).entries,
})
