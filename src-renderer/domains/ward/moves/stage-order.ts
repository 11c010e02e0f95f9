import type { DischargeStage } from '../../../../src-shared/domains/ward/records.ts'

/** Stages in order. A new stage does not compile until it has its place here (the record itself would bring zod along). */
const PLACE: Readonly<Record<DischargeStage, number>> = {
  clinical: 1,
  nursing: 2,
  pharmacy: 3,
  billing: 4,
  physical: 5,
}

export const STAGES = Object.keys(PLACE) as DischargeStage[]
export const placeOf = (stage: DischargeStage): string => `${PLACE[stage]}/${STAGES.length}`
