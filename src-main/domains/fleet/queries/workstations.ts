import { z } from 'zod'
import type {
  FleetView,
  ProblemWords,
  StuckView,
  WorkstationLine,
  WorkstationService,
} from '../../../../src-shared/domains/fleet/views.ts'
import { registry } from '../../../../src-shared/domains/registry.ts'
import { type Problem, ProblemError } from '../../../../src-shared/kernel/errors.ts'
import { successful } from '../../../platform/device/enrol.ts'
import type { PersonTokens } from '../../../platform/session/person-tokens.ts'

const time = z.number().nullable()
const count = z.number().int().nullable()
const listSchema = z.object({
  workstations: z.array(
    z.object({
      ...{ deviceId: z.string(), name: z.string(), enrolledAt: z.number(), revokedAt: time },
      rebuild: z.object({ request: z.string() }).nullable(),
    }),
  ),
})
const statesSchema = z.object({
  service: z.string(),
  ver: z.number(),
  stations: z.array(
    z.object({
      ...{ deviceId: z.string(), lastContactAt: z.number(), version: z.string().nullable(), stuck: z.number() },
      ...{ cursor: count, queue: count, oldestUnsentAt: time, clockSkewMs: count },
      ...{ rebuilding: z.boolean(), rebuilt: z.string().nullable() },
    }),
  ),
})
const stuckSchema = z.object({
  service: z.string(),
  entries: z.array(
    z.object({
      ...{ id: z.string(), name: z.string(), status: z.enum(['rejected', 'quarantined']) },
      ...{ actorId: z.string().nullable(), occurredAt: time, receivedAt: z.number() },
      problem: z
        .object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number(), z.null()])) })
        .nullable(),
    }),
  ),
})
type Listed = z.infer<typeof listSchema>['workstations'][number]
type States = z.infer<typeof statesSchema>

interface Asking {
  people: Pick<PersonTokens, 'request'>
  /** The administrator who asks. */
  userId: string
}

const ask = async ({ people, userId }: Asking, path: string) => successful(await people.request(userId, 'GET', path))

/**
 * All workstations as the services know them. A service that does not answer is named, and the others are shown.
 * @throws ProblemError SERVER_UNREACHABLE, PASSWORD_NEEDED, NOT_ALLOWED and the server's own
 */
export async function workstations(asking: Asking, here: string | null, now: () => number): Promise<FleetView> {
  const services = registry.services()
  const [list, ...states] = await Promise.all([
    ask(asking, '/v1/identity/workstations').then((body) => listSchema.parse(body).workstations),
    ...services.map((service) => statesOf(asking, service)),
  ])
  const known = states.filter((each) => each !== null)
  const silent = services.filter((service) => !known.some((each) => each.service === service))
  return { at: now(), silent, workstations: list.map((each) => lineOf(each, known, here)) }
}

async function statesOf(asking: Asking, service: string): Promise<States | null> {
  try {
    return statesSchema.parse(await ask(asking, `/v1/${service}/stations`))
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'SERVICE_UNAVAILABLE') return null
    throw error
  }
}

function lineOf(listed: Listed, states: readonly States[], here: string | null): WorkstationLine {
  const { deviceId, name, enrolledAt, revokedAt } = listed
  const told = states.flatMap(({ service, ver, stations }) =>
    stations.filter((each) => each.deviceId === deviceId).map((each) => ({ service, ver, ...each })),
  )
  const newest = told.toSorted((a, b) => b.lastContactAt - a.lastContactAt)[0]
  return {
    ...{ deviceId, name, enrolledAt, revokedAt, here: deviceId === here },
    version: newest?.version ?? null,
    lastContactAt: newest?.lastContactAt ?? null,
    clockSkewMs: newest?.clockSkewMs ?? null,
    queue: sum(told.map(({ queue }) => queue)),
    oldestUnsentAt: least(told.map(({ oldestUnsentAt }) => oldestUnsentAt)),
    stuck: told.reduce((all, { stuck }) => all + stuck, 0),
    rebuild: rebuildOf(listed, told),
    services: told.map(serviceOf),
  }
}

type Told = States['stations'][number] & { service: string; ver: number }

const serviceOf = (told: Told): WorkstationService => {
  const { service, ver, cursor, queue, oldestUnsentAt, stuck, lastContactAt } = told
  // a restored server may be behind a workstation that has not heard of it
  const behind = cursor === null ? null : Math.max(0, ver - cursor)
  return { service, behind, queue, oldestUnsentAt, stuck, lastContactAt }
}

function rebuildOf({ rebuild }: Listed, told: readonly Told[]): WorkstationLine['rebuild'] {
  if (told.some(({ rebuilding }) => rebuilding)) return 'running'
  if (!rebuild) return null
  return told.some(({ rebuilt }) => rebuilt === rebuild.request) ? 'done' : 'asked'
}

function sum(values: readonly (number | null)[]): number | null {
  const given = values.filter((each) => each !== null)
  return given.length > 0 ? given.reduce((all, each) => all + each, 0) : null
}
function least(values: readonly (number | null)[]): number | null {
  const given = values.filter((each) => each !== null)
  return given.length > 0 ? Math.min(...given) : null
}

/** What the services refused or kept aside of one workstation, newest first. */
export async function stuckEntries(
  asking: Asking,
  deviceId: string,
  words: { problem(problem: Problem): ProblemWords; person(userId: string): string },
): Promise<StuckView[]> {
  const answers = await Promise.all(
    registry.services().map(async (service) => {
      return stuckSchema.parse(await ask(asking, `/v1/${service}/stations/${deviceId}/stuck`))
    }),
  )
  const entries = answers.flatMap(({ service, entries: found }) =>
    found.map(({ actorId, problem, ...entry }) => ({
      ...{ ...entry, service },
      actorName: actorId === null ? '' : words.person(actorId),
      problem: problem && words.problem(problem),
    })),
  )
  return entries.toSorted((a, b) => b.receivedAt - a.receivedAt)
}

/** @throws ProblemError WORKSTATION_REVOKED_ALREADY, SERVER_UNREACHABLE and the server's own */
export async function askRebuild({ people, userId }: Asking, deviceId: string): Promise<void> {
  successful(await people.request(userId, 'POST', `/v1/identity/workstations/${deviceId}/rebuild`, {}))
}

/**
 * Gives up what a lost workstation holds at every service. What was given up before a service could not be reached stays
 * given up: asked again, the rest follows.
 * @throws ProblemError WORKSTATION_IN_USE, SERVER_UNREACHABLE and the server's own
 */
export async function reclaim({ people, userId }: Asking, deviceId: string, reason: string): Promise<void> {
  for (const service of registry.services()) {
    successful(await people.request(userId, 'POST', `/v1/${service}/stations/${deviceId}/reclaim`, { reason }))
  }
}
