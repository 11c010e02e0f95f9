import type { FastifyInstance } from 'fastify'
import type { Role } from '../../../src-shared/kernel/actor.ts'
import type { Description } from '../http/describe.ts'

/**
 * Who may call a route. workstation: an enrolled one, also one that was taken out of use and sends what it has.
 * workstationInUse: not that one. person: anybody signed in. seated: who has given the password at the workstation in use
 * that asks, so that what is read there is in its audit. Roles: a signed-in person with one of them, or whom a workstation
 * names. operator: who has the token of the server's folder. docs/access.md is made of it, and a test calls every route as
 * everybody.
 */
export type Access = 'anyone' | 'workstation' | 'workstationInUse' | 'person' | 'seated' | 'operator' | readonly Role[]

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access
  }
}

const route = (access: Access) => ({ config: { access } })
export const forAnyone = route('anyone')
export const forWorkstations = route('workstation')
export const forWorkstationsInUse = route('workstationInUse')
export const forOperators = route('operator')
export const forPeople = route('person')
export const forSeatedPeople = route('seated')
export const forAdministrators = route(['administrator'])

export interface Route {
  method: string
  /** `/v1/<service>/…`, with `:name` for what varies. */
  path: string
  /** Undefined: forgotten, which a test finds. */
  access: Access | undefined
  api: Description | undefined
}

const listed = new WeakMap<FastifyInstance, Route[]>()

/** Every route that the instance is given from now on. */
export function listRoutes(app: FastifyInstance): void {
  const routes: Route[] = []
  listed.set(app, routes)
  app.addHook('onRoute', ({ method, url, config }) => {
    // HEAD comes by itself with every GET
    if (method !== 'HEAD') routes.push({ method: String(method), path: url, access: config?.access, api: config?.api })
  })
}

/** @returns a list that grows with them */
export const routesOf = (app: FastifyInstance): readonly Route[] => listed.get(app) ?? []
