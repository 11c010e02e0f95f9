import type { Authorised } from '../../../src-shared/kernel/authorise.ts'
import type { ServiceContext } from '../../platform/service.ts'

/**
 * Whether a person may open the chart of a patient, as at the workstation: of patients on her wards and on none, and of
 * one that she has opened with a reason.
 */
export function chartGate(
  wardOf: ServiceContext['wardOf'],
): (person: Authorised, patientId: string) => Promise<boolean> {
  return async ({ charts, rights }, patientId) => {
    if (!charts || rights?.opened.includes(patientId.toLowerCase())) return true
    const ward = await wardOf(patientId.toLowerCase())
    return ward === null || charts.includes(ward)
  }
}
