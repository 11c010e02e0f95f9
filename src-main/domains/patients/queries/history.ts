import { z } from 'zod'
import type { HistoryView } from '../../../../src-shared/domains/patients/index.ts'
import { ProblemError } from '../../../../src-shared/kernel/errors.ts'
import { successful } from '../../../platform/device/enrol.ts'
import type { HttpAnswer } from '../../../platform/device/transport.ts'
import type { PersonTokens } from '../../../platform/session/person-tokens.ts'

const text = z.string().nullable()
const time = z.number().nullable()
const historySchema = z.object({
  encounters: z.array(
    z.object({ id: z.string(), class: z.string(), type: text, reason: text, startedAt: z.number(), endedAt: time }),
  ),
  conditions: z.array(
    z.object({ id: z.string(), display: z.string(), clinicalStatus: text, onsetAt: time, abatedAt: time }),
  ),
})

interface Asking {
  people: Pick<PersonTokens, 'request'>
  /** @throws ProblemError SERVER_UNREACHABLE */
  reach(): Promise<unknown>
  /** Sends what the server does not have yet. */
  send(): Promise<void>
}

/**
 * Earlier contacts and conditions, which stay at the server, in the name of who reads them. `isOpened`: she has opened
 * this chart with a reason. @throws ProblemError SERVER_UNREACHABLE, PASSWORD_NEEDED, BREAK_GLASS_NEEDED and the server's own
 */
export async function patientHistory(
  { people, reach, send }: Asking,
  userId: string,
  patientId: string,
  isOpened: boolean,
): Promise<HistoryView> {
  const ask = () => people.request(userId, 'GET', `/v1/patients/patients/${patientId}/history`)
  const first = await ask().catch(async (error: unknown) => {
    // a password is good for nothing where nobody can look at it
    if (error instanceof ProblemError && error.problem.code === 'PASSWORD_NEEDED') await reach()
    throw error
  })
  const isBehind = isOpened && codeOf(first) === 'BREAK_GLASS_NEEDED'
  if (isBehind) await send()
  return historySchema.parse(successful(isBehind ? await ask() : first))
}

const codeOf = ({ body }: HttpAnswer): unknown => (body as { code?: unknown } | null)?.code
