import { defineMedicine } from '../../../src-shared/domains/pharmacy/index.ts'
import type { InputOf } from '../../../src-shared/kernel/command.ts'
import { hasGs1Check } from '../../../src-shared/kernel/scan.ts'
import { type Problem, problem } from './problems.ts'
import { readAmount } from './read-amount.ts'

export type Medicine = InputOf<typeof defineMedicine>
export type Cells = Readonly<Record<Column, string>>

export const REQUIRED = ['name', 'atc', 'form', 'unit', 'routes', 'pack_size'] as const
export const OPTIONAL = [
  'ingredients',
  'brand',
  'strength',
  'per',
  'gtin',
  'tall_man',
  'look_alikes',
  'high_alert',
  'controlled',
  'time_critical',
  'hold_below',
] as const
export type Column = (typeof REQUIRED)[number] | (typeof OPTIONAL)[number]
/** Columns that are about the medicine and not about one of its products. */
export const OF_MEDICINE = [
  'atc',
  'ingredients',
  'tall_man',
  'look_alikes',
  'high_alert',
  'controlled',
  'time_critical',
  'hold_below',
] as const satisfies Column[]

const COLUMN_OF: Readonly<Record<string, Column>> = {
  tallMan: 'tall_man',
  lookAlikes: 'look_alikes',
  highAlert: 'high_alert',
  timeCritical: 'time_critical',
  holdBelow: 'hold_below',
  strengths: 'strength',
  size: 'pack_size',
}

/** A line as a medicine with one product in one pack, or everything that is wrong with it. */
export function readLine(line: number, cells: Cells): { medicine: Medicine | null; problems: Problem[] } {
  const problems = [...amountProblems(line, cells)]
  if (/^\d{14}$/.test(gtin(cells) ?? '') && !hasGs1Check(cells.gtin)) problems.push(problem('GTIN_CHECK', line, 'gtin'))
  for (const column of ['controlled', 'time_critical'] as const)
    if (!/^(yes|no)?$/i.test(cells[column])) problems.push(problem('VALUE_INVALID', line, column, 'write yes or no'))
  const candidate = medicineOf(cells)
  const parsed = defineMedicine.input.safeParse(candidate)
  for (const { path, message } of parsed.error?.issues ?? []) {
    const column = columnOf(path)
    if (!problems.some((each) => each.column === column)) problems.push(problem('VALUE_INVALID', line, column, message))
  }
  return { medicine: problems.length === 0 ? (candidate as Medicine) : null, problems }
}

function columnOf(path: readonly PropertyKey[]): string {
  const names = path.filter((part) => typeof part === 'string')
  const [first = '', second = '', third] = names
  const key = first === 'products' ? (second === 'packs' ? (third ?? 'packs') : second) : first
  return COLUMN_OF[key] ?? key
}

function amountProblems(line: number, cells: Cells): Problem[] {
  const strengths = list(cells.strength)
  if (strengths.length > 0 && strengths.length !== ingredientsOf(cells).length)
    return [problem('STRENGTH_COUNT', line, 'strength')]
  const wrong = (['strength', 'per'] as const).filter((column) => list(cells[column]).some((each) => !readAmount(each)))
  return wrong.map((column) => problem('AMOUNT_INVALID', line, column))
}

function medicineOf(cells: Cells): unknown {
  const ingredients = ingredientsOf(cells)
  const strengths = list(cells.strength).map((text, n) => ({ ingredient: ingredients[n], amount: readAmount(text) }))
  const [vital = '', value = ''] = cells.hold_below.split(/\s+/)
  const product = {
    ...{ brand: cells.brand || null, form: cells.form, unit: cells.unit, strengths },
    per: readAmount(cells.per || '1'),
    routes: list(cells.routes),
    packs: [{ size: Number(cells.pack_size || Number.NaN), gtin: gtin(cells) }],
  }
  return {
    ...{ name: cells.name.toLowerCase(), ingredients, atc: cells.atc.toUpperCase() },
    ...{ tallMan: cells.tall_man || null, lookAlikes: list(cells.look_alikes), highAlert: cells.high_alert || null },
    ...{ controlled: isYes(cells.controlled), timeCritical: isYes(cells.time_critical) },
    holdBelow: cells.hold_below ? { vital, value: Number(value || Number.NaN) } : null,
    products: [product],
  }
}

const isYes = (cell: string) => cell.toLowerCase() === 'yes'
const list = (cell: string) =>
  cell
    .split(';')
    .map((part) => part.trim())
    .filter(Boolean)
const ingredientsOf = (cells: Cells) => list(cells.ingredients || cells.name).map((each) => each.toLowerCase())
/** Eight, twelve or thirteen digits are the same number with zeros before it. */
const gtin = ({ gtin: digits }: Cells) =>
  digits === '' ? null : /^(\d{8}|\d{12,13})$/.test(digits) ? digits.padStart(14, '0') : digits
