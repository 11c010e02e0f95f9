import { z } from 'zod'
import {
  changeOrder,
  gatherOrder,
  holdOrder,
  markAdministrationInError,
  markInfusionStepInError,
  type OrderBasis,
  orderFindings,
  prescribe,
  recordAdministration,
  recordEffect,
  recordInfusionStep,
  recordWitnessedAdministration,
  recordWitnessedInfusionStep,
  resumeOrder,
  stopOrder,
} from '../../../src-shared/domains/ward/index.ts'
import type { Actor } from '../../../src-shared/kernel/actor.ts'
import type { AnyCommand } from '../../../src-shared/kernel/command.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { procedure, router, save, saveProven } from '../../app/trpc.ts'
import { languageSchema } from '../../platform/printing/language.ts'
import type { Printing } from '../../platform/printing/printing.ts'
import type { Station } from '../../platform/station.ts'
import { type ChartGate, reasonFor, staffName } from '../identity/index.ts'
import { holdsAllergies, patientFaces } from '../patients/index.ts'
import { medicineChartPaper } from './print/medicine-chart.ts'
import { orderBasis } from './queries/basis.ts'
import { admissionChart } from './queries/chart.ts'
import { medicinesOf } from './queries/medicines.ts'
import { orderEntry, prescriptionOf, prescriptionQueue } from './queries/prescriptions.ts'
import { medicationRound } from './queries/round.ts'
import { scanDrug } from './queries/scan-drug.ts'
import { patientOf } from './queries/ward-of.ts'

const byWard = z.strictObject({ wardId: z.uuid() })
const byAdmission = z.strictObject({ admissionId: z.uuid() })
const chartOn = z.strictObject({ admissionId: z.uuid(), language: languageSchema })
const supplied = z.strictObject({ admissionId: z.uuid(), departmentId: z.uuid(), days: z.int().min(1).max(90) })
const scanned = z.strictObject({ admissionId: z.uuid(), code: z.string().min(1).max(200) })
/** An order as the screen has it: what this workstation knows of the patient is added here. */
type Without<C extends AnyCommand> = Omit<z.input<C['input']>, 'basis'>
const about = z.looseObject({ admissionId: z.uuid() })
/** The command checks the rest; whose chart it is has to be known before. */
const entryOf = <Entry>() => z.custom<Entry>((entry) => about.safeParse(entry).success, 'Choose a patient on the ward')
const checked = prescribe.input
/** `orderId`: the order that it is to replace, which is no duplicate of itself; null: it is a new one. */
type Written = Without<typeof prescribe> & { orderId: string | null }

export function medicinesRouter(station: Station, now: () => number, gate: ChartGate, printing: Printing) {
  const { db } = station
  const offset = () => station.device.enrolment?.utcOffsetMinutes ?? 0
  const look = () => ({ db, now: now(), utcOffsetMinutes: offset() })
  const nameOf = (userId: string) => staffName(db, userId)
  const complete = () => holdsAllergies(station.device.scopes())

  /** Whose stay it is, once this person may open the chart. @throws ProblemError WARD_ADMISSION_UNKNOWN, BREAK_GLASS_NEEDED */
  const opened = (actor: Actor, admissionId: string) => {
    const patientId = patientOf(db, admissionId)
    if (!patientId) throw new ProblemError('WARD_ADMISSION_UNKNOWN')
    gate.require(actor, patientId)
    return patientId
  }
  const basisOf = (patientId: string): OrderBasis => orderBasis(db, patientId, complete())

  const queueLook = () => {
    const faces = (ids: readonly string[]) => patientFaces(db, ids, complete())
    return { ...look(), faces, nameOf }
  }
  /** @throws ProblemError NOT_ALLOWED */
  const pharmacists = ({ roles }: Actor) => {
    if (!roles.includes('pharmacist')) throw new ProblemError('NOT_ALLOWED', { name: 'prescriptions' })
  }

  return router({
    round: procedure.input(byWard).query(async ({ ctx, input: { wardId } }) => {
      const scopes = station.device.scopes()
      const faces = (ids: readonly string[]) => patientFaces(db, ids, holdsAllergies(scopes))
      const view = medicationRound({ ...look(), faces, scopes }, wardId)
      await station.audit.read({ actor: ctx.actor, action: 'read.board', subject: wardId, patientIds: [], wardId })
      return view
    }),
    chart: procedure.input(byAdmission).query(async ({ ctx, input: { admissionId } }) => {
      const patientId = opened(ctx.actor, admissionId)
      const view = medicinesOf(look(), admissionId, nameOf)
      const about = { patientIds: [patientId], wardId: null, reason: reasonFor(gate, ctx.actor, patientId) }
      await station.audit.read({ actor: ctx.actor, action: 'read.chart', subject: admissionId, ...about })
      return view
    }),
    printChart: procedure.input(chartOn).mutation(async ({ ctx, input: { admissionId, language } }) => {
      const patientId = opened(ctx.actor, admissionId)
      const view = medicinesOf(look(), admissionId, nameOf)
      const faces = (ids: readonly string[]) => patientFaces(db, ids, complete())
      const stay = admissionChart({ ...look(), faces, scopes: station.device.scopes() }, admissionId, nameOf)
      if (!view || !stay) throw new ProblemError('WARD_ADMISSION_UNKNOWN')
      const read = { patientIds: [patientId], wardId: null, reason: reasonFor(gate, ctx.actor, patientId) }
      await station.audit.read({ actor: ctx.actor, action: 'print.medicines', subject: admissionId, ...read })
      const allergies = faces([patientId]).get(patientId)?.allergies ?? 'unavailable'
      const { patient, bht, wardName: ward } = stay
      const about = { patient, bht, ward, allergies, utcOffsetMinutes: offset(), language }
      const paper = medicineChartPaper(view, about, await printing.measure())
      return printing.add(paper, { patientIds: [patientId], madeBy: ctx.actor.userId })
    }),
    scan: procedure.input(scanned).query(({ ctx, input: { admissionId, code } }) => {
      const patientId = opened(ctx.actor, admissionId)
      const stateOf = (genericId: string) => station.look(gatherOrder({ genericId, productId: null }, patientId, null))
      return scanDrug(look(), admissionId, code, basisOf(patientId), stateOf)
    }),
    /** What pharmacists have to look at. */
    queue: procedure.query(async ({ ctx }) => {
      pharmacists(ctx.actor)
      const lines = prescriptionQueue(queueLook())
      const patientIds = lines.map(({ patient }) => patient.patientId)
      await station.audit.read({ actor: ctx.actor, action: 'read.queue', subject: null, patientIds, wardId: null })
      return lines
    }),
    prescription: procedure.input(supplied).query(async ({ ctx, input: { admissionId, departmentId, days } }) => {
      pharmacists(ctx.actor)
      const patientId = opened(ctx.actor, admissionId)
      const deviceId = station.device.enrolment?.deviceId ?? null
      const check = ({ orderId }: { orderId: string }) => {
        const entry = checked.parse({ ...orderEntry(db, orderId), basis: basisOf(patientId) })
        const state = station.look(gatherOrder(entry, patientId, orderId))
        return orderFindings(state, entry, { occurredAt: now(), utcOffsetMinutes: offset() })
      }
      const view = prescriptionOf({ ...queueLook(), deviceId, departmentId }, admissionId, days, check)
      const about = { patientIds: [patientId], wardId: null, reason: reasonFor(gate, ctx.actor, patientId) }
      await station.audit.read({ actor: ctx.actor, action: 'read.chart', subject: admissionId, ...about })
      return view
    }),
    /** What the checks would say of an order that is still being written. */
    check: procedure.input(entryOf<Written>()).query(({ ctx, input: { orderId, ...input } }) => {
      const patientId = opened(ctx.actor, input.admissionId)
      const entry = checked.parse({ ...input, basis: basisOf(patientId) })
      const state = station.look(gatherOrder(entry, patientId, orderId))
      const findings = orderFindings(state, entry, { occurredAt: now(), utcOffsetMinutes: offset() })
      return { findings, checkedBy: state.checkedBy }
    }),
    prescribe: procedure.input(entryOf<Without<typeof prescribe>>()).mutation(({ ctx, input }) => {
      ctx.seat.touch()
      const basis = basisOf(opened(ctx.actor, input.admissionId))
      return station.execute(prescribe.name, prescribe.version, { ...input, basis }, { actor: ctx.actor })
    }),
    changeOrder: procedure
      .input(entryOf<Without<typeof changeOrder> & { admissionId: string }>())
      .mutation(({ ctx, input: { admissionId, ...entry } }) => {
        ctx.seat.touch()
        const basis = basisOf(opened(ctx.actor, admissionId))
        return station.execute(changeOrder.name, changeOrder.version, { ...entry, basis }, { actor: ctx.actor })
      }),
    holdOrder: save(station, holdOrder),
    resumeOrder: save(station, resumeOrder),
    stopOrder: save(station, stopOrder),
    recordAdministration: save(station, recordAdministration),
    recordWitnessedAdministration: saveProven(station, recordWitnessedAdministration),
    markAdministrationInError: save(station, markAdministrationInError),
    recordEffect: save(station, recordEffect),
    recordInfusionStep: save(station, recordInfusionStep),
    recordWitnessedInfusionStep: saveProven(station, recordWitnessedInfusionStep),
    markInfusionStepInError: save(station, markInfusionStepInError),
  })
}
