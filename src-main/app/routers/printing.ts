import { z } from 'zod'
import type { Actor } from '../../../src-shared/kernel/actor.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { type ChartGate, staffName } from '../../domains/identity/index.ts'
import { patientFaces } from '../../domains/patients/index.ts'
import { merged } from '../../platform/host/stream.ts'
import type { PrintJob } from '../../platform/printing/print-jobs.ts'
import { type PaperKind, paperKinds } from '../../platform/printing/sheet.ts'
import type { RouterDeps } from '../router.ts'
import { administrators, openProcedure, type ProblemView, problemView, procedure, router } from '../trpc.ts'

const byJob = z.strictObject({ jobId: z.uuid() })
const kind = z.enum(paperKinds)
const choice = z.strictObject({ kind, printer: z.string().trim().min(1).max(300).nullable() })

export interface PrintJobView extends Omit<PrintJob, 'patientIds' | 'reason' | 'madeBy'> {
  /** Family names of whom it speaks, where they are still held here. */
  about: string[]
  madeBy: string
  problem: ProblemView | null
}

/** What this workstation has printed, and where it prints. */
export function printingRouter({ station, printing, now }: RouterDeps, gate: ChartGate) {
  const { db } = station
  /** Who may not print a document may not print it again. @throws ProblemError NOT_ALLOWED, BREAK_GLASS_NEEDED */
  const requireAgain = (actor: Actor, jobId: string) => {
    const job = printing.jobs.list().find((each) => each.jobId === jobId)
    if (job?.kind === 'label' && !actor.roles.includes('pharmacist'))
      throw new ProblemError('NOT_ALLOWED', { name: 'labels' })
    if (job?.kind === 'wristband' || job?.kind === 'medicineChart')
      for (const patientId of job.patientIds) gate.require(actor, patientId)
  }
  const viewOf = ({ patientIds, reason, madeBy, ...job }: PrintJob): PrintJobView => {
    const faces = patientFaces(db, patientIds, false)
    return {
      ...job,
      about: patientIds.flatMap((id) => faces.get(id)?.familyName ?? []),
      madeBy: staffName(db, madeBy),
      problem: reason === null ? null : problemView({ code: reason, params: {} }),
    }
  }
  return router({
    jobs: procedure.query(async ({ ctx }) => {
      const jobs = printing.jobs.list()
      const patientIds = [...new Set(jobs.flatMap((job) => job.patientIds))]
      await station.audit.read({ actor: ctx.actor, action: 'read.prints', subject: null, patientIds, wardId: null })
      return jobs.map(viewOf)
    }),
    again: procedure.input(byJob).mutation(({ ctx, input: { jobId } }): void => {
      requireAgain(ctx.actor, jobId)
      printing.again(jobId, ctx.actor.userId)
      const about = { subject: jobId, detail: {} }
      station.audit.append({ at: now(), actorId: ctx.actor.userId, action: 'print.again', ...about })
    }),
    cancel: procedure.input(byJob).mutation(({ input: { jobId } }): void => printing.cancel(jobId)),
    seen: procedure.input(byJob).mutation(({ input: { jobId } }): void => printing.seen(jobId)),
    /** How many wait and how many failed; told at once when it changes. */
    counts: openProcedure.subscription(async function* ({ signal }) {
      const listen = (heard: (value: null) => void) => {
        const stop = printing.changes.on(heard)
        heard(null)
        return () => void stop()
      }
      for await (const _ of merged(listen, () => null, signal)) yield printing.jobs.counts()
    }),
    printers: procedure.query(async () => ({
      offered: await printing.offered(),
      chosen: paperKinds.map((each): { kind: PaperKind; printer: string | null } => ({
        kind: each,
        printer: printing.chosen(each),
      })),
    })),
    choose: administrators.input(choice).mutation(({ ctx, input }): void => {
      printing.choose(input.kind, input.printer)
      const detail = { kind: input.kind, printer: input.printer ?? '' }
      const about = { actorId: ctx.actor.userId, action: 'print.printer', subject: null, detail }
      station.audit.append({ at: now(), ...about })
    }),
  })
}
