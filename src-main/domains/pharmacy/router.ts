import { z } from 'zod'
import {
  defineMedicine,
  retireMedicine,
  retireRulePack,
  signRulePack,
} from '../../../src-shared/domains/pharmacy/index.ts'
import { procedure, router, save, saveProven } from '../../app/trpc.ts'
import type { Station } from '../../platform/station.ts'
import { staffName } from '../identity/index.ts'
import { findMedicines, rulePacks } from './queries/formulary.ts'

const typed = z.strictObject({ text: z.string().max(80) })

export function pharmacyRouter(station: Station) {
  const { db } = station
  return router({
    formulary: procedure.input(typed).query(({ input }) => findMedicines(db, input.text)),
    rulePacks: procedure.query(() => rulePacks(db, (userId) => staffName(db, userId))),
    defineMedicine: save(station, defineMedicine),
    retireMedicine: save(station, retireMedicine),
    signRulePack: saveProven(station, signRulePack),
    retireRulePack: saveProven(station, retireRulePack),
  })
}
