import { describe, expect, it } from 'vitest'
import { checkDuplicates } from './duplicate.ts'
import type { Checkable } from './finding.ts'
import { checkInteractions, type Evidence, type InteractionRule, LEVELS, type Severity } from './interaction.ts'

const medicine = (name: string, atc: string, ingredients = [name]): Checkable => ({ name, atc, ingredients })
const warfarin = medicine('warfarin', 'B01AA03')
const aspirin = medicine('acetylsalicylic acid', 'N02BA01')
const ibuprofen = medicine('ibuprofen', 'M01AE01')
const rule = (
  a: string,
  b: string,
  severity: Severity = 'major',
  evidence: Evidence = 'established',
): InteractionRule => ({
  ...{ id: `${a}-${b}-${severity}`, a, b, severity, evidence, effect: 'Bleeding', advice: 'Choose another' },
})
const levels = (proposed: Checkable, current: Checkable[], ...rules: InteractionRule[]) =>
  checkInteractions(proposed, current, rules).map(({ level, params }) => `${params.other} ${level}`)

describe('two medicines that do not go together', () => {
  it('given a rule for the pair, when either is ordered beside the other, then it is found', () => {
    const found = rule('B01AA03', 'N02BA01')
    expect(levels(aspirin, [warfarin], found)).toEqual(['warfarin interrupt'])
    expect(levels(warfarin, [aspirin], found)).toEqual(['acetylsalicylic acid interrupt'])
  })

  it('given a rule for groups, then every substance of them is meant', () => {
    expect(levels(ibuprofen, [warfarin], rule('B01A', 'M01A'))).toEqual(['warfarin interrupt'])
    expect(levels(aspirin, [warfarin], rule('B01A', 'M01A'))).toEqual([])
  })

  it('given one side only, then nothing is said', () => {
    expect(levels(warfarin, [warfarin], rule('B01AA03', 'N02BA01'))).toEqual([])
    expect(levels(aspirin, [ibuprofen], rule('B01AA03', 'N02BA01'))).toEqual([])
  })

  it('given several rules for one pair, then the gravest speaks, once for each medicine', () => {
    const rules = [rule('B01A', 'N02BA', 'minor'), rule('B01AA03', 'N02BA01', 'contraindicated'), rule('B01AA', 'N02B')]
    expect(levels(aspirin, [warfarin, ibuprofen], ...rules)).toEqual(['warfarin hardStop'])
  })

  it('given a finding, then it names both, what happens, what to do and the entry', () => {
    expect(checkInteractions(aspirin, [warfarin], [rule('B01AA03', 'N02BA01')])).toEqual([
      {
        ...{ rule: 'interaction', ruleId: 'B01AA03-N02BA01-major', level: 'interrupt' },
        params: {
          ...{ name: 'acetylsalicylic acid', other: 'warfarin', severity: 'major' },
          ...{ effect: 'Bleeding', advice: 'Choose another' },
        },
      },
    ])
  })

  it('Every cell of the matrix of severity and evidence', () => {
    expect(LEVELS).toEqual({
      contraindicated: { established: 'hardStop', probable: 'hardStop', theoretical: 'interrupt' },
      major: { established: 'interrupt', probable: 'interrupt', theoretical: 'inform' },
      moderate: { established: 'inform', probable: 'inform', theoretical: 'inform' },
      minor: { established: 'inform', probable: 'inform', theoretical: 'inform' },
    })
    const pair = rule('B01AA03', 'N02BA01', 'contraindicated', 'theoretical')
    expect(levels(aspirin, [warfarin], pair)).toEqual(['warfarin interrupt'])
  })
})

describe('the same treatment twice', () => {
  const found = (proposed: Checkable, ...current: Checkable[]) =>
    checkDuplicates(proposed, current).map(({ rule: name, level }) => `${name} ${level}`)
  const paracetamol = medicine('paracetamol', 'N02BE01')
  const withCodeine = medicine('codeine + paracetamol', 'N02AJ06', ['codeine', 'paracetamol'])

  it('given the same substance, then a reason is asked for', () => {
    expect(found(warfarin, warfarin)).toEqual(['duplicateSubstance interrupt'])
    expect(found(medicine('warfarin sodium', 'B01AA03'), warfarin)).toEqual(['duplicateSubstance interrupt'])
  })

  it('given a combination that holds it, then it is the same substance', () => {
    expect(found(paracetamol, withCodeine)).toEqual(['duplicateSubstance interrupt'])
  })

  it('given two of one ATC level-4 class, then it is only shown', () => {
    const naproxen = medicine('naproxen', 'M01AE02')
    const diclofenac = medicine('diclofenac', 'M01AB05')
    expect(found(ibuprofen, naproxen)).toEqual(['duplicateClass inform'])
    expect(found(ibuprofen, diclofenac)).toEqual([])
  })

  it('given both among several, then each is named', () => {
    expect(checkDuplicates(ibuprofen, [aspirin, ibuprofen])).toEqual([
      {
        rule: 'duplicateSubstance',
        ruleId: null,
        level: 'interrupt',
        params: { name: 'ibuprofen', other: 'ibuprofen' },
      },
    ])
  })
})
