import { describe, expect, it } from 'vitest'
import { checkAllergies } from './allergy.ts'

const ceftriaxone = { name: 'ceftriaxone', ingredients: ['ceftriaxone'], atc: 'J01DD04' }
const rule = { id: 'x1', known: 'J01C', suspect: 'J01D', advice: 'Watch for a rash' }
const found = (groups: string[], known = rule.known) =>
  checkAllergies(ceftriaxone, [{ substance: 'Known', means: { ingredients: [], groups } }], [{ ...rule, known }]).map(
    (finding) => `${finding.rule} ${finding.ruleId}`,
  )

describe('a cross-reaction between groups', () => {
  it('given an allergy to a part of the known group, or to a group that holds it, then it is found', () => {
    expect(found(['J01CA'])).toEqual(['allergyCross x1'])
    expect(found(['J01C'], 'J01CA')).toEqual(['allergyCross x1'])
  })

  it('given several groups of which just one is known, then it is found', () => {
    expect(found(['N02BE', 'J01CA'])).toEqual(['allergyCross x1'])
  })

  it('given a group beside the known one, then nothing is said', () => {
    expect(found(['J01F'])).toEqual([])
  })
})
