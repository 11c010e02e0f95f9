import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Authorised } from '../../../../src-shared/kernel/authorise.ts'
import { ProblemError } from '../../../../src-shared/kernel/errors.ts'
import { forAdministrators, forPeople, forSeatedPeople } from '../../auth/access.ts'
import type { Authority } from '../../auth/authority.ts'
import { requireAdministrator, requireSeated, requireUser } from '../../auth/require.ts'
import type { ServiceContext } from '../../service.ts'
import type { Stored } from '../../store/stored.ts'
import { describe } from '../describe.ts'
import { validate } from '../validate.ts'
import { changeRoute } from './change-routes.ts'
import { cursorOf, placeOf } from './cursor.ts'
import { etagOf, names } from './etag.ts'
import { type Resource, tagOf, viewOf, viewSchema } from './resource.ts'
import { listRows, oneRow } from './rows.ts'

export type Parts = Pick<ServiceContext, 'app' | 'pool' | 'authority' | 'facilityId' | 'runtime' | 'ports'>

const DEFAULT_PAGE = 50
const MOST_A_PAGE = 500
const ACCESS = { person: forPeople, seated: forSeatedPeople, administrator: forAdministrators }
const ENTER: Record<Resource['access'], (authority: Authority, request: FastifyRequest) => Promise<Authorised>> = {
  person: requireUser,
  seated: requireSeated,
  administrator: requireAdministrator,
}
const byId = z.strictObject({ id: z.uuid() })
const tags = z.object({ 'if-none-match': z.string().max(2_000).optional() })
const preconditions = tags.extend({ 'if-match': z.string().max(2_000).optional() })

/** Rows of a service for other systems: a list in pages, one row by its id, and commands to a row. */
export function resourceRoutes(parts: Parts, resources: readonly Resource[]): void {
  for (const resource of resources) {
    listRoute(parts, resource)
    oneRoute(parts, resource)
    changeRoute(parts, resource)
  }
}

function listRoute(parts: Parts, resource: Resource): void {
  const { app, authority, pool, facilityId, runtime } = parts
  const query = listQuery(resource)
  const answer = z.strictObject({ items: z.array(viewSchema(resource, true)), next: z.string().nullable() })
  const summary = `${resource.summary}: a page, in the order of the ids; next is the cursor of the page behind it`
  app.get(
    `/v1/${runtime.service}/${resource.name}`,
    describe(ACCESS[resource.access], { summary, query, headers: tags, answer, tagged: true }),
    async (request, reply) => {
      const person = await ENTER[resource.access](authority, request)
      const { limit, after, ...filters } = validate(query, request.query) as Listed
      const narrow = resource.narrow ? (from: number) => resource.narrow?.(person, from) ?? null : null
      const place = after === undefined ? null : placeOf(after, filters)
      // one more than is shown tells whether there is a page behind it
      const rows = await listRows(pool, facilityId, resource.kind, { filters, narrow, after: place, limit: limit + 1 })
      const page = rows.slice(0, limit)
      await noteRead(parts, resource, person, page)
      const items = page.map((each) => viewOf(resource, runtime.epoch, each, true))
      const last = rows.length > limit ? page.at(-1) : undefined
      const next = last ? cursorOf(last.row.id, filters) : null
      return tagged(request, reply, etagOf([...items.map(({ etag }) => etag), next ?? '']), { items, next })
    },
  )
}

interface Listed extends Record<string, unknown> {
  limit: number
  after?: string
}

function listQuery({ kind, filters }: Resource) {
  const fields = kind.schema.shape as Record<string, z.ZodType>
  const column = (field: string) => kind.columns.find((each) => each.field === field)
  const filter = (field: string) =>
    column(field)?.type === 'boolean' ? z.stringbool({ truthy: ['true'], falsy: ['false'] }) : given(fields[field])
  return z.strictObject({
    ...Object.fromEntries(filters.map((field) => [field, filter(field).optional()])),
    limit: z.coerce.number().int().min(1).max(MOST_A_PAGE).default(DEFAULT_PAGE),
    after: z.string().max(4_000).optional(),
  })
}

const given = (schema: z.ZodType | undefined): z.ZodType =>
  schema instanceof z.ZodNullable ? given(schema.unwrap() as z.ZodType) : (schema ?? z.never())

function oneRoute(parts: Parts, resource: Resource): void {
  const { app, authority, runtime } = parts
  const shut = resource.shut ? ['BREAK_GLASS_NEEDED', 'SERVICE_UNAVAILABLE'] : []
  app.get(
    `/v1/${runtime.service}/${resource.name}/:id`,
    describe(ACCESS[resource.access], {
      summary: `${resource.summary}: one of them, whole`,
      ...{ params: byId, headers: preconditions, answer: viewSchema(resource, false), tagged: true },
      errors: ['RESOURCE_UNKNOWN', 'RESOURCE_CHANGED', ...shut],
    }),
    async (request, reply) => {
      const person = await ENTER[resource.access](authority, request)
      const found = await shownRow(parts, resource, person, validate(byId, request.params).id)
      await noteRead(parts, resource, person, [found])
      const etag = tagOf(resource, runtime.epoch, found)
      const { 'if-match': wanted } = validate(preconditions, request.headers)
      if (wanted !== undefined && !names(wanted, etag, { weak: false })) throw new ProblemError('RESOURCE_CHANGED')
      return tagged(request, reply, etag, viewOf(resource, runtime.epoch, found, false))
    },
  )
}

/** @throws ProblemError RESOURCE_UNKNOWN, or why this person is not shown it */
async function shownRow({ pool, facilityId }: Parts, resource: Resource, person: Authorised, id: string) {
  const found = await oneRow(pool, facilityId, resource.kind, id)
  if (!found) throw new ProblemError('RESOURCE_UNKNOWN', { kind: resource.kind.name })
  const problem = (await resource.shut?.(person, found.row)) ?? null
  if (problem) throw new ProblemError(problem.code, problem.params)
  return found
}

async function noteRead({ runtime }: Parts, resource: Resource, { userId }: Authorised, rows: readonly Stored[]) {
  const { patientOf } = resource
  if (!patientOf || rows.length === 0) return
  const patients = [...new Set(rows.map(({ row }) => patientOf(row)))]
  await runtime.noteRead({ actorId: userId, what: resource.kind.name, patients })
}

function tagged(request: FastifyRequest, reply: FastifyReply, etag: string, body: unknown): FastifyReply {
  const { 'if-none-match': known } = validate(tags, request.headers)
  // a shared cache must not keep what one person was shown
  reply.header('etag', etag).header('cache-control', 'private, no-cache')
  return known !== undefined && names(known, etag, { weak: true }) ? reply.status(304).send() : reply.send(body)
}
