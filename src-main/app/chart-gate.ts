import type { Actor } from '../../src-shared/kernel/actor.ts'
import { ProblemError } from '../../src-shared/kernel/errors.ts'
import { type ChartGate, openedChart, wardsOf } from '../domains/identity/index.ts'
import { patientFaces } from '../domains/patients/index.ts'
import { wardOf } from '../domains/ward/index.ts'
import type { Station } from '../platform/station.ts'

/**
 * Whose chart a person may open: of patients on her wards and on none, and of one that she has opened with a reason.
 * `steadyNow`: epoch ms that nobody can turn back.
 */
export function chartGate({ db }: Pick<Station, 'db'>, steadyNow: () => number): ChartGate {
  const opened = ({ userId }: Actor, patientId: string) => openedChart(db, userId, patientId, steadyNow())
  return {
    opened,
    require(actor, patientId) {
      const wards = wardsOf(db, actor.userId, steadyNow())
      const ward = wards && wardOf(db, patientId)
      if (!ward || wards.includes(ward) || opened(actor, patientId)) return
      const face = patientFaces(db, [patientId], true).get(patientId)
      const name = face ? `${face.familyName} ${face.givenName}`.trim() : null
      throw new ProblemError('BREAK_GLASS_NEEDED', { patientId, name })
    },
  }
}
