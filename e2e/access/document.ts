import type { Access, Route } from '../../server/platform/auth/access.ts'
import { ALL_ROLES, type Role } from '../../src-shared/kernel/actor.ts'
import type { AnyCommand } from '../../src-shared/kernel/command.ts'
import type { AnyKind } from '../../src-shared/kernel/kind.ts'

/** What was found of a procedure by calling it as everybody. */
export interface Procedure {
  path: string
  /** To whoever stands before the screen, signed in or not. */
  open: boolean
  /** To the owner of the seat, while the screen is locked. */
  locked: boolean
  roles: readonly Role[]
}
interface Resources {
  routes: readonly Route[]
  commands: readonly AnyCommand[]
  kinds: readonly AnyKind[]
  procedures: readonly Procedure[]
}

const HEAD = `# Who may do what

Made by \`npm run access\`; do not edit. A test calls every route, command and procedure as everybody, and fails where this page says something else.`

/** docs/access.md: roles beside everything that can be asked for. */
export function accessDocument({ routes, commands, kinds, procedures }: Resources): string {
  const parts = [
    HEAD,
    '## Commands\n\nA fact of somebody who may not is kept, and an administrator looks at it; anything else is refused. *Online*: at the server only.',
    table(
      ['Command', 'Class', ...ALL_ROLES],
      commands.map(({ name, class: of, allow }) => [name, of, ...marks(allow)]),
    ),
    '## Routes of the server',
    table(
      ['Route', 'Open to'],
      routes.map(({ method, path, access }) => [`${method} ${path}`, wordsOf(access)]),
    ),
    '## What a workstation’s screens may ask it\n\nLocked: while the screen is locked.',
    table(
      ['Procedure', 'Anybody', 'Locked', ...ALL_ROLES],
      procedures.map(({ path, open, locked, roles }) => [path, mark(open), mark(locked), ...marks(roles)]),
    ),
    '## Scopes\n\nA row lies in one scope; a workstation gets those that it was granted. *history* stays at the server.',
    table(
      ['Kind', 'Scope'],
      kinds.map((kind) => [kind.name, scopeOf(kind)]),
    ),
  ]
  return `${parts.join('\n\n')}\n`
}

const mark = (is: boolean): string => (is ? '✓' : '')
const marks = (roles: readonly Role[]): string[] => ALL_ROLES.map((role) => mark(roles.includes(role)))

const WORDS: Record<Exclude<Access, readonly Role[]>, string> = {
  anyone: 'anybody',
  workstation: 'workstations, also out of use',
  workstationInUse: 'workstations in use',
  seated: 'whoever gave the password at the workstation that asks',
  person: 'whoever is signed in',
  operator: 'the token in `metrics.token`',
}
const wordsOf = (access: Access | undefined): string =>
  typeof access === 'string' ? WORDS[access] : (access ?? []).join(', ')

function scopeOf({ scope }: AnyKind): string {
  if (scope.type === 'fixed') return scope.scope
  return scope.type === 'parent' ? `as its ${scope.kind().name}` : 'by its own content'
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const sorted = [...rows].sort(([a = ''], [b = '']) => (a < b ? -1 : 1))
  return [head, head.map(() => '---'), ...sorted].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
