import { type Checkable, type Finding, gravestFirst, type Level } from './finding.ts'

export type Severity = 'contraindicated' | 'major' | 'moderate' | 'minor'
export type Evidence = 'established' | 'probable' | 'theoretical'
export interface InteractionRule {
  id: string
  a: string
  b: string
  severity: Severity
  evidence: Evidence
  effect: string
  advice: string
}

/**
 * How loudly a pair speaks. Local rule (decision 0043): only a contraindicated pair that is more than a theory stops, and
 * only what harms seriously interrupts, so that interruptions stay rare enough to be read.
 */
export const LEVELS: Readonly<Record<Severity, Readonly<Record<Evidence, Level>>>> = {
  contraindicated: { established: 'hardStop', probable: 'hardStop', theoretical: 'interrupt' },
  major: { established: 'interrupt', probable: 'interrupt', theoretical: 'inform' },
  moderate: { established: 'inform', probable: 'inform', theoretical: 'inform' },
  minor: { established: 'inform', probable: 'inform', theoretical: 'inform' },
}

/** Each medicine of `current` that does not go with the proposed one: one finding a medicine, the gravest. */
export function checkInteractions(
  proposed: Checkable,
  current: readonly Checkable[],
  rules: readonly InteractionRule[],
): Finding[] {
  return current.flatMap((other) => {
    const found = rules.filter(({ a, b }) => isPair(proposed.atc, other.atc, a, b))
    return gravestFirst(found.map((rule) => findingOf(rule, proposed, other))).slice(0, 1)
  })
}

const isPair = (one: string, other: string, a: string, b: string) =>
  (one.startsWith(a) && other.startsWith(b)) || (one.startsWith(b) && other.startsWith(a))

const findingOf = (rule: InteractionRule, proposed: Checkable, other: Checkable): Finding => ({
  rule: 'interaction',
  ruleId: rule.id,
  level: LEVELS[rule.severity][rule.evidence],
  params: { name: proposed.name, other: other.name, severity: rule.severity, effect: rule.effect, advice: rule.advice },
})
