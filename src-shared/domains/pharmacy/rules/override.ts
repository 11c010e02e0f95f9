/** Why something is ordered or given although a check asked. A hard stop has no reason that opens it. */
export const overrideReasons = [
  'benefitOutweighsRisk',
  'toleratedBefore',
  'allergyDoubtful',
  'noAlternative',
  'monitored',
  'doseIntended',
  'bothIntended',
  'specialistAdvice',
  'other',
] as const
