import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { z } from 'zod'
import { auditAnswerSchema, auditPageSchema, type SignedAnchor } from '../../../src-shared/audit/protocol.ts'
import { auditPageViewSchema } from '../../../src-shared/domains/audit/views.ts'
import { forAdministrators, forAnyone, forWorkstations } from '../../platform/auth/access.ts'
import type { Authority } from '../../platform/auth/authority.ts'
import { requireAdministrator, requireDevice } from '../../platform/auth/require.ts'
import { describe } from '../../platform/http/describe.ts'
import { validate } from '../../platform/http/validate.ts'
import type { ServerPorts } from '../../platform/ports.ts'
import { type AnchorParts, anchorAll } from './anchoring.ts'
import type { ChainedService } from './chains.ts'
import { exportLines } from './export.ts'
import type { AuditKey } from './key.ts'
import { type AuditFacts, look, lookSchema } from './look.ts'
import { receive } from './receive.ts'

export { type ChainedService, chainedService } from './chains.ts'
export { openAuditKey } from './key.ts'
export type { AuditFacts } from './look.ts'
export { APPEND_ONLY, auditMigrations } from './migrations/index.ts'

export interface AuditOptions {
  app: FastifyInstance
  /** Of a role that may add and read, and nothing else. */
  pool: pg.Pool
  facilityId: string
  authority: Authority
  ports: ServerPorts
  key: AuditKey
  /** Services with chains of their own. */
  services: readonly ChainedService[]
  facts: AuditFacts
  /** Where the anchors are kept outside the database. */
  anchorFile: string
  log: (line: Record<string, unknown>) => void
}

export interface AuditService {
  pool: pg.Pool
  publicKey: string
  anchorFile: string
  /** Lines of a file for npm run audit:verify. */
  export(): AsyncGenerator<string>
  /** Attests where every chain stands now. */
  anchor(): Promise<SignedAnchor[]>
  stop(): Promise<void>
}

const HOUR_MS = 3_600_000
const FILE = describe(forAdministrators, { summary: 'All chains as lines of a file', answer: 'application/x-ndjson' })

/** Takes the workstations' audit, attests every hour where each chain stands, and shows it to those who may look. */
export function startAudit(options: AuditOptions): AuditService {
  const { app, authority, key } = options
  const anchor = () => anchorAll(anchorParts(options))
  const exported = () => exportLines({ ...options, now: () => options.ports.clock.now() })
  app.post(
    '/v1/audit/entries',
    describe(forWorkstations, {
      summary: 'Takes a page of a workstation’s audit',
      body: auditPageSchema,
      answer: auditAnswerSchema,
      errors: ['AUDIT_EXPECTED', 'AUDIT_FORKED', 'AUDIT_FOREIGN', 'SIGNATURE_WRONG'],
      repeatable: 'what is here already is compared and kept',
    }),
    async (request) => {
      const device = await requireDevice(authority, request)
      return receive(options, device, validate(auditPageSchema, request.body))
    },
  )
  app.get(
    '/v1/audit/key',
    describe(forAnyone, {
      summary: 'The key that attests the chains',
      answer: z.strictObject({ publicKey: z.string() }),
    }),
    async () => ({ publicKey: key.publicKey }),
  )
  app.post(
    '/v1/audit/anchors',
    describe(forAdministrators, {
      summary: 'Attests where every chain stands now',
      answer: z.strictObject({ anchored: z.int() }),
      repeatable: 'a chain that has not grown is not attested anew',
    }),
    async (request) => {
      await requireAdministrator(authority, request)
      return { anchored: (await anchor()).length }
    },
  )
  app.get(
    '/v1/audit/events',
    describe(forAdministrators, {
      summary: 'A page of the audit, newest first; `before` is the `next` of the page before',
      query: lookSchema,
      answer: auditPageViewSchema,
    }),
    async (request) => {
      await requireAdministrator(authority, request)
      return look({ ...options, now: () => options.ports.clock.now() }, validate(lookSchema, request.query))
    },
  )
  app.get('/v1/audit/export', FILE, async (request, reply) => {
    await requireAdministrator(authority, request)
    return reply.type('application/x-ndjson').send(Readable.from(exported()))
  })
  const { pool, anchorFile } = options
  const { publicKey } = key
  return { pool, publicKey, anchorFile, anchor, export: exported, stop: hourly(anchor, options.log) }
}

function anchorParts({ pool, facilityId, services, key, anchorFile, ports, log }: AuditOptions): AnchorParts {
  return {
    ...{ pool, facilityId, services, privateKey: key.privateKey, file: anchorFile, now: () => ports.clock.now() },
    onBroken: ({ of, device, chain, seq }) =>
      log({ level: 'error', audit: 'AUDIT_BROKEN', of, device, chain, anchoredAt: seq }),
  }
}

/** @returns ends it, after the one at hand */
function hourly(anchor: AuditService['anchor'], log: AuditOptions['log']): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve()
  const timer = setInterval(() => {
    running = anchor().catch((error) => log({ level: 'error', anchors: String(error) }))
  }, HOUR_MS)
  return async () => {
    clearInterval(timer)
    await running
  }
}
