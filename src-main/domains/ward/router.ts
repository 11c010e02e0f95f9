import { z } from 'zod'
import {
  admit,
  cancelDischarge,
  discharge,
  markFluidInError,
  markVitalsInError,
  recordFluid,
  recordVitals,
  setIsolation,
  setObservationInterval,
  setSpo2Scale,
  transfer,
} from '../../../src-shared/domains/ward/index.ts'
import { formatDateTime } from '../../../src-shared/kernel/clinical-date.ts'
import { procedure, router, save } from '../../app/trpc.ts'
import { languageSchema } from '../../platform/printing/language.ts'
import type { Printing } from '../../platform/printing/printing.ts'
import type { Station } from '../../platform/station.ts'
import { type ChartGate, reasonFor, staffName } from '../identity/index.ts'
import { holdsAllergies, patientFaces } from '../patients/index.ts'
import { censusPaper } from './print/census.ts'
import { admissionOf, freeBeds } from './queries/beds.ts'
import { type WardLook, wardBoard } from './queries/board.ts'
import { admissionChart } from './queries/chart.ts'
import { admissionFluids } from './queries/fluids.ts'
import { patientOf } from './queries/ward-of.ts'
import { listWards } from './queries/wards.ts'

const byWard = z.strictObject({ wardId: z.uuid() })
const censusOf = z.strictObject({ wardId: z.uuid(), language: languageSchema })
const byAdmission = z.strictObject({ admissionId: z.uuid() })
const byPatient = z.strictObject({ patientId: z.uuid() })
const anyWard = z.strictObject({ wardId: z.uuid().nullish() }).optional()

export function wardRouter(station: Station, now: () => number, gate: ChartGate, printing: Printing) {
  const { db } = station
  const nameOf = (userId: string) => staffName(db, userId)
  return router({
    wards: procedure.query(() => listWards(db, station.device.scopes())),
    board: procedure.input(byWard).query(async ({ ctx, input: { wardId } }) => {
      const board = wardBoard(look(station, now()), wardId)
      await station.audit.read({ actor: ctx.actor, action: 'read.board', subject: wardId, patientIds: [], wardId })
      return board
    }),
    chart: procedure.input(byAdmission).query(async ({ ctx, input: { admissionId } }) => {
      const patientId = patientOf(db, admissionId)
      if (patientId) gate.require(ctx.actor, patientId)
      const chart = admissionChart(look(station, now()), admissionId, nameOf)
      if (chart) {
        const { wardId, patient } = chart
        const about = { patientIds: [patient.patientId], wardId }
        const reason = reasonFor(gate, ctx.actor, patient.patientId)
        await station.audit.read({ actor: ctx.actor, action: 'read.chart', subject: admissionId, ...about, reason })
      }
      return chart
    }),
    fluids: procedure.input(byAdmission).query(async ({ ctx, input: { admissionId } }) => {
      const patientId = patientOf(db, admissionId)
      if (patientId) gate.require(ctx.actor, patientId)
      const fluids = admissionFluids(look(station, now()), admissionId, nameOf)
      if (fluids) {
        const { wardId, ...view } = fluids
        const about = { patientIds: [view.patient.patientId], wardId }
        const reason = reasonFor(gate, ctx.actor, view.patient.patientId)
        await station.audit.read({ actor: ctx.actor, action: 'read.chart', subject: admissionId, ...about, reason })
        return view
      }
      return null
    }),
    admissionOf: procedure.input(byPatient).query(({ input }) => admissionOf(db, input.patientId)),
    freeBeds: procedure.input(anyWard).query(({ input }) => freeBeds(db, input?.wardId ?? null)),
    printCensus: procedure.input(censusOf).mutation(async ({ ctx, input: { wardId, language } }) => {
      const { utcOffsetMinutes, ...seen } = look(station, now())
      const board = wardBoard({ ...seen, utcOffsetMinutes }, wardId)
      const patientIds = [...board.beds.flatMap(({ occupant }) => occupant ?? []), ...board.unplaced].map(
        ({ patient }) => patient.patientId,
      )
      await station.audit.read({ actor: ctx.actor, action: 'print.census', subject: wardId, patientIds, wardId })
      const about = { at: formatDateTime(now(), utcOffsetMinutes), utcOffsetMinutes, language }
      const paper = censusPaper(board, about, await printing.measure())
      return printing.add(paper, { patientIds, madeBy: ctx.actor.userId })
    }),
    admit: save(station, admit),
    transfer: save(station, transfer),
    discharge: save(station, discharge),
    cancelDischarge: save(station, cancelDischarge),
    recordVitals: save(station, recordVitals),
    markVitalsInError: save(station, markVitalsInError),
    recordFluid: save(station, recordFluid),
    markFluidInError: save(station, markFluidInError),
    setIsolation: save(station, setIsolation),
    setSpo2Scale: save(station, setSpo2Scale),
    setObservationInterval: save(station, setObservationInterval),
  })
}

function look({ db, device }: Station, now: number): WardLook {
  const scopes = device.scopes()
  const complete = holdsAllergies(scopes)
  return {
    ...{ db, scopes, now },
    faces: (patientIds) => patientFaces(db, patientIds, complete),
    utcOffsetMinutes: device.enrolment?.utcOffsetMinutes ?? 0,
  }
}
