import { z } from 'zod'
import type { Actor, Role } from './actor.ts'
import { cleanTexts } from './clean.ts'
import type { ErrorParams, Problem } from './errors.ts'
import type { Gather } from './gather.ts'
import type { AnyKind, RowOf, Scalar } from './kind.ts'
import type { Proof } from './proof.ts'

/**
 * fact: it has happened; never rejected, a breach becomes a flag. edit: may be refused. claim: needs a lease.
 * online: only ever executed at the server.
 */
export type CommandClass = 'fact' | 'edit' | 'claim' | 'online'

/** Everything a rule may know besides its rows and input. Nothing here reads a clock or a random source by itself. */
export interface CommandContext {
  facilityId: string
  actor: Actor
  deviceId: string
  commandId: string
  /** Clinical time, epoch milliseconds, from the workstation's corrected clock. */
  occurredAt: number
  /** Minutes east of UTC: the calendar by which the hospital counts its days. */
  utcOffsetMinutes: number
  /**
   * True where the person who enters it waits for the answer: what can be put right at once is refused. False where it
   * has happened since (at the server, in a rebase): a refusal would take it away from somebody who has gone on.
   */
  attended: boolean
  /** Who proved to be there for this command alone; null: nobody was asked. */
  proof: Proof | null
  /** The id of a new row, fixed under its label at the first execution and used again by every replay. */
  id(label: string): string
  /** The next number of a sequence from the leased range, check character included; fixed like an id. */
  number(sequence: string): string
}

export interface Put {
  kind: AnyKind
  row: { id: string }
}
/** A breach that a person has to look at, although the command stands. */
export interface Flag extends Problem {
  ownerRole: Role
  /** A conflict: what the entry says and what stands, field by field. */
  sides?: readonly { field: string; ours: Scalar; theirs: Scalar }[]
  /** The record that the entry meets. */
  otherId?: string
}
export type Decision =
  | { type: 'apply'; puts: readonly Put[]; flags: readonly Flag[]; result: CommandResult }
  | { type: 'reject'; problem: Problem }
/** What the caller wants to show at once: ids and numbers that were given. */
export type CommandResult = Readonly<Record<string, string>>

export interface Command<Input = unknown, State = unknown> {
  /** `service.verb` */
  name: string
  version: number
  service: string
  class: CommandClass
  allow: readonly Role[]
  /** Run by the platform alone, for what it has made sure of itself: nobody can send it, whatever their role. */
  internal?: true
  /** The PIN or password is asked again for this command alone. */
  reauth?: true
  /** A second person with one of these roles has to prove that they are there as well. Asks for `reauth` too. */
  witness?: readonly Role[]
  input: z.ZodType<Input>
  /** Inputs of versions before this one, each with its step to the next: what was recorded then is still executed. */
  former?: Readonly<Record<number, Former>>
  gather(input: Input, context: CommandContext): Gather<State>
  decide(state: State, input: Input, context: CommandContext): Decision
}
/** An input as an older version of a command took it, made into what the next version takes. */
export interface Former {
  input: z.ZodType
  upcast(input: never): unknown
}
// biome-ignore lint/suspicious/noExplicitAny: a registry holds commands of every input; each validates its own
export type AnyCommand = Command<any, any>
export type InputOf<C extends AnyCommand> = z.input<C['input']>

type Definition<Schema extends z.ZodType, State> = Omit<
  Command<z.output<Schema>, State>,
  'input' | 'service' | 'name'
> & {
  name: `${string}.${string}`
  input: Schema
}

export function command<Schema extends z.ZodType, State>(
  definition: Definition<Schema, State>,
): Command<z.output<Schema>, State> & { input: Schema } {
  const input = z.preprocess(cleanTexts, definition.input)
  const service = definition.name.split('.')[0] as string
  return { ...definition, input, service } as unknown as Command<z.output<Schema>, State> & { input: Schema }
}

/** A step to the next version, with the input's type. */
export const former = <Schema extends z.ZodType>(
  input: Schema,
  upcast: (input: z.output<Schema>) => unknown,
): Former => ({
  input,
  upcast,
})

/** The command under each version that is still executed: today's rule behind the steps up to it. */
export function versionsOf(command: AnyCommand): AnyCommand[] {
  const versions = [command]
  for (let version = command.version - 1; command.former?.[version]; version--) {
    const { input, upcast } = command.former[version] as Former
    const next = versions[0]?.input as z.ZodType
    versions.unshift({ ...command, version, input: input.transform((value) => upcast(value as never)).pipe(next) })
  }
  return versions
}

/** A row as the command leaves it; the row's schema is checked by the store before it is written. */
export const put = <K extends AnyKind>(kind: K, row: RowOf<K>): Put => ({ kind, row })

export const apply = (puts: readonly Put[], result: CommandResult = {}, flags: readonly Flag[] = []): Decision => ({
  type: 'apply',
  puts,
  flags,
  result,
})

export const reject = <Code extends string>(code: Code, params: ErrorParams = {}): Decision => ({
  type: 'reject',
  problem: { code, params },
})
