import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { projectDir } from '../paths.ts'
import { changed, changesOf } from './changes.ts'
import { explained } from './explained.ts'
import { type Mutant, scoreOf } from './mutant.ts'
import { nearestTests } from './nearest.ts'
import { faultsOf, pageOf } from './page.ts'
import { filesOf, groups, judges, testFiles } from './targets.ts'

describe('what is changed, and by which tests it is judged', () => {
  it.each([...Object.values(groups).flat(), ...judges])('given %s, then it names files', (pattern) => {
    expect(globSync(pattern, { cwd: projectDir })).not.toEqual([])
  })

  it.each(Object.keys(groups).flatMap(filesOf))('given %s, then some test loads it', (file) => {
    expect(nearestTests(testFiles())(file)).not.toEqual([])
  })

  it('given a rule, then the test beside it is asked first', () => {
    expect(nearestTests(testFiles())('src-shared/kernel/amount.ts')[0]).toContain('src-shared/kernel/amount.test.ts')
  })

  it('given explanations of survivors, then each of their lines is still there', () => {
    for (const { file, at } of explained) expect(readFileSync(projectDir + file, 'utf8')).toContain(at)
  })
})

describe('the changes of a rule', () => {
  const becomes = (code: string) => changesOf(code, 'x.ts').map((change) => changed(code, change))

  it('given a whole number, then one more and one less; given decimals, then by the last of them', () => {
    expect(becomes('a = 60_000')).toEqual(['a = 60001', 'a = 59999'])
    expect(becomes('a = 41.5')).toEqual(['a = 41.6', 'a = 41.4'])
    expect(becomes('a = 0.05')).toEqual(['a = 0.06', 'a = 0.04'])
  })

  it('given a boundary, then it moves to its neighbour and to its opposite', () => {
    expect(becomes('a < b')).toEqual(['a <= b', 'a >= b'])
  })

  it('given a condition, then it always holds and never', () => {
    expect(becomes('if (a) b()')).toEqual(['if (true) b()', 'if (false) b()'])
  })

  it('given types, names of properties, and the name and version of a command, then nothing changes', () => {
    expect(becomes("type P = 0 | 1\ninterface Q { a: 2 }\nf(b as 4)\ncommand({ name: 'x', version: 6 })")).toEqual([
      'type P = 0 | 1\ninterface Q { a: 2 }\nf(b as 4)\ncommand({})',
    ])
  })
})

const amount = 'src-shared/kernel/amount.ts'
const mutant = (killed: boolean, more: Partial<Mutant> = {}): Mutant => ({
  ...{ file: amount, line: 1, at: 'a < b', was: '<', becomes: '<=', kind: 'code', killed, ...more },
})
const everywhere = Object.keys(groups).map((group) => mutant(true, { file: filesOf(group)[0] ?? '' }))

describe('what the page and the command say', () => {
  it('given nothing, then there is no score; otherwise it is cut, never rounded up', () => {
    expect(scoreOf([])).toBeNull()
    expect(scoreOf([...Array.from({ length: 1999 }, () => mutant(true)), mutant(false)])).toBe(99.9)
  })

  it('given a group just at 85 %, then it is enough; given less, then the command names it', () => {
    const others = everywhere.filter(({ file }) => file !== amount)
    const many = Array.from({ length: 100 }, () => others).flat()
    const some = (killed: number) => Array.from({ length: 20 }, (_, n) => mutant(n < killed))
    expect(faultsOf([...many, ...some(17)], [])).toEqual([])
    expect(faultsOf([...many, ...some(16)], [])).toEqual([`${amount}: 80 %, below 85 %`])
  })

  it('given a group of which nothing was tried, then the command says so, and the page names what is left', () => {
    expect(faultsOf([], [])).toContain(`${amount}: nothing %, below 85 %`)
    expect(pageOf([], 'About', [{ file: amount, changes: 3 }], [])).toContain(`## Not tried\n\n- ${amount}: 3\n`)
  })

  it('given survivors, then those with a reason stand apart, and a reason for what is killed is a fault', () => {
    const why = { file: amount, at: 'a < b', becomes: '<=', why: 'Never equal' }
    const [known, open] = [mutant(false), mutant(false, { becomes: '>=' })]
    const [, second = ''] = pageOf([known, open], 'About', [], [why]).split('## Survivors that are explained')
    const [listed, rest] = second.split('## Survivors without an explanation')
    expect(listed).toContain('Never equal')
    expect(rest).toContain('`` >= ``')
    expect(rest).not.toContain('`` <= ``')
    const plenty = [...everywhere, ...Array.from({ length: 100 }, () => mutant(true))]
    expect(faultsOf([...plenty, known], [why])).toEqual([])
    expect(faultsOf(plenty, [why])).toEqual([`explained, but does not survive: ${amount}: a < b → <=`])
  })
})
