import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Actor } from '../../../src-shared/kernel/actor.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { uuidV7 } from '../../../src-shared/kernel/ids.ts'
import { forAdministrators } from '../../platform/auth/access.ts'
import type { Authority } from '../../platform/auth/authority.ts'
import { requireAdministrator } from '../../platform/auth/require.ts'
import { describe, NOTHING } from '../../platform/http/describe.ts'
import { validate } from '../../platform/http/validate.ts'
import type { ServerPorts } from '../../platform/ports.ts'
import type { ServiceRuntime } from '../../platform/sync/runtime.ts'
import { workstationList } from './answers.ts'
import type { Devices } from './devices.ts'
import type { Rebuilds } from './rebuilds.ts'

interface GrantParts {
  devices: Devices
  rebuilds: Rebuilds
  authority: Authority
  ports: ServerPorts
  runtime: ServiceRuntime
  /** Its event stream ends, so that it comes back under the new grant and pulls at once. */
  disconnect(deviceId: string): void
}

const scopesSchema = z.strictObject({ scopes: z.array(z.string().min(1).max(80)).max(200) })
const revokeSchema = z.strictObject({ reason: z.string().max(200) })
const placeSchema = z.object({ deviceId: z.uuid() })

/** What workstations may hold, for administrators. Every change is an audited command; it counts from the next pull. */
export function grantRoutes(app: FastifyInstance, parts: GrantParts): void {
  const { authority, devices, rebuilds } = parts
  const base = '/v1/identity/workstations'
  const administrator = (request: FastifyRequest) => requireAdministrator(authority, request)

  app.get(
    base,
    describe(forAdministrators, { summary: 'Every workstation that was ever enrolled', answer: workstationList }),
    async (request) => {
      await administrator(request)
      const [workstations, asked] = await Promise.all([devices.list(), rebuilds.list()])
      const rebuildOf = new Map(asked.map(({ deviceId, ...rebuild }) => [deviceId, rebuild]))
      return { workstations: workstations.map((each) => ({ ...each, rebuild: rebuildOf.get(each.deviceId) ?? null })) }
    },
  )

  app.post(
    `${base}/:deviceId/scopes`,
    describe(forAdministrators, {
      summary: 'What the workstation may hold from now on',
      params: placeSchema,
      body: scopesSchema,
      answer: NOTHING,
      repeatable: 'the last one counts',
    }),
    async (request) => {
      const actor = await administrator(request)
      const { deviceId } = validate(placeSchema, request.params)
      await change(parts, actor, 'identity.grantScopes', { deviceId, ...validate(scopesSchema, request.body) })
      return {}
    },
  )

  app.post(
    `${base}/:deviceId/revoke`,
    describe(forAdministrators, {
      summary: 'Takes the workstation out of use',
      params: placeSchema,
      body: revokeSchema,
      answer: NOTHING,
    }),
    async (request) => {
      const actor = await administrator(request)
      const { deviceId } = validate(placeSchema, request.params)
      await change(parts, actor, 'identity.revokeWorkstation', { deviceId, ...validate(revokeSchema, request.body) })
      return {}
    },
  )

  app.post(
    `${base}/:deviceId/rebuild`,
    describe(forAdministrators, {
      summary: 'Asks the workstation to build its cache anew',
      params: placeSchema,
      answer: NOTHING,
    }),
    async (request) => {
      const actor = await administrator(request)
      await change(parts, actor, 'identity.askRebuild', validate(placeSchema, request.params))
      return {}
    },
  )
}

async function change(parts: GrantParts, actor: Actor, name: string, input: { deviceId: string }): Promise<void> {
  const { devices, rebuilds, runtime, ports } = parts
  if (!(await devices.list()).some(({ deviceId }) => deviceId === input.deviceId))
    throw new ProblemError('WORKSTATION_UNKNOWN')
  const [commandId, occurredAt] = [uuidV7(ports.clock.now(), ports.random.bytes(10)), ports.clock.now()]
  await runtime.execute([{ commandId, name, version: 1, input, actor, occurredAt }])
  devices.grantsChanged()
  rebuilds.changed()
  parts.disconnect(input.deviceId)
}
