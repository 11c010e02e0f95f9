import { z } from 'zod'
import { amountSchema, sameBase } from '../../../kernel/amount.ts'
import { apply, type CommandContext, command, type Decision, put } from '../../../kernel/command.ts'
import { type Gather, get, list } from '../../../kernel/gather.ts'
import type { RowOf } from '../../../kernel/kind.ts'
import { refuse } from '../errors.ts'
import { WardGeneric, WardProduct } from '../formulary.ts'
import { Administration, MedicationOrder } from '../order-records.ts'
import { Admission, WardPatient } from '../records.ts'
import { wentIn } from '../rules/dose-outcome.ts'
import { timeliness } from '../rules/dose-window.ts'
import { RECHECK_MINUTES } from '../rules/prn-limit.ts'
import { needsSecondNurse } from '../rules/second-nurse.ts'
import { administrationFields, complete } from './administration-fields.ts'
import { administrationFlags, doublesOf } from './administration-flags.ts'
import { strangerOf } from './ward-patient.ts'

const input = complete(z.strictObject(administrationFields))
const witnessedInput = complete(
  z.strictObject({
    ...administrationFields,
    /** What the second nurse calculated without seeing the first one's figure. */
    witnessDose: amountSchema,
  }),
)
type Entry = z.output<typeof input>

/** What became of a dose: given, in part, refused, withheld, not available. It has happened, so it is always kept. */
export const recordAdministration = command({
  name: 'ward.recordAdministration',
  version: 1,
  class: 'fact',
  allow: ['nurse', 'clinician'],
  input,
  gather: gatherAdministration,
  decide(state, entry, context) {
    // only while the nurse waits: what has gone in without a second nurse is kept, and flagged
    if (context.attended && wentIn(entry) && state.generic && needsSecondNurse(state.generic))
      return refuse('ADMINISTRATION_NEEDS_WITNESS', { name: state.generic.name })
    return recorded(state, entry, context, null)
  },
})

/** The same for a high-alert or controlled medicine, with a second nurse who proves to be there and has calculated the dose herself. */
export const recordWitnessedAdministration = command({
  name: 'ward.recordWitnessedAdministration',
  version: 1,
  class: 'fact',
  allow: ['nurse', 'clinician'],
  witness: ['nurse', 'clinician'],
  input: witnessedInput,
  gather: gatherAdministration,
  decide(state, { witnessDose, ...entry }, context) {
    const { dose } = entry
    const agree = dose !== null && sameBase(dose, witnessDose) && dose.nano === witnessDose.nano
    if (context.attended && wentIn(entry) && !agree) return refuse('ADMINISTRATION_CALCULATIONS_DIFFER')
    return recorded(state, entry, context, context.proof?.witness?.userId ?? null)
  },
})

export interface AdministrationState {
  order: RowOf<typeof MedicationOrder> | null
  generic: RowOf<typeof WardGeneric> | null
  product: RowOf<typeof WardProduct> | null
  patient: RowOf<typeof WardPatient> | null
  admission: RowOf<typeof Admission> | null
  /** Everything that was recorded of this order and of the versions before it. */
  others: RowOf<typeof Administration>[]
}

function* gatherAdministration(entry: Entry): Gather<AdministrationState> {
  const order = yield* get(MedicationOrder, entry.orderId)
  const named = order?.admissionId ?? entry.admissionId
  const admission = named ? yield* get(Admission, named) : null
  return {
    order,
    generic: order ? yield* get(WardGeneric, order.genericId) : null,
    product: entry.productId ? yield* get(WardProduct, entry.productId) : null,
    patient: yield* get(WardPatient, entry.patientId),
    // another patient's stay: never onto a stranger's chart
    admission: admission?.patientId === entry.patientId ? admission : null,
    others: yield* recordsOf(entry.orderId, order),
  }
}

/** A changed order goes on where the old version was: its limits count what that one gave. */
function* recordsOf(orderId: string, order: AdministrationState['order']): Gather<AdministrationState['others']> {
  const others = yield* list(Administration, 'byOrder', [orderId])
  for (let before = order?.replaces ?? null; before !== null; ) {
    others.push(...(yield* list(Administration, 'byOrder', [before])))
    before = (yield* get(MedicationOrder, before))?.replaces ?? null
  }
  return others
}

function recorded(
  state: AdministrationState,
  entry: Entry,
  { id, actor, occurredAt, utcOffsetMinutes }: CommandContext,
  witnessId: string | null,
): Decision {
  const { order, generic, patient, admission } = state
  const at = entry.at ?? occurredAt
  const given = wentIn(entry)
  const administrationId = id('administration')
  const [double] = doublesOf(state, { ...entry, id: administrationId })
  const isPrn = order?.timing.type === 'prn'
  const row = {
    ...entry,
    ...{ id: administrationId, at, by: actor.userId, witnessId },
    admissionId: admission?.id ?? null,
    status: given ? ('completed' as const) : ('not-done' as const),
    dose: given ? entry.dose : null,
    timeliness:
      order && given
        ? timeliness({ timing: order.timing, timeCritical: generic?.timeCritical ?? false }, entry.dueAt, at)
        : null,
    possibleDoubleOf: double?.id ?? null,
    recheckAt: given && isPrn ? at + RECHECK_MINUTES * 60_000 : null,
    effect: null,
    ...{ errorReason: null, errorBy: null, errorAt: null },
  }
  return apply(
    [...(patient ? [] : [put(WardPatient, strangerOf(entry.patientId))]), put(Administration, row)],
    { administrationId },
    administrationFlags(state, { ...entry, id: administrationId, at, witnessId }, { occurredAt, utcOffsetMinutes }),
  )
}
