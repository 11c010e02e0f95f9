import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Found } from '../attack.ts'

const DOC = fileURLToPath(new URL('../../../docs/security.md', import.meta.url))
const [BEGIN, END] = ['<!-- attacks: begin -->', '<!-- attacks: end -->']

/** Writes the table of all attacks into docs/security.md; what it says depends on the attacks alone. */
export function writeTable(attacks: readonly Found[]): void {
  const text = readFileSync(DOC, 'utf8')
  const [from, to] = [text.indexOf(BEGIN) + BEGIN.length, text.indexOf(END)]
  if (from < BEGIN.length || to < 0) throw new Error(`${DOC} lacks the place of the table`)
  writeFileSync(
    DOC,
    `${text.slice(0, from)}\n${[...head(attacks), ...[...attacks].sort(byName).map(row)].join('\n')}\n${text.slice(to)}`,
  )
}

const head = ({ length }: readonly Found[]) => [
  `${length} attacks. Each is repelled by the product as it is, and succeeds when its defence is taken out.`,
  '',
  '| Attack | What the attacker does | Repelled with | Defence in |',
  '|---|---|---|---|',
]

const keyOf = ({ area, name }: Found) => `${area}/${name}`
const byName = (a: Found, b: Found) => (keyOf(a) < keyOf(b) ? -1 : 1)

function row(attack: Found): string {
  const { what, code, defence } = attack
  const files = [...new Set(defence.map(({ file }) => `\`${file}\``))].join(', ')
  return `| ${[keyOf(attack), what, code, files].map(cell).join(' | ')} |`
}
const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
