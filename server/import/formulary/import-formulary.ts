import { cellOf } from '../../../src-shared/audit/csv.ts'
import type { CommandSink } from '../fhir/import-bundle.ts'
import { digestId } from '../fhir/plan.ts'
import { type PlannedMedicine, planFormulary } from './plan-formulary.ts'
import type { Problem } from './problems.ts'

export interface FormularyResult {
  /** Medicines that stand now as the file says. */
  taken: number
  problems: Problem[]
}
interface Run {
  facilityId: string
  /** Of this run alone: a file that goes back to an earlier state is not taken for a repetition. */
  runId: string
  at: number
}

/**
 * Puts a file of medicines into the formulary, a medicine in a transaction of its own. Its id is made from its name, so a
 * second run finds every medicine, product and pack again.
 */
export async function importFormulary(
  bytes: Uint8Array,
  sink: CommandSink,
  { runId, at }: Omit<Run, 'facilityId'>,
): Promise<FormularyResult> {
  const { medicines, problems } = planFormulary(bytes)
  if (medicines.length === 0) return { taken: 0, problems }
  const { facilityId } = await sink.get<{ facilityId: string }>('/v1/identity/facility')
  let taken = 0
  for (const each of medicines) {
    const refusal = await send(sink, each, { facilityId, runId, at })
    if (!refusal) taken++
    else problems.push(...each.lines.map((line) => ({ line, column: '', ...refusal })))
  }
  return { taken, problems: problems.sort((one, other) => one.line - other.line) }
}

type Refusal = Pick<Problem, 'code' | 'cause' | 'remedy'>

async function send(sink: CommandSink, { medicine }: PlannedMedicine, run: Run): Promise<Refusal | null> {
  const genericId = digestId(run.facilityId, 'formulary', medicine.name)
  const command = {
    commandId: digestId(run.facilityId, 'formulary', medicine.name, run.runId),
    ...{ name: 'pharmacy.defineMedicine', version: 1, occurredAt: run.at },
    input: { ...medicine, genericId },
    ids: { generic: genericId },
  }
  try {
    await sink.post('/v1/pharmacy/commands', { commands: [command] })
    return null
  } catch (error) {
    return refusalOf(error as Error)
  }
}

/** A medicine that is refused is told with its lines; whatever else is wrong ends the import. */
function refusalOf(error: Error): Refusal {
  const [, code, cause] = /^(MEDICINE_[A-Z_]+): (.*)$/s.exec(error.message) ?? []
  if (!code || !cause) throw error
  return { code, cause, remedy: 'Compare the line with the formulary.' }
}

/** The report for a spreadsheet; what looks like a formula is text in it. */
export const reportOf = (problems: readonly Problem[]): string =>
  [
    'line,column,code,cause,remedy',
    ...problems.map(({ line, column, code, cause, remedy }) =>
      [line, column, code, cause, remedy].map(cellOf).join(','),
    ),
  ]
    .map((each) => `${each}\r\n`)
    .join('')
