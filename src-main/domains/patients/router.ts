import { z } from 'zod'
import {
  confirmNoAllergies,
  recordAllergy,
  register,
  retractAllergy,
  update,
} from '../../../src-shared/domains/patients/index.ts'
import { sexSchema } from '../../../src-shared/domains/patients/records.ts'
import { displayName } from '../../../src-shared/domains/patients/rules/display-name.ts'
import type { Actor } from '../../../src-shared/kernel/actor.ts'
import { formatBirthDate } from '../../../src-shared/kernel/clinical-date.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { procedure, router, save } from '../../app/trpc.ts'
import { languageSchema } from '../../platform/printing/language.ts'
import type { Printing } from '../../platform/printing/printing.ts'
import type { Station } from '../../platform/station.ts'
import { type ChartGate, reasonFor, staffName } from '../identity/index.ts'
import { numberOnPaper } from './print/on-paper.ts'
import { wristbandPaper } from './print/wristband.ts'
import { holdsAllergies } from './queries/allergies-here.ts'
import { findDuplicates } from './queries/duplicates.ts'
import { patientFaces } from './queries/faces.ts'
import { patientHistory } from './queries/history.ts'
import { patientById } from './queries/patient.ts'
import { searchPatients } from './queries/search.ts'

const bandFor = z.strictObject({ patientId: z.uuid(), language: languageSchema })
const byId = z.strictObject({ patientId: z.uuid() })
const search = z.strictObject({ text: z.string().max(120), limit: z.int().min(1).max(200).default(50) })
const optional = z.string().max(120).nullable()
/** As far as the form is filled: nothing is required, and nothing is refused that the clerk is still typing. */
const subject = z.strictObject({
  familyName: optional,
  givenName: optional,
  sex: sexSchema,
  birthDate: optional,
  nic: optional,
  phone: optional,
  locality: optional,
  birthDateEstimated: z.boolean().default(false),
  identity: z.enum(['known', 'newborn', 'unknown']).default('known'),
})

export function patientsRouter(station: Station, gate: ChartGate, printing: Printing) {
  const { db, network, people, sync } = station
  const atServer = { people, reach: () => network.request('GET', '/v1/time'), send: () => sync.syncNow() }
  const shown = async (actor: Actor, action: string, subject: string | null, patientIds: readonly string[]) => {
    const reason = subject === null ? undefined : reasonFor(gate, actor, subject)
    if (patientIds.length > 0) await station.audit.read({ actor, action, subject, patientIds, reason })
  }
  return router({
    search: procedure.input(search).query(async ({ ctx, input }) => {
      const found = searchPatients(db, input.text, input.limit)
      await shown(
        ctx.actor,
        'read.search',
        null,
        found.map(({ patientId }) => patientId),
      )
      return found
    }),
    byId: procedure.input(byId).query(async ({ ctx, input }) => {
      gate.require(ctx.actor, input.patientId)
      const patient = patientById(db, input.patientId, holdsAllergies(station.device.scopes()))
      if (patient) await shown(ctx.actor, 'read.patient', input.patientId, [input.patientId])
      return (
        patient && {
          ...patient,
          allergies: patient.allergies.map((allergy) => ({
            ...allergy,
            recordedBy: staffName(db, allergy.recordedBy),
          })),
        }
      )
    }),
    /** Name and allergy label of one person, as a search tells them: for a form that was begun with a search. */
    face: procedure.input(byId).query(async ({ ctx, input: { patientId } }) => {
      const face = patientFaces(db, [patientId], holdsAllergies(station.device.scopes())).get(patientId) ?? null
      if (face) await shown(ctx.actor, 'read.search', null, [patientId])
      return face
    }),
    duplicates: procedure.input(subject).query(async ({ ctx, input }) => {
      const found = findDuplicates(db, input)
      await shown(
        ctx.actor,
        'read.duplicates',
        null,
        found.map(({ patientId }) => patientId),
      )
      return found
    }),
    history: procedure.input(byId).query(async ({ ctx, input }) => {
      gate.require(ctx.actor, input.patientId)
      await shown(ctx.actor, 'read.history', input.patientId, [input.patientId])
      const isOpened = gate.opened(ctx.actor, input.patientId) !== null
      return patientHistory(atServer, ctx.actor.userId, input.patientId, isOpened)
    }),
    printWristband: procedure.input(bandFor).mutation(async ({ ctx, input: { patientId, language } }) => {
      gate.require(ctx.actor, patientId)
      const face = patientFaces(db, [patientId], holdsAllergies(station.device.scopes())).get(patientId)
      if (!face) throw new ProblemError('PATIENT_UNKNOWN')
      await shown(ctx.actor, 'print.wristband', patientId, [patientId])
      const view = {
        ...{ hospital: station.device.enrolment?.facilityName ?? '', name: displayName(face) },
        ...{ born: formatBirthDate(face.birthDate), sex: face.sex, allergies: face.allergies },
        ...{ phn: face.phn, phnGrouped: numberOnPaper(face.phn) },
      }
      const paper = wristbandPaper(view, language, await printing.measure())
      return printing.add(paper, { patientIds: [patientId], madeBy: ctx.actor.userId })
    }),
    register: save(station, register),
    update: save(station, update),
    recordAllergy: save(station, recordAllergy),
    confirmNoAllergies: save(station, confirmNoAllergies),
    retractAllergy: save(station, retractAllergy),
  })
}
