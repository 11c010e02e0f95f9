import { z } from 'zod'
import { apply, command, put } from '../../../kernel/command.ts'
import { instant, optionalText } from '../../../kernel/fields.ts'
import { get } from '../../../kernel/gather.ts'
import { refuse } from '../errors.ts'
import { Admission, Bed, Transfer, WardPatient } from '../records.ts'
import { gatherBed, takeBed } from './bed-choice.ts'
import { freed } from './free-bed.ts'
import { timeRefusal } from './stay-time.ts'

const input = z.strictObject({
  admissionId: z.uuid(),
  toBedId: z.uuid(),
  /** Left out: now. */
  at: instant.nullable().default(null),
  reason: optionalText(200, 'The reason').default(null),
})

/**
 * Moves a patient to a free bed of the same or of another ward. A patient whose new bed somebody else took meanwhile has
 * left the old one all the same, and is on the new ward without a bed.
 */
export const transfer = command({
  name: 'ward.transfer',
  version: 1,
  class: 'edit',
  allow: ['nurse', 'clinician', 'administrator'],
  input,
  *gather({ admissionId, toBedId }) {
    const admission = yield* get(Admission, admissionId)
    const from = admission?.bedId ? yield* get(Bed, admission.bedId) : null
    const patient = admission ? yield* get(WardPatient, admission.patientId) : null
    return { admission, from, patient, to: yield* gatherBed(toBedId) }
  },
  decide({ admission, from, patient, to }, entry, { id, actor, occurredAt, attended }) {
    if (!admission) return refuse('WARD_ADMISSION_UNKNOWN')
    if (admission.status === 'discharged') return refuse('WARD_ALREADY_DISCHARGED', { bht: admission.bht })
    if (!to.bed || !to.ward) return refuse('WARD_BED_UNKNOWN')
    if (to.bed.id === admission.bedId) return refuse('WARD_SAME_BED', { bed: to.bed.label })
    const at = entry.at ?? occurredAt
    const taken = takeBed(to, attended)
    const refusal = taken.refusal ?? timeRefusal(at, admission, occurredAt)
    if (refusal) return refusal

    const transferId = id('transfer')
    const place = { wardId: to.ward.id, bedId: taken.bed?.id ?? null }
    const move = {
      fromWardId: admission.wardId,
      fromBedId: admission.bedId,
      toWardId: place.wardId,
      toBedId: to.bed.id,
      reason: entry.reason,
    }
    return apply(
      [
        ...freed(from, admission.id),
        ...(taken.bed ? [put(Bed, { ...taken.bed, state: 'occupied', admissionId: admission.id })] : []),
        put(Admission, { ...admission, ...place }),
        ...(patient ? [put(WardPatient, { ...patient, wardId: place.wardId })] : []),
        put(Transfer, { id: transferId, admissionId: admission.id, ...move, at, by: actor.userId }),
      ],
      { transferId },
      taken.flags,
    )
  },
})
