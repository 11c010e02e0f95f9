import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Trial } from './trial.ts'

const DOC = fileURLToPath(new URL('../../../docs/security.md', import.meta.url))
const [BEGIN, END] = ['<!-- attacks: begin -->', '<!-- attacks: end -->']

/** Writes the table of all attacks into docs/security.md; what it says depends on the attacks alone. */
export function writeTable(trials: readonly Trial[]): void {
  const text = readFileSync(DOC, 'utf8')
  const [from, to] = [text.indexOf(BEGIN) + BEGIN.length, text.indexOf(END)]
  if (from < BEGIN.length || to < 0) throw new Error(`${DOC} lacks the place of the table`)
  writeFileSync(
    DOC,
    `${text.slice(0, from)}\n${[...head(trials), ...[...trials].sort(byName).map(row)].join('\n')}\n${text.slice(to)}`,
  )
}

const head = ({ length }: readonly Trial[]) => [
  `${length} attacks. Each is repelled by the product as it is, and succeeds when its defence is taken out.`,
  '',
  '| Attack | What the attacker does | Repelled with | Defence in |',
  '|---|---|---|---|',
]

const keyOf = ({ attack: { area, name } }: Trial) => `${area}/${name}`
const byName = (a: Trial, b: Trial) => (keyOf(a) < keyOf(b) ? -1 : 1)

function row(trial: Trial): string {
  const { what, code, defence } = trial.attack
  const files = [...new Set(defence.map(({ file }) => `\`${file}\``))].join(', ')
  return `| ${[keyOf(trial), what, code, files].map(cell).join(' | ')} |`
}
const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
