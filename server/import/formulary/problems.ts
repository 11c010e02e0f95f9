import type { ErrorText } from '../../../src-shared/kernel/errors.ts'

/** What can be wrong with a file of medicines, before the server is asked. */
export const PROBLEMS = {
  FILE_ENCODING: {
    cause: 'The file is not written in UTF-8.',
    remedy: 'Save it as “CSV UTF-8” in the spreadsheet and import it again.',
  },
  FILE_QUOTES: { cause: 'A quotation mark that begins here is never closed.', remedy: 'Close it, or write it twice.' },
  FILE_EMPTY: {
    cause: 'The file has no line of medicines.',
    remedy: 'Write the columns first, then a line a product.',
  },
  COLUMN_MISSING: { cause: 'The first line lacks this column.', remedy: 'Add the column with its name.' },
  COLUMN_UNKNOWN: {
    cause: 'The first line has a column that is not known.',
    remedy: 'Correct its name or take it out.',
  },
  COLUMN_TWICE: { cause: 'The first line has this column twice.', remedy: 'Take one of them out.' },
  LINE_LENGTH: {
    cause: 'The line has more or fewer cells than the first line.',
    remedy: 'Put cells that have a comma in them into quotation marks.',
  },
  VALUE_INVALID: { cause: 'The value cannot be used: {why}.', remedy: 'Correct the value.' },
  AMOUNT_INVALID: {
    cause: 'This is no amount.',
    remedy:
      'Write a number, a blank and g, mg, microgram, nanogram, L, mL, units or mmol: 62.5 microgram. Counted pieces need no unit.',
  },
  STRENGTH_COUNT: {
    cause: 'There are not as many strengths as ingredients.',
    remedy: 'Write one for each ingredient in the same order, with semicolons between them, or leave the cell empty.',
  },
  GTIN_CHECK: {
    cause: 'The check digit of the barcode is wrong.',
    remedy: 'Compare the number with the box. A spreadsheet may have cut it: format the column as text.',
  },
  LINES_DISAGREE: {
    cause: 'Another line of the same medicine says something else in this column.',
    remedy: 'Write the same in all lines of a medicine.',
  },
  MEDICINE_HELD_BACK: {
    cause: 'Another line of this medicine is refused, so none of them is taken.',
    remedy: 'Correct that line: products that are not named would be retired.',
  },
} as const satisfies Record<string, ErrorText>

type Code = keyof typeof PROBLEMS

/** One line of the report. `line` is that of the file, as an editor counts them; 1 has the columns. */
export interface Problem {
  line: number
  column: string
  code: string
  cause: string
  remedy: string
}

export function problem(code: Code, line: number, column = '', why = ''): Problem {
  const { cause, remedy } = PROBLEMS[code]
  return { line, column, code, cause: cause.replace('{why}', why), remedy }
}
