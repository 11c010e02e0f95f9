import { z } from 'zod'
import { apply, command, put } from '../../../kernel/command.ts'
import { instant, optionalText } from '../../../kernel/fields.ts'
import { FluidRecord } from '../fluid-records.ts'
import { WardPatient } from '../records.ts'
import { fluidSorts } from '../rules/fluid-balance.ts'
import { gatherStay } from './record-vitals.ts'
import { stayFlags } from './vitals-flags.ts'
import { strangerOf } from './ward-patient.ts'

const input = z.strictObject({
  admissionId: z.uuid().nullable(),
  patientId: z.uuid(),
  sort: z.enum(fluidSorts),
  /** Zero is a finding too: no urine in these hours. */
  volume: z
    .int('Enter whole millilitres')
    .min(0, 'Enter whole millilitres')
    .max(20_000, 'At most 20,000 mL in one record'),
  takenAt: instant,
  note: optionalText(200, 'The note').default(null),
})

/** Records what went in or came out. Two of the same minute both stay. */
export const recordFluid = command({
  name: 'ward.recordFluid',
  version: 1,
  class: 'fact',
  allow: ['nurse', 'clinician'],
  input,
  gather: gatherStay,
  decide(state, entry, { id, actor, occurredAt }) {
    const fluidId = id('fluid')
    const row = {
      ...entry,
      id: fluidId,
      admissionId: state.admission?.id ?? null,
      takenBy: actor.userId,
      status: 'final' as const,
      errorReason: null,
      errorBy: null,
      errorAt: null,
    }
    return apply(
      [...(state.patient ? [] : [put(WardPatient, strangerOf(entry.patientId))]), put(FluidRecord, row)],
      { fluidId },
      stayFlags(entry, state, occurredAt),
    )
  },
})
