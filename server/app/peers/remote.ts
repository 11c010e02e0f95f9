import type { Authority } from '../../platform/auth/authority.ts'
import type { ConsumerSource } from '../../platform/events/consume.ts'
import type { ChainedService } from '../../services/audit/index.ts'
import type { Ask, Asked } from './verbs.ts'

type Method = Asked<'authority'>['method']
type Args = Asked<'authority'>['args']

/** How long an answer of identity about a workstation or a person's roles is used again where the same is asked. */
const FRESH_MS = 1_000
const MOST_KEPT = 5_000

/** Identity, asked over the network. A change of rights is seen a second later than within one process. */
export function remoteAuthority(ask: Ask, now: () => number): Authority {
  const known = new Map<string, { answer: Promise<unknown>; until: number }>()
  const asked = async (method: Method, args: Args): Promise<unknown> =>
    (await ask('identity', 'authority', { method, args })).answer
  const again = (method: Method, args: Args): Promise<unknown> => {
    const key = JSON.stringify([method, args])
    const before = known.get(key)
    if (before && before.until > now()) return before.answer
    if (known.size > MOST_KEPT) known.clear()
    const answer = asked(method, args)
    known.set(key, { answer, until: now() + FRESH_MS })
    answer.catch(() => known.delete(key))
    return answer
  }
  return {
    device: (...args) => again('device', args) as ReturnType<Authority['device']>,
    user: (...args) => asked('user', args) as ReturnType<Authority['user']>,
    actor: (...args) => again('actor', args) as ReturnType<Authority['actor']>,
    revokedAt: (...args) => asked('revokedAt', args) as ReturnType<Authority['revokedAt']>,
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
