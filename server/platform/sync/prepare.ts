import type { Actor } from '../../../src-shared/kernel/actor.ts'
import type { Authorised, Rights } from '../../../src-shared/kernel/authorise.ts'
import type { AnyCommand, Flag } from '../../../src-shared/kernel/command.ts'
import type { Problem } from '../../../src-shared/kernel/errors.ts'
import { proofProblem } from '../../../src-shared/kernel/proof.ts'
import type { CommandRecord } from '../../../src-shared/sync/envelope.ts'
import type { Runtime } from './options.ts'
import { refused, type Verdict } from './verdict.ts'

/** What a command is, whichever way it came. */
export type Entry = Pick<
  CommandRecord,
  | 'commandId'
  | 'name'
  | 'version'
  | 'input'
  | 'actor'
  | 'occurredAt'
  | 'deviceId'
  | 'allotted'
  | 'utcOffsetMinutes'
  | 'proof'
>
/** A command that may be run; its input is checked and its actor is who the hospital says. */
export interface Runnable {
  entry: Entry
  command: AnyCommand
  input: unknown
  actor: Actor
  /** Left out: whatever the roles allow, everywhere. */
  rights?: Rights | undefined
  /** Breaches found before the rule is asked. */
  flags: readonly Flag[]
}
export type Prepared = { type: 'run'; runnable: Runnable } | { type: 'verdict'; verdict: Verdict }

const problem = (code: string, params: Problem['params'] = {}): Problem => ({ code, params })
const verdict = (status: 'rejected' | 'quarantined', why: Problem): Prepared => ({
  type: 'verdict',
  verdict: refused(status, why),
})

/** Checks all that needs no row: the command, its input, who did it and whether that person may. */
export async function prepare(
  runtime: Runtime,
  entry: Entry,
  authorise: (actor: Actor, at: number) => Promise<Authorised | null>,
): Promise<Prepared> {
  const { name, version } = entry
  const command = runtime.registry.command(name, version)
  if (command?.service !== runtime.service) return verdict('quarantined', problem('COMMAND_UNKNOWN', { name, version }))
  const isFact = command.class === 'fact'
  const actor = await authorise(entry.actor, entry.occurredAt)
  if (!actor) return verdict(isFact ? 'quarantined' : 'rejected', problem('ACTOR_UNKNOWN'))
  const allowed = command.internal || command.allow.some((role) => actor.roles.includes(role))
  if (!allowed && !isFact) return verdict('rejected', problem('NOT_ALLOWED', { name }))
  const parsed = command.input.safeParse(entry.input)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const detail = issue?.message ?? 'entry'
    return verdict(isFact ? 'quarantined' : 'rejected', problem('INPUT_INVALID', { detail }))
  }
  const unproven = command.reauth || command.witness ? await unprovenBy(command, entry, authorise) : null
  if (unproven && !isFact) return verdict('rejected', unproven)
  const breaches = [...(allowed ? [] : [problem('NOT_ALLOWED', { name })]), ...(unproven ? [unproven] : [])]
  const flags = breaches.map((each): Flag => ({ ...each, ownerRole: 'administrator' }))
  const { userId, roles, rights } = actor
  return { type: 'run', runnable: { entry, command, input: parsed.data, actor: { userId, roles }, rights, flags } }
}

/** What its proof lacks; a witness has to be somebody who works here. Commands of the server itself need none. */
async function unprovenBy(
  command: AnyCommand,
  entry: Entry,
  authorise: (actor: Actor, at: number) => Promise<Authorised | null>,
): Promise<Problem | null> {
  const lacking = proofProblem(command, entry)
  const witness = entry.proof?.witness
  if (lacking || !command.witness || !witness) return lacking
  const known = await authorise({ userId: witness.userId, roles: [] }, entry.occurredAt)
  // who has left is known, and has no role any more
  if (!known?.roles.length) return problem('ACTOR_UNKNOWN')
  return known.roles.some((role) => command.witness?.includes(role)) ? null : problem('WITNESS_ROLE')
}

/** Asks once for each person of a push and each time in which that person is the same. */
export function askOnce(runtime: Runtime): (actor: Actor, at: number) => Promise<Authorised | null> {
  const { authorise } = runtime
  if (!authorise) return async (actor) => actor
  const asked = new Map<string, Promise<Told[]>>()
  return async (actor, at) => {
    // one after the other: the first answer spares nearly all other questions
    const answers = (asked.get(actor.userId) ?? Promise.resolve([])).then(async (told) => {
      if (told.some(holdsAt(at))) return told
      return [...told, toldOf(await authorise.call(runtime, actor, at), at)]
    })
    asked.set(actor.userId, answers)
    return (await answers).find(holdsAt(at))?.person ?? null
  }
}

interface Told {
  person: Authorised | null
  from: number
  until: number
}
/** Who is not known is so at every moment. */
function toldOf(person: Authorised | null, at: number): Told {
  const [from, until] = person ? (person.steady ?? [at, at + 1]) : [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  return { person, from, until }
}
const holdsAt =
  (at: number) =>
  ({ from, until }: Told): boolean =>
    from <= at && at < until
