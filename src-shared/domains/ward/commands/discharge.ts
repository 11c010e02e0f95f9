import { z } from 'zod'
import { apply, command, put } from '../../../kernel/command.ts'
import { instant } from '../../../kernel/fields.ts'
import { get } from '../../../kernel/gather.ts'
import { refuse } from '../errors.ts'
import { Admission, Bed, dischargeStageSchema, dischargeStages, WardPatient } from '../records.ts'
import { dischargeRole } from '../rules/discharge-roles.ts'
import { freed } from './free-bed.ts'
import { timeRefusal } from './stay-time.ts'

const input = z.strictObject({
  admissionId: z.uuid(),
  /** The stage that is now complete: the next one in order, or the command is refused. */
  stage: dischargeStageSchema,
  /** Left out: now. */
  at: instant.nullable().default(null),
})

/** Completes the next stage of a discharge. Only the physical one, when the patient has left, frees the bed. */
export const discharge = command({
  name: 'ward.discharge',
  version: 1,
  class: 'edit',
  allow: ['nurse', 'clinician', 'pharmacist', 'cashier'],
  input,
  *gather({ admissionId }) {
    const admission = yield* get(Admission, admissionId)
    const bed = admission?.bedId ? yield* get(Bed, admission.bedId) : null
    return { admission, bed, patient: admission ? yield* get(WardPatient, admission.patientId) : null }
  },
  decide({ admission, bed, patient }, { stage, ...entry }, { actor, occurredAt }) {
    if (!admission) return refuse('WARD_ADMISSION_UNKNOWN')
    if (admission.status === 'discharged') return refuse('WARD_ALREADY_DISCHARGED', { bht: admission.bht })
    const expected = dischargeStages[admission.stages.length]
    if (stage !== expected) return refuse('WARD_DISCHARGE_ORDER', { expected: expected ?? '' })
    if (!actor.roles.includes(dischargeRole[stage])) return refuse('NOT_ALLOWED', { name: `ward.discharge (${stage})` })
    const at = entry.at ?? occurredAt
    const refusal = timeRefusal(at, admission, occurredAt)
    if (refusal) return refusal

    const stages = [...admission.stages, { stage, at, by: actor.userId }]
    if (stage !== 'physical') return apply([put(Admission, { ...admission, status: 'discharging', stages })])
    const left = patient?.admissionId === admission.id
    return apply([
      put(Admission, { ...admission, status: 'discharged', stages, bedId: null, dischargedAt: at }),
      ...freed(bed, admission.id),
      ...(patient && left ? [put(WardPatient, { ...patient, wardId: null, admissionId: null })] : []),
    ])
  },
})
