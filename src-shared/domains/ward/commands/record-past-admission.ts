import { z } from 'zod'
import { apply, command, put } from '../../../kernel/command.ts'
import { instant, optionalText } from '../../../kernel/fields.ts'
import { get } from '../../../kernel/gather.ts'
import { isAhead } from '../../../kernel/time.ts'
import { flag } from '../errors.ts'
import { Admission, Ward, WardPatient } from '../records.ts'
import { patientStub } from './fields.ts'
import { knownPatient } from './ward-patient.ts'

const input = z.strictObject({
  patientId: z.uuid(),
  patient: patientStub,
  wardId: z.uuid(),
  admittedAt: instant,
  dischargedAt: instant,
  reason: z.string().trim().max(200, 'The reason is too long (200 letters at most)').default(''),
  consultant: optionalText(80, 'The consultant').default(null),
  sourceId: optionalText(120, 'The source id').default(null),
})

/** Records a stay that is over, from a paper record or another system. It takes no bed. */
export const recordPastAdmission = command({
  name: 'ward.recordPastAdmission',
  version: 1,
  class: 'fact',
  allow: ['nurse', 'clinician', 'administrator'],
  input,
  *gather({ patientId, wardId }) {
    const ward = yield* get(Ward, wardId)
    return { ward, patient: yield* get(WardPatient, patientId) }
  },
  decide({ ward, patient }, { patient: stub, ...stay }, { id, number, actor, occurredAt }) {
    const [admissionId, bht] = [id('admission'), number('bht')]
    const breaches = [
      ...(ward ? [] : [flag('WARD_UNKNOWN', 'administrator')]),
      ...(isAhead(stay.dischargedAt, occurredAt) ? [flag('WARD_TIME_AHEAD', 'nurse')] : []),
      ...(stay.dischargedAt < stay.admittedAt ? [flag('WARD_TIMES_REVERSED', 'nurse')] : []),
    ]
    return apply(
      [
        ...(ward ? [] : [put(Ward, missingWard(stay.wardId))]),
        ...(patient ? [] : [put(WardPatient, knownPatient(null, stay.patientId, stub))]),
        put(Admission, {
          ...stay,
          id: admissionId,
          bht,
          bedId: null,
          isolation: 'none',
          spo2Scale: 1,
          spo2ScaleBy: null,
          pregnant: false,
          observeEveryMinutes: null,
          status: 'discharged',
          stages: [{ stage: 'physical', at: stay.dischargedAt, by: actor.userId }],
          lastVitalsAt: null,
        }),
      ],
      { admissionId, bht },
      // imported history raises none: nobody here could answer for another system
      stay.sourceId === null ? breaches : [],
    )
  },
})

/** A stay is never refused, and it needs a ward to belong to. */
const missingWard = (id: string) => ({ id, code: `?${id.slice(-8)}`, name: 'Unknown ward', specialty: '' })
