import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { shortPin, type Trust } from '../../../src-shared/sync/trust.ts'
import { forAdministrators, forAnyone, forWorkstationsInUse } from '../../platform/auth/access.ts'
import type { Authority } from '../../platform/auth/authority.ts'
import { deviceInUse, personTokenOf, requireAdministrator, requireDeviceInUse } from '../../platform/auth/require.ts'
import { describe, NOTHING } from '../../platform/http/describe.ts'
import { validate } from '../../platform/http/validate.ts'
import type { ServerPorts } from '../../platform/ports.ts'
import { challenge, deviceSession, enrolled, enrolmentCode, facilityView, personTokens, signedIn } from './answers.ts'
import type { Devices } from './devices.ts'
import type { Facility } from './facility.ts'
import type { PersonSessions } from './person-tokens.ts'
import type { SignIn } from './sign-in.ts'

const enrolSchema = z.strictObject({
  code: z.string().max(40),
  name: z.string().trim().min(1).max(60),
  publicKey: z.base64().length(44),
})
const challengeSchema = z.strictObject({ deviceId: z.uuid() })
const sessionSchema = z.strictObject({ deviceId: z.uuid(), nonce: z.string().max(80), signature: z.base64().max(120) })
const signInSchema = z.strictObject({ username: z.string().max(40), password: z.string().max(200) })
const refreshSchema = z.strictObject({ refresh: z.string().max(80) })
const codeSchema = z.strictObject({ scopes: z.array(z.string().max(80)).min(1).max(200) })

export interface IdentityParts {
  facility: Facility
  devices: Devices
  signIn: SignIn
  sessions: PersonSessions
  authority: Authority
  services: readonly string[]
  /** By what workstations know this server; none where it speaks to its own machine alone. */
  tls?: Trust | undefined
  ports: ServerPorts
}

/** Enrolment, sessions of workstations and people. No route answers who exists and who does not. */
export function identityRoutes(app: FastifyInstance, parts: IdentityParts): void {
  const { facility, devices, ports, tls } = parts
  const told = tls ? { tls: { ca: tls.ca, pins: tls.pins } } : {}

  app.post(
    '/v1/identity/enrol',
    describe(forAnyone, {
      summary: 'Enrols a workstation by a code',
      body: enrolSchema,
      answer: enrolled,
      errors: ['ENROLMENT_CODE_WRONG', 'ENROLMENT_WAIT'],
    }),
    async (request) => {
      const { deviceId, scopes } = await devices.enrol(validate(enrolSchema, request.body), request.ip)
      return {
        deviceId,
        scopes,
        facilityId: facility.id,
        facilityName: facility.name,
        utcOffsetMinutes: facility.utcOffsetMinutes,
        services: parts.services,
        serverTime: ports.clock.now(),
        ...told,
      }
    },
  )

  app.post(
    '/v1/identity/device/challenge',
    describe(forAnyone, {
      summary: 'What a workstation signs to open a session',
      body: challengeSchema,
      answer: challenge,
    }),
    async (request) => devices.challenge(validate(challengeSchema, request.body).deviceId),
  )
  app.post(
    '/v1/identity/device/session',
    describe(forAnyone, {
      summary: 'Opens a session of a workstation',
      body: sessionSchema,
      answer: deviceSession,
      errors: ['WORKSTATION_UNKNOWN'],
    }),
    async (request) => ({
      ...(await devices.openSession(validate(sessionSchema, request.body))),
      ...told,
    }),
  )
  personRoutes(app, parts)

  app.get(
    '/v1/identity/facility',
    describe(forAnyone, { summary: 'The hospital', answer: facilityView }),
    async () => ({
      facilityId: facility.id,
      name: facility.name,
      utcOffsetMinutes: facility.utcOffsetMinutes,
    }),
  )

  app.post(
    '/v1/identity/enrolment-codes',
    describe(forAdministrators, {
      summary: 'Makes a code with which one workstation is enrolled',
      body: codeSchema,
      answer: enrolmentCode,
    }),
    async (request) => {
      const user = await requireAdministrator(parts.authority, request)
      const made = await devices.createCode(user.userId, validate(codeSchema, request.body).scopes)
      return { ...made, code: withPin(made.code, tls) }
    },
  )
}

/** People by their passwords. What a workstation asks for is good at that workstation alone. */
function personRoutes(app: FastifyInstance, { authority, signIn, sessions }: IdentityParts): void {
  app.post(
    '/v1/identity/sign-in',
    describe(forAnyone, {
      summary: 'Tokens for a name and a password',
      body: signInSchema,
      answer: signedIn,
      errors: ['SIGN_IN_WRONG', 'SIGN_IN_WAIT', 'PASSWORD_MUST_CHANGE', 'PASSWORD_EXPIRED', 'NO_ROLE_NOW'],
    }),
    async (request) => {
      const credentials = validate(signInSchema, request.body)
      const device = await deviceInUse(authority, request)
      return signIn.signIn(credentials, device?.deviceId)
    },
  )

  app.post(
    '/v1/identity/refresh',
    describe(forWorkstationsInUse, {
      summary: 'New tokens for a refresh token, which is good once',
      body: refreshSchema,
      answer: personTokens,
      errors: ['SIGN_IN_OVER', 'SIGN_IN_COPIED'],
    }),
    async (request) => {
      const { deviceId } = await requireDeviceInUse(authority, request)
      return sessions.renew(validate(refreshSchema, request.body).refresh, deviceId)
    },
  )

  app.post(
    '/v1/identity/sign-out',
    describe(forWorkstationsInUse, {
      summary: 'Ends the session of who sits there',
      answer: NOTHING,
      repeatable: 'what has ended stays ended',
    }),
    async (request) => {
      const { deviceId } = await requireDeviceInUse(authority, request)
      const token = personTokenOf(request)
      if (token !== null) await sessions.end(token, deviceId)
      return {}
    },
  )
}

/** The code as it is typed: with the server's pin behind it, so that nobody else can take it. */
const withPin = (code: string, tls: Trust | undefined): string =>
  tls?.pins[0] === undefined ? code : `${code}/${shortPin(Buffer.from(tls.pins[0], 'base64').toString('hex'))}`
