import { z } from 'zod'
import {
  defineDepartment,
  defineMedicine,
  defineSupplier,
  retireMedicine,
  retireRulePack,
  signRulePack,
} from '../../../src-shared/domains/pharmacy/index.ts'
import { procedure, router, save, saveProven } from '../../app/trpc.ts'
import type { Station } from '../../platform/station.ts'
import { staffName } from '../identity/index.ts'
import type { LabelParts } from './print/dispense-labels.ts'
import { findMedicines, medicineById, rulePacks } from './queries/formulary.ts'
import { stockRouter } from './stock-router.ts'

const byGeneric = z.strictObject({ genericId: z.uuid() })
const typed = z.strictObject({ text: z.string().max(80) })

/** `patientName`: null where the person is not known here. */
export function pharmacyRouter(
  station: Station,
  now: () => number,
  patientName: (patientId: string) => string | null,
  labels: LabelParts,
) {
  const { db } = station
  return router({
    stock: stockRouter(station, now, patientName, labels),
    formulary: procedure.input(typed).query(({ input }) => findMedicines(db, input.text)),
    medicine: procedure.input(byGeneric).query(({ input }) => medicineById(db, input.genericId)),
    rulePacks: procedure.query(() => rulePacks(db, (userId) => staffName(db, userId))),
    defineMedicine: save(station, defineMedicine),
    defineDepartment: save(station, defineDepartment),
    defineSupplier: save(station, defineSupplier),
    retireMedicine: save(station, retireMedicine),
    signRulePack: saveProven(station, signRulePack),
    retireRulePack: saveProven(station, retireRulePack),
  })
}
