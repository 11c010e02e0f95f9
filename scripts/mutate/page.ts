import { type Explained, explained } from './explained.ts'
import { type Mutant, scoreOf } from './mutant.ts'
import { filesOf, groups } from './targets.ts'

/** Below it the command fails. Source: issue "Medicines from order to bedside". */
export const LOWEST = 85

/** Groups whose score is too low, and explanations of what does not survive any more; empty: all is well. */
export function faultsOf(mutants: readonly Mutant[], list: readonly Explained[] = explained): string[] {
  const scored = [
    ['all', mutants] as const,
    ...Object.keys(groups).map((group) => [group, ofGroup(mutants, group)] as const),
  ]
  const low = scored
    .filter(([, some]) => (scoreOf(some) ?? 0) < LOWEST)
    .map(([name, some]) => `${name}: ${scoreOf(some) ?? 'nothing'} %, below ${LOWEST} %`)
  const survivors = mutants.filter(({ killed }) => !killed)
  const stale = list.filter((each) => !survivors.some((mutant) => explains(each, mutant)))
  return [
    ...low,
    ...stale.map(({ file, at, becomes = '…' }) => `explained, but does not survive: ${file}: ${at} → ${becomes}`),
  ]
}

const ofGroup = (mutants: readonly Mutant[], group: string) => {
  const files = filesOf(group)
  return mutants.filter(({ file }) => files.includes(file))
}

const explains = ({ file, at, becomes }: Explained, mutant: Mutant) =>
  file === mutant.file && mutant.at.includes(at) && (becomes === undefined || becomes === mutant.becomes)

/** docs/mutation.md. `about`: date, commit, tools; `untried`: files of which some changes were not tried. */
export function pageOf(
  mutants: readonly Mutant[],
  about: string,
  untried: readonly { file: string; changes: number }[] = [],
  list: readonly Explained[] = explained,
): string {
  const survivors = mutants.filter(({ killed }) => !killed)
  const why = (mutant: Mutant) => list.find((each) => explains(each, mutant))?.why
  const known = survivors.filter((mutant) => why(mutant) !== undefined)
  const open = survivors.filter((mutant) => why(mutant) === undefined)
  return [
    '# Rules that are changed on purpose',
    '',
    about,
    '',
    'Each mutant is one small change of a rule. It is killed where a test fails (or no longer ends), and survives where all pass. Code: operators, conditions, words, lists and blocks. Numbers: each number of a rule one step up and one step down (the last decimal place that is written).',
    '',
    '| Rules | Code: killed | Score | Numbers: killed | Score | Together |',
    '|---|---|---|---|---|---|',
    row('**All**', mutants),
    ...Object.keys(groups).flatMap((group) => groupRows(mutants, group)),
    '',
    '## Not tried',
    '',
    ...(untried.length === 0 ? ['None.'] : untried.map(({ file, changes }) => `- ${file}: ${changes}`)),
    '',
    '## Survivors that are explained',
    '',
    ...listed(known, why),
    '',
    '## Survivors without an explanation',
    '',
    ...listed(open, why),
    '',
  ].join('\n')
}

function groupRows(mutants: readonly Mutant[], group: string): string[] {
  const files = filesOf(group)
  const one = (file: string) => mutants.filter((mutant) => mutant.file === file)
  const rows = files
    .filter((file) => one(file).length > 0)
    .map((file) => row(file.split('/').at(-1) ?? file, one(file)))
  return files.length > 1
    ? [row(`**${group}**`, ofGroup(mutants, group)), ...rows]
    : [row(`**${group}**`, one(files[0] ?? ''))]
}

function row(name: string, mutants: readonly Mutant[]): string {
  const cells = (some: readonly Mutant[]) =>
    some.length === 0
      ? ['–', '–']
      : [`${some.filter(({ killed }) => killed).length} of ${some.length}`, `${scoreOf(some)} %`]
  const [code, numbers] = (['code', 'number'] as const).map((kind) => mutants.filter((each) => each.kind === kind))
  return `| ${[name, ...cells(code ?? []), ...cells(numbers ?? []), cells(mutants)[1]].join(' | ')} |`
}

function listed(mutants: readonly Mutant[], why: (mutant: Mutant) => string | undefined): string[] {
  if (mutants.length === 0) return ['None.']
  const cut = (text: string) => (text.length > 120 ? `${text.slice(0, 119)}…` : text)
  const code = (text: string) => `\`\` ${cut(text)} \`\``
  return [...new Set(mutants.map(({ file }) => file))].flatMap((file) => [
    `${file}`,
    '',
    ...mutants
      .filter((each) => each.file === file)
      .map((each) => [`- ${code(each.at)} → ${code(each.becomes)}`, why(each)].filter(Boolean).join(': ')),
    '',
  ])
}
