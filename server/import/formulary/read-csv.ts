import { err, ok, type Result } from '../../../src-shared/kernel/result.ts'
import { type Problem, problem } from './problems.ts'

export interface CsvLine {
  /** Where it begins in the file, from 1. */
  line: number
  cells: string[]
}

/** Lines of RFC 4180 in UTF-8, with or without a byte-order mark, LF or CRLF; empty lines are left out. */
export function readCsv(bytes: Uint8Array): Result<CsvLine[], Problem> {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return err(problem('FILE_ENCODING', 1))
  }
  // a Latin-1 file of plain letters is UTF-8 too; one in UTF-16 is told by its zeros
  if (text.includes('\0')) return err(problem('FILE_ENCODING', 1))
  return split(text)
}

/** One cell with what ends it. A quoted cell has its marks; in a plain one a quotation mark is a letter. */
const CELL = /(?:"((?:[^"]|"")*)"|([^,\r\n"][^,\r\n]*|))(,|\r\n|\n|\r|$)/y

function split(text: string): Result<CsvLine[], Problem> {
  const lines: CsvLine[] = []
  let [line, at] = [1, 0]
  let current: CsvLine = { line, cells: [] }
  while (at < text.length || current.cells.length > 0) {
    CELL.lastIndex = at
    const found = CELL.exec(text)
    if (!found) return err(problem('FILE_QUOTES', line))
    const [all, quoted, plain = '', end] = found
    at += all.length
    line += all.match(/\r\n|\n|\r/g)?.length ?? 0
    current.cells.push((quoted?.replaceAll('""', '"') ?? plain).trim())
    if (end === ',') continue
    if (current.cells.some((cell) => cell !== '')) lines.push(current)
    current = { line, cells: [] }
  }
  return ok(lines)
}
