import { writeFileSync } from 'node:fs'
import { projectDir } from '../paths.ts'
import { lockedPackages, type Package } from './packages.ts'

/**
 * Licences that the hospital's software may be made with and given on under. None obliges anybody to publish the source
 * of what uses it; MPL-2.0 does so for its own files alone, which are used unchanged.
 */
const ALLOWED: readonly string[] = [
  ...['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', 'CC0-1.0', 'Python-2.0'],
  ...['OFL-1.1', 'MPL-2.0', 'WTFPL', 'Unlicense'],
]
const FILE = `${projectDir}docs/licences.md`

/** Whether one side of an `OR`, or all of an `AND`, is allowed. What cannot be read is not. */
export function isAllowed(expression: string): boolean {
  const bare = expression.replace(/^\((.*)\)$/, '$1')
  if (bare.includes('(')) return false
  return bare.split(' OR ').some((side) => side.split(' AND ').every((licence) => ALLOWED.includes(licence.trim())))
}

/** docs/licences.md as it must be. */
export function licencesPage(packages: readonly Package[]): string {
  const by = new Map<string, Package[]>()
  for (const one of packages) by.set(one.license, [...(by.get(one.license) ?? []), one])
  const groups = [...by].sort(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1))
  const sections = groups.map(([licence, of]) => `## ${licence} (${of.length})\n\n${of.map(nameOf).join(', ')}\n`)
  return `# Licences of the packages in use\n\n${INTRODUCTION}\n\n${sections.join('\n')}`
}
const nameOf = ({ name, version }: Package): string => `${name} ${version}`

const INTRODUCTION = `All that an installation may bring, on any system, most of it to build and test with; from package-lock.json, written by
\`npm run licences\`. A test fails for a licence that is not in the list of \`scripts/supply/licences.ts\`: none of the GPL family is.`

if (import.meta.main) writeFileSync(FILE, licencesPage(lockedPackages()))
