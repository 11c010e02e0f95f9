import { z } from 'zod'
import {
  adjustStock,
  approveCount,
  approvePurchase,
  beginCount,
  cancelCount,
  checkRegister,
  closePurchase,
  dispense,
  dispenseWitnessed,
  draftPurchase,
  recallLot,
  receiveGoods,
  recordCount,
  returnDispensed,
  setReorderLevel,
  settleRegister,
  verifyOrders,
} from '../../../src-shared/domains/pharmacy/index.ts'
import { lotSchema } from '../../../src-shared/domains/pharmacy/stock-records.ts'
import type { DepartmentView } from '../../../src-shared/domains/pharmacy/stock-views.ts'
import type { Actor } from '../../../src-shared/kernel/actor.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { procedure, router, save, saveProven } from '../../app/trpc.ts'
import { languageSchema } from '../../platform/printing/language.ts'
import type { Station } from '../../platform/station.ts'
import { staffName } from '../identity/index.ts'
import { borrowMissing } from './borrow.ts'
import { dispenseLabels, type LabelParts } from './print/dispense-labels.ts'
import { labelPaper } from './print/label.ts'
import { openCount } from './queries/count.ts'
import { departments, suppliers } from './queries/departments.ts'
import { dispensedTo } from './queries/dispensed.ts'
import { lotEverywhere } from './queries/lot-everywhere.ts'
import { purchasesOf, reorderLevelOf, reorderList } from './queries/purchases.ts'
import { lotOf } from './queries/recall.ts'
import { controlledOf, registerOf } from './queries/register.ts'
import { scanBox } from './queries/scan-box.ts'
import { binCard, stockOf } from './queries/stock.ts'

const byDepartment = z.strictObject({ departmentId: z.uuid() })
const byProduct = z.strictObject({ departmentId: z.uuid(), productId: z.uuid() })
const byPatient = z.strictObject({ patientId: z.uuid() })
const byLot = z.strictObject({ productId: z.uuid(), lot: lotSchema })
const scanned = z.strictObject({ departmentId: z.uuid(), code: z.string().min(1).max(200) })
const labelled = z.strictObject({ dispenseId: z.uuid(), language: languageSchema })
const wanted = z.strictObject({
  lines: z.array(z.strictObject({ stockId: z.uuid(), quantity: z.int().positive() })).max(60),
})

/** Stock of the departments of this workstation. `patientName`: null where the person is not known here. */
export function stockRouter(
  station: Station,
  now: () => number,
  patientName: (patientId: string) => string | null,
  labels: LabelParts,
) {
  const { db } = station
  const nameOf = (userId: string) => staffName(db, userId)
  const look = () => ({
    ...{ db, now: now(), utcOffsetMinutes: station.device.enrolment?.utcOffsetMinutes ?? 0 },
    deviceId: station.device.enrolment?.deviceId ?? null,
  })
  /** Who may read what patients were given. @throws ProblemError NOT_ALLOWED */
  const pharmacists = ({ roles }: Actor) => {
    if (!roles.includes('pharmacist')) throw new ProblemError('NOT_ALLOWED', { name: 'stock' })
  }

  return router({
    departments: procedure.query((): DepartmentView[] => departments(db, station.device.scopes())),
    suppliers: procedure.query(() => suppliers(db)),
    list: procedure.input(byDepartment).query(({ input }) => stockOf(look(), input.departmentId)),
    product: procedure
      .input(byProduct)
      .query(({ input }) => stockOf(look(), input.departmentId, input.productId)[0] ?? null),
    binCard: procedure.input(byProduct).query(({ ctx, input }) => {
      pharmacists(ctx.actor)
      return binCard(db, input.departmentId, input.productId, nameOf)
    }),
    scan: procedure.input(scanned).query(({ input }) => scanBox(look(), input.departmentId, input.code)),
    lot: procedure.input(byLot).query(async ({ ctx, input }) => {
      pharmacists(ctx.actor)
      const view = lotOf(db, input.productId, input.lot, patientName)
      const patientIds = [...new Set(view?.given.flatMap(({ patientId }) => patientId ?? []))]
      const about = { action: 'read.recall', subject: input.productId, patientIds, wardId: null } as const
      await station.audit.read({ actor: ctx.actor, ...about })
      return view
    }),
    /** What a patient was given before, for what comes back. */
    givenTo: procedure.input(byPatient).query(async ({ ctx, input: { patientId } }) => {
      pharmacists(ctx.actor)
      const given = dispensedTo(db, patientId)
      const about = { action: 'read.dispensed', subject: patientId, patientIds: [patientId], wardId: null } as const
      await station.audit.read({ actor: ctx.actor, ...about })
      return given
    }),
    /** The same of every department, from the server. */
    lotEverywhere: procedure.input(byLot).query(async ({ ctx, input: { productId, lot } }) => {
      pharmacists(ctx.actor)
      const asking = { people: station.people, userId: ctx.actor.userId }
      const given = await lotEverywhere(asking, productId, lot, patientName)
      const patientIds = [...new Set(given.flatMap(({ patientId }) => patientId ?? []))]
      const about = { action: 'read.recall', subject: productId, patientIds, wardId: null } as const
      await station.audit.read({ actor: ctx.actor, ...about })
      return given
    }),
    /** Before a dispense is saved: what this workstation does not hold is fetched from the server, where it answers. */
    cover: procedure.input(wanted).mutation(({ ctx, input }): Promise<void> => {
      pharmacists(ctx.actor)
      return borrowMissing(station, input.lines)
    }),
    /** Labels of what was handed over in one dispense. */
    printLabels: procedure.input(labelled).mutation(async ({ ctx, input: { dispenseId, language } }) => {
      pharmacists(ctx.actor)
      const { patientId, views } = dispenseLabels(look(), labels, dispenseId, language)
      const patientIds = patientId === null ? [] : [patientId]
      const about = { action: 'print.label', subject: dispenseId, patientIds, wardId: null } as const
      await station.audit.read({ actor: ctx.actor, ...about })
      const paper = labelPaper(views, language, await labels.printing.measure())
      return labels.printing.add(paper, { patientIds, madeBy: ctx.actor.userId })
    }),
    /** Controlled medicines of a department. */
    controlled: procedure.input(byDepartment).query(({ ctx, input }) => {
      pharmacists(ctx.actor)
      return controlledOf(db, input.departmentId)
    }),
    register: procedure.input(byProduct).query(async ({ ctx, input }) => {
      pharmacists(ctx.actor)
      const { lines, patientIds } = registerOf(db, input, nameOf, patientName)
      const about = { action: 'read.dispensed', subject: input.productId, patientIds, wardId: null } as const
      await station.audit.read({ actor: ctx.actor, ...about })
      return lines
    }),
    checkRegister: saveProven(station, checkRegister),
    settleRegister: saveProven(station, settleRegister),
    purchases: procedure.input(byDepartment).query(({ input }) => purchasesOf(db, input.departmentId, now(), nameOf)),
    reorder: procedure.input(byDepartment).query(({ input }) => reorderList(db, input.departmentId, now())),
    reorderLevel: procedure
      .input(byProduct)
      .query(({ input }) => reorderLevelOf(db, input.departmentId, input.productId)),
    draftPurchase: save(station, draftPurchase),
    approvePurchase: save(station, approvePurchase),
    closePurchase: save(station, closePurchase),
    setReorderLevel: save(station, setReorderLevel),
    verify: save(station, verifyOrders),
    count: procedure
      .input(byDepartment)
      .query(({ ctx, input }) => openCount(look(), input.departmentId, ctx.actor.userId)),
    beginCount: save(station, beginCount),
    recordCount: save(station, recordCount),
    approveCount: save(station, approveCount),
    cancelCount: save(station, cancelCount),
    adjust: saveProven(station, adjustStock),
    dispense: save(station, dispense),
    dispenseWitnessed: saveProven(station, dispenseWitnessed),
    receive: save(station, receiveGoods),
    giveBack: save(station, returnDispensed),
    recall: save(station, recallLot),
  })
}
