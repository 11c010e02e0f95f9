import { describe, expect, it } from 'vitest'
import { amount } from '../../../testing/formulary.ts'
import { applied, MemoryStore, MORNING, refusal, testId } from '../../../testing/memory-store.ts'
import { DoseLimit, Interaction, RulePack } from '../records.ts'
import { addRules } from './add-rules.ts'
import { defineRulePack } from './define-rule-pack.ts'
import { retireRulePack } from './retire-rule-pack.ts'
import { signRulePack } from './sign-rule-pack.ts'

const about = { name: 'Base rules', version: '1', source: 'The hospital’s own list of March' }
const bleeding = {
  ...{ severity: 'major' as const, evidence: 'established' as const },
  ...{ effect: 'Bleeding', advice: 'Choose another analgesic' },
}
const limit = {
  ...{ atc: 'N02BE01', route: null, fromAge: 12, toAge: null, renal: null, advice: 'Liver damage' },
  ...{ perDose: amount('1', 'g'), perDay: amount('4', 'g'), perDoseKg: null, perDayKg: null, perDoseM2: null },
  ...{ absolutePerDose: amount('2', 'g'), absolutePerDay: amount('6', 'g') },
}
const PHARMACIST = testId(8)

function withRules() {
  const store = new MemoryStore()
  const { packId = '' } = applied(store.run(defineRulePack, about)).result
  const interactions = [{ a: 'N02BA01', b: 'B01AA03', ...bleeding }]
  applied(store.run(addRules, { packId, interactions, doseLimits: [limit] }))
  return { store, packId }
}

describe('a set of medicine rules', () => {
  it('given rules, when added, then they stand in the set, the sides of an interaction in order', () => {
    const { store, packId } = withRules()
    expect(store.all(Interaction)).toMatchObject([{ a: 'B01AA03', b: 'N02BA01', packId }])
    expect(store.all(DoseLimit)).toMatchObject([{ atc: 'N02BE01', packId }])
    expect(store.get(RulePack, packId)).toMatchObject({ rules: 2, signedBy: null, signedAt: null })
  })

  it('given a set with rules, when a pharmacist signs, then who and when stand in it, and nobody changes it', () => {
    const { store, packId } = withRules()
    applied(store.run(signRulePack, { packId }, { userId: PHARMACIST, at: MORNING }))
    expect(store.get(RulePack, packId)).toMatchObject({ signedBy: PHARMACIST, signedAt: MORNING })
    expect(refusal(store.run(addRules, { packId, doseLimits: [limit] }))).toBe('RULE_PACK_SIGNED')
    expect(refusal(store.run(signRulePack, { packId }))).toBe('RULE_PACK_SIGNED')
  })

  it('given a set without rules, when signed, then it is refused', () => {
    const store = new MemoryStore()
    const { packId = '' } = applied(store.run(defineRulePack, about)).result
    expect(refusal(store.run(signRulePack, { packId }))).toBe('RULE_PACK_EMPTY')
  })

  it('given a retired set, when changed or signed, then it is refused', () => {
    const { store, packId } = withRules()
    applied(store.run(retireRulePack, { packId, reason: 'Version 2 is signed' }))
    expect(store.get(RulePack, packId)?.retired).toBe(true)
    expect(refusal(store.run(signRulePack, { packId }))).toBe('RULE_PACK_RETIRED')
    expect(refusal(store.run(addRules, { packId, doseLimits: [limit] }))).toBe('RULE_PACK_RETIRED')
  })

  it('given the name and version of another set, when defined, then it is refused; another version is not', () => {
    const { store } = withRules()
    expect(refusal(store.run(defineRulePack, about))).toBe('RULE_PACK_EXISTS')
    applied(store.run(defineRulePack, { ...about, version: '2' }))
  })

  it('given no such set, when it is added to, signed or retired, then it is refused', () => {
    const store = new MemoryStore()
    const packId = testId(77)
    expect(refusal(store.run(addRules, { packId, doseLimits: [limit] }))).toBe('RULE_PACK_UNKNOWN')
    expect(refusal(store.run(signRulePack, { packId }))).toBe('RULE_PACK_UNKNOWN')
    expect(refusal(store.run(retireRulePack, { packId, reason: 'Gone' }))).toBe('RULE_PACK_UNKNOWN')
  })

  it('given no rule at all, when sent, then the input is refused', () => {
    expect(() => new MemoryStore().run(addRules, { packId: testId(77) })).toThrow('no rule')
  })

  it('Only a pharmacist signs, and proves to be there', () => {
    expect([signRulePack.allow, signRulePack.reauth]).toEqual([['pharmacist'], true])
  })
})
