import type { z } from 'zod'
import { ageOn } from '../../../kernel/clinical-date.ts'
import type { CommandContext, Decision, Flag } from '../../../kernel/command.ts'
import { type Gather, get, list } from '../../../kernel/gather.ts'
import type { RowOf } from '../../../kernel/kind.ts'
import { atcGroups, checkMedicine, type Finding, RULE_WORDS, type Rule } from '../../pharmacy/index.ts'
import { flag, refuse } from '../errors.ts'
import {
  WardAllergy,
  WardCrossReaction,
  WardDoseLimit,
  WardGeneric,
  WardInteraction,
  WardProduct,
  WardRulePack,
} from '../formulary.ts'
import { type alertSchema, MedicationOrder } from '../order-records.ts'
import { WardPatient } from '../records.ts'
import { dailyDose } from '../rules/daily-dose.ts'
import type { OrderBasis, OrderEntry } from './order-fields.ts'

type GenericRow = RowOf<typeof WardGeneric>
type Alert = z.output<typeof alertSchema>

/** The rows by which an order is checked. */
export interface OrderState {
  patient: RowOf<typeof WardPatient> | null
  generic: GenericRow | null
  product: RowOf<typeof WardProduct> | null
  /** Generics of the patient's other orders that are given now. */
  current: GenericRow[]
  allergies: RowOf<typeof WardAllergy>[]
  checkedBy: RowOf<typeof MedicationOrder>['checkedBy']
  interactions: RowOf<typeof WardInteraction>[]
  crossReactions: RowOf<typeof WardCrossReaction>[]
  doseLimits: RowOf<typeof WardDoseLimit>[]
}

/** `exceptId`: the order that is being changed. */
export function* gatherOrder(
  { genericId, productId }: Pick<OrderEntry, 'genericId' | 'productId'>,
  patientId: string,
  exceptId: string | null,
): Gather<OrderState> {
  const generic = yield* get(WardGeneric, genericId)
  const product = productId ? yield* get(WardProduct, productId) : null
  const orders = yield* list(MedicationOrder, 'byPatient', [patientId])
  const current: GenericRow[] = []
  for (const order of orders) {
    if (order.id === exceptId || !['active', 'held'].includes(order.status)) continue
    const other = yield* get(WardGeneric, order.genericId)
    if (other) current.push(other)
  }
  const packs = yield* list(WardRulePack, 'byRetired', [false])
  const signed = packs.filter(({ signedBy }) => signedBy !== null)
  const used = signed.length > 0 ? signed : packs.filter(({ demonstration }) => demonstration)
  const isUsed = ({ packId }: { packId: string }) => used.some(({ id }) => id === packId)
  const rules = { interactions: new Map(), crossReactions: new Map(), doseLimits: new Map() } as {
    interactions: Map<string, RowOf<typeof WardInteraction>>
    crossReactions: Map<string, RowOf<typeof WardCrossReaction>>
    doseLimits: Map<string, RowOf<typeof WardDoseLimit>>
  }
  for (const group of generic ? atcGroups(generic.atc) : []) {
    const pairs = [...(yield* list(WardInteraction, 'byA', [group])), ...(yield* list(WardInteraction, 'byB', [group]))]
    for (const rule of pairs.filter(isUsed)) rules.interactions.set(rule.id, rule)
    for (const rule of (yield* list(WardCrossReaction, 'bySuspect', [group])).filter(isUsed))
      rules.crossReactions.set(rule.id, rule)
  }
  const limits = generic ? yield* list(WardDoseLimit, 'byAtc', [generic.atc]) : []
  return {
    ...{ generic, product, current },
    patient: yield* get(WardPatient, patientId),
    allergies: yield* list(WardAllergy, 'byPatient', [patientId]),
    checkedBy: signed.length > 0 ? 'signed' : used.length > 0 ? 'demonstration' : 'none',
    interactions: [...rules.interactions.values()],
    crossReactions: [...rules.crossReactions.values()],
    doseLimits: limits.filter(isUsed),
  }
}

/** What the checks say of an order; of a medicine that is not known there is nothing to say. */
export function orderFindings(
  state: OrderState,
  { route, dose, timing, basis }: Pick<OrderEntry, 'route' | 'dose' | 'timing' | 'basis'>,
  { occurredAt, utcOffsetMinutes }: Pick<CommandContext, 'occurredAt' | 'utcOffsetMinutes'>,
): Finding[] {
  const { generic, product, patient, current, interactions, crossReactions, doseLimits } = state
  if (!generic) return []
  const [strength] = product?.strengths ?? []
  const born = patient?.birthDate ? ageOn(patient.birthDate, occurredAt, utcOffsetMinutes) : null
  return checkMedicine(
    {
      medicine: generic,
      dose: {
        ...{ route, perDose: dose, perDay: dailyDose(dose, timing) },
        strength: product && strength ? { amount: strength.amount, per: product.per } : null,
      },
      current,
      allergies: allergiesOf(basis, state),
      patient: { ...basis, ageYears: born?.years ?? null },
      at: occurredAt,
    },
    { interactions, crossReactions, doseLimits },
  )
}

/** Those that the workstation knew of, without what was taken back since, and those that were recorded since. */
function allergiesOf({ allergies: known }: OrderBasis, { allergies: rows }: OrderState) {
  if (known === null) return 'unavailable'
  const isBack = (id: string) => rows.some((row) => row.id === id && row.status === 'enteredInError')
  const since = rows.filter((row) => row.status === 'active' && !known.some(({ id }) => id === row.id))
  return [...known.filter(({ id }) => !isBack(id)), ...since.map(({ substance }) => ({ substance, means: null }))]
}

/** What a finding is about, where one rule can find several things. */
export const aboutOf = ({ params }: Finding): string | null => params.other ?? params.allergen ?? null

/** Findings with their reasons, as they are kept with the order. */
export function alertsOf(findings: readonly Finding[], { overrides }: Pick<OrderEntry, 'overrides'>): Alert[] {
  return findings.slice(0, 60).map((finding) => {
    const { rule, ruleId, level } = finding
    const about = aboutOf(finding)
    const given = overrides.find((each) => each.rule === rule && each.ruleId === ruleId && each.about === about)
    const reason = level === 'interrupt' && given ? { reason: given.reason, note: given.note } : null
    return { rule, ruleId, level, about, override: reason }
  })
}

const isOpen = ({ level, override }: Alert) => level === 'hardStop' || (level === 'interrupt' && override === null)
const inWords = ({ rule, about }: Alert) => {
  const words = Object.hasOwn(RULE_WORDS, rule) ? RULE_WORDS[rule as Rule] : rule
  return { rule: about ? `${words}: ${about}` : words }
}

/** Refuses what the checks stop while the prescriber waits; null: nothing stops it. */
export function checkRefusal(alerts: readonly Alert[], name: string): Decision | null {
  const stop = alerts.find(({ level }) => level === 'hardStop')
  if (stop) return refuse('ORDER_STOPPED', { name, ...inWords(stop) })
  const open = alerts.find(isOpen)
  return open ? refuse('ORDER_NEEDS_REASON', { name, ...inWords(open) }) : null
}

/** The same for an order that stands because nobody waits for the answer any more. */
export const checkFlags = (alerts: readonly Alert[], name: string): Flag[] =>
  alerts.filter(isOpen).map((alert) => flag('ORDER_CHECK_OPEN', 'clinician', { name, ...inWords(alert) }))
