import { z } from 'zod'
import { type Amount, amountSchema, amountText, sameBase } from '../../../kernel/amount.ts'
import { apply, type CommandContext, command, type Decision, type Flag, put } from '../../../kernel/command.ts'
import { instant, optionalText } from '../../../kernel/fields.ts'
import { type Gather, get, list } from '../../../kernel/gather.ts'
import type { RowOf } from '../../../kernel/kind.ts'
import { isAhead } from '../../../kernel/time.ts'
import { flag, refuse } from '../errors.ts'
import { WardGeneric } from '../formulary.ts'
import { InfusionStep, infusionSteps } from '../infusion-records.ts'
import { Administration, MedicationOrder } from '../order-records.ts'
import { Admission, WardPatient } from '../records.ts'
import { stillCounts } from '../rules/dose-outcome.ts'
import { needsSecondNurse } from '../rules/second-nurse.ts'
import { strangerOf } from './ward-patient.ts'

const fields = {
  orderId: z.uuid(),
  admissionId: z.uuid().nullable(),
  patientId: z.uuid(),
  step: z.enum(infusionSteps),
  /** In one hour. */
  rate: amountSchema.nullable().default(null),
  remaining: z
    .int('Enter whole millilitres')
    .min(0, 'Enter whole millilitres')
    .max(20_000, 'At most 20,000 mL')
    .nullable()
    .default(null),
  /** Left out: now. */
  at: instant.nullable().default(null),
  note: optionalText(200, 'The note').default(null),
  /** The newest bag or step that the screen showed; null: none. */
  seenId: z.uuid().nullable().default(null),
}
const complete = <Schema extends z.ZodType<{ step: string; rate: unknown }>>(schema: Schema) =>
  schema.refine(({ step, rate }) => (step === 'rate') === (rate !== null), {
    path: ['rate'],
    message: 'Enter the new rate',
  })
const input = complete(z.strictObject(fields))
type Entry = z.output<typeof input>
const witnessedInput = complete(
  z.strictObject({
    ...fields,
    /** What the second nurse calculated without seeing the first one's figure. */
    witnessRate: amountSchema,
  }),
)

/** A change of rate, a pause, or the end of an infusion. It has happened, so it is always kept. */
export const recordInfusionStep = command({
  name: 'ward.recordInfusionStep',
  version: 1,
  class: 'fact',
  allow: ['nurse', 'clinician'],
  input,
  gather: gatherInfusion,
  decide(state, entry, context) {
    const { generic } = state
    // only while the nurse waits: a pump that runs otherwise already is kept, and flagged
    if (context.attended && entry.step === 'rate' && generic && needsSecondNurse(generic))
      return refuse('ADMINISTRATION_NEEDS_WITNESS', { name: generic.name })
    return recorded(state, entry, context, null)
  },
})

/** The same for a high-alert or controlled medicine, with a second nurse who proves to be there and has calculated the rate herself. */
export const recordWitnessedInfusionStep = command({
  name: 'ward.recordWitnessedInfusionStep',
  version: 1,
  class: 'fact',
  allow: ['nurse', 'clinician'],
  witness: ['nurse', 'clinician'],
  input: witnessedInput,
  gather: gatherInfusion,
  decide(state, { witnessRate, ...entry }, context) {
    const { rate } = entry
    const agree = rate !== null && sameBase(rate, witnessRate) && rate.nano === witnessRate.nano
    if (context.attended && entry.step === 'rate' && !agree) return refuse('ADMINISTRATION_CALCULATIONS_DIFFER')
    return recorded(state, entry, context, context.proof?.witness?.userId ?? null)
  },
})

interface InfusionState {
  order: RowOf<typeof MedicationOrder> | null
  generic: RowOf<typeof WardGeneric> | null
  patient: RowOf<typeof WardPatient> | null
  admission: RowOf<typeof Admission> | null
  /** Bags and steps of this order and of the versions before it that nobody has marked as an error. */
  bags: RowOf<typeof Administration>[]
  steps: RowOf<typeof InfusionStep>[]
}

function* gatherInfusion(entry: Entry): Gather<InfusionState> {
  const order = yield* get(MedicationOrder, entry.orderId)
  const named = order?.admissionId ?? entry.admissionId
  const admission = named ? yield* get(Admission, named) : null
  const bags: InfusionState['bags'] = []
  const steps: InfusionState['steps'] = []
  for (let id: string | null = entry.orderId; id !== null; ) {
    bags.push(...(yield* list(Administration, 'byOrder', [id])).filter(stillCounts))
    steps.push(...(yield* list(InfusionStep, 'byOrder', [id])).filter(({ status }) => status === 'final'))
    id = (id === entry.orderId ? order : yield* get(MedicationOrder, id))?.replaces ?? null
  }
  return {
    ...{ order, bags, steps },
    generic: order ? yield* get(WardGeneric, order.genericId) : null,
    patient: yield* get(WardPatient, entry.patientId),
    // another patient's stay: never onto a stranger's chart
    admission: admission?.patientId === entry.patientId ? admission : null,
  }
}

function recorded(
  state: InfusionState,
  { seenId, ...entry }: Entry,
  { id, actor, occurredAt }: CommandContext,
  witnessId: string | null,
): Decision {
  const at = entry.at ?? occurredAt
  const stepId = id('infusionStep')
  const unseenId = unseenOf(state, seenId, stepId, at)
  const row = {
    ...entry,
    ...{ id: stepId, at, by: actor.userId, witnessId, unseenId },
    admissionId: state.admission?.id ?? null,
    status: 'final' as const,
    ...{ errorReason: null, errorBy: null, errorAt: null },
  }
  return apply(
    [...(state.patient ? [] : [put(WardPatient, strangerOf(entry.patientId))]), put(InfusionStep, row)],
    { stepId },
    flagsOf(state, { ...entry, at, witnessId, unseenId }, occurredAt),
  )
}

/** The newest bag or step of others before `at`, where it is not what the screen showed. */
function unseenOf({ bags, steps }: InfusionState, seenId: string | null, ownId: string, at: number): string | null {
  const before = [...bags, ...steps]
    .filter((row) => row.id !== ownId && row.at <= at)
    .sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1))
  const last = before.at(-1)?.id ?? null
  return last === seenId ? null : last
}

type Recorded = Omit<Entry, 'seenId' | 'at'> & { at: number; witnessId: string | null; unseenId: string | null }

function flagsOf({ order, generic, patient, admission, bags }: InfusionState, entry: Recorded, now: number): Flag[] {
  const name = generic?.name ?? ''
  const stranger = patient ? [] : [flag('WARD_PATIENT_UNKNOWN', 'nurse')]
  const ahead = isAhead(entry.at, now) ? [flag('ADMINISTRATION_AHEAD', 'nurse', { name })] : []
  if (!order) return [...stranger, ...ahead, flag('ADMINISTRATION_ORDER_UNKNOWN', 'nurse')]
  const wrongPatient = order.patientId !== entry.patientId
  const left = admission && admission.dischargedAt !== null && entry.at > admission.dischargedAt
  const starts = entry.step === 'rate'
  const noBag = starts && !bags.some(({ at }) => at <= entry.at)
  const unwitnessed = starts && generic && needsSecondNurse(generic) && entry.witnessId === null
  return [
    ...stranger,
    ...ahead,
    ...(wrongPatient ? [flag('ADMINISTRATION_WRONG_PATIENT', 'clinician', { name })] : []),
    ...(left ? [flag('WARD_AFTER_DISCHARGE', 'nurse', { bht: admission.bht })] : []),
    ...(noBag ? [flag('INFUSION_NO_BAG', 'nurse', { name })] : []),
    ...(starts ? rateFlags(order, entry.rate, entry.at, name) : []),
    ...(unwitnessed ? [flag('ADMINISTRATION_NO_WITNESS', 'nurse', { name })] : []),
    ...(entry.unseenId === null
      ? []
      : [{ ...flag('INFUSION_CHANGED_MEANWHILE', 'nurse', { name }), otherId: entry.unseenId }]),
  ]
}

function rateFlags(order: RowOf<typeof MedicationOrder>, rate: Amount | null, at: number, name: string): Flag[] {
  const { timing } = order
  const isOver = order.stopAt !== null && at >= order.stopAt && order.status !== 'active'
  const isHeld = order.held !== null && at >= order.held.at
  const said = timing.type === 'infusion' ? timing.rate : null
  const isAbove = rate !== null && said !== null && (!sameBase(rate, said) || rate.nano > said.nano)
  const params = { name, rate: rate ? amountText(rate) : '', ordered: said ? amountText(said) : '' }
  return [
    ...(isOver ? [flag('ADMINISTRATION_ORDER_OVER', 'clinician', { name })] : []),
    ...(isHeld ? [flag('ADMINISTRATION_ORDER_HELD', 'clinician', { name })] : []),
    ...(isAbove ? [flag('INFUSION_RATE_ABOVE', 'clinician', params)] : []),
  ]
}
