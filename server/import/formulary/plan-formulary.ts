import { defineMedicine } from '../../../src-shared/domains/pharmacy/index.ts'
import { amountText } from '../../../src-shared/kernel/amount.ts'
import { type Problem, problem } from './problems.ts'
import { type CsvLine, readCsv } from './read-csv.ts'
import { type Cells, type Column, type Medicine, OF_MEDICINE, OPTIONAL, REQUIRED, readLine } from './read-line.ts'

export interface PlannedMedicine {
  medicine: Medicine
  lines: number[]
}
export interface FormularyPlan {
  medicines: PlannedMedicine[]
  problems: Problem[]
}
interface Line {
  line: number
  cells: Cells
  medicine: Medicine | null
}

/**
 * What a file of medicines asks for. A medicine with a refused line is left as it is, whole: to define it without that
 * product would retire the product.
 */
export function planFormulary(bytes: Uint8Array): FormularyPlan {
  const read = readCsv(bytes)
  if (!read.ok) return { medicines: [], problems: [read.error] }
  const [head, ...body] = read.value
  if (!head || body.length === 0) return { medicines: [], problems: [problem('FILE_EMPTY', 1)] }
  const columns = head.cells.map((cell) => cell.toLowerCase())
  const wrong = headProblems(columns)
  if (wrong.length > 0) return { medicines: [], problems: wrong }
  const problems: Problem[] = []
  const medicines = [...byName(columns, body, problems).values()].flatMap((lines) => together(lines, problems))
  return { medicines, problems: problems.sort((one, other) => one.line - other.line) }
}

function headProblems(columns: readonly string[]): Problem[] {
  const known: readonly string[] = [...REQUIRED, ...OPTIONAL]
  return [
    ...REQUIRED.filter((each) => !columns.includes(each)).map((each) => problem('COLUMN_MISSING', 1, each)),
    ...columns.filter((each) => !known.includes(each)).map((each) => problem('COLUMN_UNKNOWN', 1, each)),
    ...columns.filter((each, n) => columns.indexOf(each) < n).map((each) => problem('COLUMN_TWICE', 1, each)),
  ]
}

/** The lines of each medicine; `problems` gets what is wrong with them. */
function byName(columns: readonly string[], body: readonly CsvLine[], problems: Problem[]): Map<string, Line[]> {
  const found = new Map<string, Line[]>()
  for (const { line, cells: values } of body) {
    if (values.length !== columns.length) problems.push(problem('LINE_LENGTH', line))
    const empty = Object.fromEntries([...REQUIRED, ...OPTIONAL].map((each) => [each, ''])) as Record<Column, string>
    const cells = { ...empty, ...Object.fromEntries(columns.map((column, n) => [column, values[n] ?? ''])) }
    const read = values.length === columns.length ? readLine(line, cells) : { medicine: null, problems: [] }
    problems.push(...read.problems)
    const key = cells.name.toLowerCase()
    const lines = found.get(key) ?? []
    found.set(key, lines)
    lines.push({ line, cells, medicine: read.medicine })
  }
  return found
}

function together(lines: readonly Line[], problems: Problem[]): PlannedMedicine[] {
  const [first] = lines as [Line]
  const disagreeing = lines.flatMap((each) => {
    const column = OF_MEDICINE.find((name) => each.cells[name].toLowerCase() !== first.cells[name].toLowerCase())
    return column ? [problem('LINES_DISAGREE', each.line, column)] : []
  })
  const refused = lines.filter(({ medicine, line }) => !medicine || disagreeing.some((each) => each.line === line))
  const entry = refused.length === 0 ? merged(lines.flatMap(({ medicine }) => medicine ?? [])) : null
  const issue = entry && defineMedicine.input.safeParse(entry).error?.issues[0]
  problems.push(...disagreeing)
  if (issue) problems.push(problem('VALUE_INVALID', first.line, '', issue.message))
  const heldBack = refused.length > 0 ? lines.filter((each) => !refused.includes(each)) : issue ? lines.slice(1) : []
  problems.push(...heldBack.map(({ line }) => problem('MEDICINE_HELD_BACK', line)))
  return entry && !issue ? [{ medicine: entry, lines: lines.map(({ line }) => line) }] : []
}

/** Lines that say the same of a product are its packs. */
function merged(medicines: readonly Medicine[]): Medicine {
  const products = new Map<string, Medicine['products'][number]>()
  for (const product of medicines.flatMap((each) => each.products)) {
    const { brand, form, strengths, per } = product
    const key = [brand, form, ...strengths.map(({ amount }) => amountText(amount)), amountText(per)]
      .join('|')
      .toLowerCase()
    const known = products.get(key)
    products.set(key, known ? { ...known, packs: [...known.packs, ...product.packs] } : product)
  }
  return { ...(medicines[0] as Medicine), products: [...products.values()] }
}
