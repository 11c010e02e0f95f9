import type { Authority } from '../../platform/auth/authority.ts'
import type { ServiceRuntime } from '../../platform/sync/runtime.ts'
import type { ChainedService } from '../../services/audit/index.ts'
import type { Answers } from './answer.ts'
import type { Answered } from './verbs.ts'

/** What identity answers beside what every service does. */
export const identityAnswers = (authority: Authority, facility: Answered<'facility'>): Answers => ({
  facility: async () => facility,
  async authority({ method, args }) {
    const call = authority[method] as (...args: unknown[]) => Promise<Answered<'authority'>['answer']>
    return { answer: await call(...args) }
  },
})

/** What every service answers that takes commands. */
export const serviceAnswers = (
  runtime: ServiceRuntime,
  chain: ChainedService,
  compact: () => Promise<Record<string, unknown>>,
): Answers => ({
  feed: async ({ after, limit }) => ({ entries: await runtime.feed(after, limit) }),
  scopes: async () => ({ scopes: await runtime.scopes() }),
  snapshot: ({ scope, after, limit }) => runtime.snapshot(scope, after, limit),
  cursor: async ({ source }) => ({ cursor: await runtime.consumerCursor(source) }),
  compact: async () => ({ compacted: await compact() }),
  heads: async () => ({ heads: await chain.heads() }),
  links: async ({ device, after, to }) => ({ entries: await chain.page(device, after, to) }),
})
