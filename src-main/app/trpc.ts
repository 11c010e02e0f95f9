import { initTRPC, TRPCError } from '@trpc/server'
import { ZodError, z } from 'zod'
import { errorText } from '../../src-shared/domains/registry.ts'
import type { AnyCommand } from '../../src-shared/kernel/command.ts'
import { type ErrorParams, fill, type Problem, ProblemError } from '../../src-shared/kernel/errors.ts'
import type { Seat } from '../platform/session/seat.ts'
import type { SaveResult, Station } from '../platform/station.ts'

export interface CallContext {
  seat: Seat
  /** Why nothing of patients may be read here at this time; null or left out: it may. */
  locked?(): Problem | null
}
/** What every refusal carries in `error.data.problem`. */
export interface ProblemView extends Problem {
  cause: string
  remedy: string
}

export function problemView({ code, params }: Problem): ProblemView {
  const { cause, remedy } = errorText(code)
  return { code, params, cause: fill(cause, params), remedy: fill(remedy, params) }
}

const t = initTRPC.context<CallContext>().create({
  isDev: false,
  allowOutsideOfServer: true,
  errorFormatter: ({ shape, error }) => ({ ...shape, data: { ...shape.data, problem: problemView(problemOf(error)) } }),
})

function problemOf(error: TRPCError): Problem {
  if (error.cause instanceof ProblemError) return error.cause.problem
  if (error.cause instanceof ZodError) return { code: 'INPUT_INVALID', params: { detail: detailOf(error.cause) } }
  if (error.code === 'NOT_FOUND') return { code: 'ROUTE_UNKNOWN', params: {} }
  return { code: 'INTERNAL', params: {} }
}

function detailOf(error: ZodError): string {
  const issue = error.issues[0]
  return `${issue?.path.join('.') || 'entry'}: ${issue?.message ?? ''}`
}

const STATUS: Partial<Record<string, TRPCError['code']>> = {
  SESSION_MISSING: 'UNAUTHORIZED',
  NOT_ALLOWED: 'FORBIDDEN',
  SERVER_UNREACHABLE: 'SERVICE_UNAVAILABLE',
  SERVER_NOT_TRUSTED: 'SERVICE_UNAVAILABLE',
}

/** A refusal stays a refusal; anything else gets a reference under which the log has the whole of it. */
const refusals = t.middleware(async ({ next, path }) => {
  const answer = await next()
  if (answer.ok) return answer
  const { cause } = answer.error
  if (cause instanceof ZodError) return answer
  const problem = cause instanceof ProblemError ? cause : unexpected(path, answer.error)
  const code = cause instanceof ProblemError ? (STATUS[problem.problem.code] ?? 'BAD_REQUEST') : 'INTERNAL_SERVER_ERROR'
  throw new TRPCError({ code, cause: problem, message: problem.problem.code })
})

function unexpected(path: string, error: TRPCError): ProblemError {
  const reference = Math.random().toString(36).slice(2, 8).toUpperCase()
  process.stderr.write(`${path} failed, reference ${reference}: ${error.cause?.stack ?? error.stack}\n`)
  return new ProblemError('INTERNAL', { reference } satisfies ErrorParams)
}

export const { router } = t
/** For anybody at this workstation, signed in or not. */
export const openProcedure = t.procedure.use(refusals)
/** What somebody has typed may still be saved when the lease is over; nothing is shown any more. */
const unlessLocked = t.middleware(({ ctx, type, next }) => {
  const problem = type === 'mutation' ? null : ctx.locked?.()
  if (problem) throw new ProblemError(problem.code, problem.params)
  return next()
})
const readingProcedure = openProcedure.use(unlessLocked)

/** For whoever is signed in and has not locked the screen: everything about patients. */
export const procedure = readingProcedure.use(({ ctx, next }) => next({ ctx: { ...ctx, actor: ctx.seat.actor() } }))
/** The server asks again who this is; here it only spares the way. */
export const administrators = procedure.use(({ ctx, next }) => {
  if (!ctx.actor.roles.includes('administrator')) throw new ProblemError('NOT_ALLOWED', { name: 'administration' })
  return next()
})
/** For the owner of the seat, also while the screen is locked. */
export const ownerProcedure = readingProcedure.use(({ ctx, next }) =>
  next({ ctx: { ...ctx, ownerId: ctx.seat.ownerId() } }),
)

/** A command as a mutation. `execute` checks input and role and is the only judge of both. */
export function save<C extends AnyCommand>(station: Pick<Station, 'execute'>, command: C) {
  return procedure
    .input((entry: unknown) => entry as z.input<C['input']>)
    .mutation(({ ctx, input }): SaveResult => {
      ctx.seat.touch()
      return station.execute(command.name, command.version, input, { actor: ctx.actor })
    })
}

/** The same for a command that asks for the PIN again: the entry, and what `session.prove` gave for it. */
export function saveProven<C extends AnyCommand>(station: Pick<Station, 'execute'>, command: C) {
  const { name, version } = command
  return procedure
    .input(z.strictObject({ entry: z.custom<z.input<C['input']>>(), proofId: z.uuid() }))
    .mutation(({ ctx, input: { entry, proofId } }): SaveResult => {
      const proven = ctx.seat.redeem(proofId, { name, version, input: entry })
      return station.execute(name, version, entry, { actor: ctx.actor, proven })
    })
}
