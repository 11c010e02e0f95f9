import { globSync } from 'node:fs'
import { projectDir } from '../paths.ts'

const COMMANDS = 'src-shared/domains/ward/commands'

/** What is changed: the rules by which a medicine is checked, scheduled and given, and what a command decides by them. */
export const groups: Readonly<Record<string, readonly string[]>> = {
  'src-shared/domains/pharmacy/rules': ['src-shared/domains/pharmacy/rules/*.ts'],
  'src-shared/domains/ward/rules': ['src-shared/domains/ward/rules/*.ts'],
  'src-shared/kernel/amount.ts': ['src-shared/kernel/amount.ts'],
  'src-shared/domains/ward/commands, of medicines': [
    `${COMMANDS}/{administration-*,record-administration,record-effect,mark-administration-in-error}.ts`,
    `${COMMANDS}/{order-*,prescribe,change-order,hold-order}.ts`,
  ],
}

/** The tests beside the rules alone: a change has to be noticed near to where it is, without database or browser. */
export const judges: readonly string[] = [
  'src-shared/domains/{pharmacy,ward}/rules/*.test.ts',
  `${COMMANDS}/{administration-*,record-administration}.test.ts`,
  `${COMMANDS}/{order-*,prescribe}.test.ts`,
  'src-shared/kernel/amount.test.ts',
]

const found = (patterns: readonly string[]) => globSync([...patterns], { cwd: projectDir }).sort()

export const testFiles = (): string[] => found(judges)
export const filesOf = (group: string): string[] =>
  found(groups[group] ?? []).filter((file) => !file.endsWith('.test.ts'))
