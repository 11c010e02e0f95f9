/** A survivor that no test can notice, or that none should; `at` is a part of its line, `becomes` what stands there instead. */
export interface Explained {
  file: string
  at: string
  /** Left out: whatever becomes of that line. */
  becomes?: string
  why: string
}

const RULES = 'src-shared/domains/pharmacy/rules'
const DOSE = `${RULES}/dose.ts`
const NEVER_READ = 'Once never lacks anything, so that nobody reads what is missing'

export const explained: readonly Explained[] = [
  {
    file: `${RULES}/allergen.ts`,
    at: "toUpperCase() ?? ''",
    becomes: "'changed'",
    why: 'No code of any medicine either',
  },
  { file: `${RULES}/allergen.ts`, at: "const [base = '']", becomes: "'changed'", why: 'A salt has two words' },
  { file: `${RULES}/allergen.ts`, at: '(plain.match', becomes: "['changed']", why: 'The name of no substance' },
  { file: `${RULES}/check.ts`, at: '[1, 3, 4, 5, 7]', becomes: '8', why: 'A code has seven signs at most' },
  { file: DOSE, at: "missing: ''", becomes: "'changed'", why: NEVER_READ },
  { file: DOSE, at: 'Math.floor((limit.nano', becomes: 'ceil', why: 'A billionth of the unit, in a text only' },
]
