import type { Actor } from '../../../src-shared/kernel/actor.ts'
import type { AnyCommand } from '../../../src-shared/kernel/command.ts'
import type { Registry } from '../../../src-shared/kernel/domain.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { UUID_PATTERN } from '../../../src-shared/kernel/ids.ts'

/**
 * The command, when this workstation may execute it.
 * @throws ProblemError COMMAND_UNKNOWN (also for one that only the server executes), NOT_ALLOWED
 */
export function commandFor(registry: Registry, name: string, version: number, actor: Actor): AnyCommand {
  const command = registry.command(name, version)
  if (!command || command.class === 'online') throw new ProblemError('COMMAND_UNKNOWN', { name, version })
  if (!actor.roles.some((role) => command.allow.includes(role))) throw new ProblemError('NOT_ALLOWED', { name })
  return command
}

/** @throws ProblemError INPUT_INVALID, the detail names the field */
export function checkedInput(command: AnyCommand, input: unknown): Record<string, unknown> {
  const parsed = command.input.safeParse(input)
  if (parsed.success) return parsed.data as Record<string, unknown>
  const issue = parsed.error.issues[0]
  const field = issue?.path.join('.') || 'entry'
  throw new ProblemError('INPUT_INVALID', { detail: `${field}: ${issue?.message ?? ''}` })
}

/** Every id that a value names, at any depth. */
export function idsIn(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === 'string') {
    if (UUID_PATTERN.test(value)) found.add(value)
  } else if (value && typeof value === 'object') for (const member of Object.values(value)) idsIn(member, found)
  return found
}
