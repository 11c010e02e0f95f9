import { z } from 'zod'
import type { HistoryView } from '../../../../src-shared/domains/patients/index.ts'
import { successful } from '../../../platform/device/enrol.ts'
import type { Network } from '../../../platform/device/network.ts'

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

/** Earlier contacts and conditions, which stay at the server. @throws ProblemError SERVER_UNREACHABLE and the server's own */
export async function patientHistory(network: Pick<Network, 'request'>, patientId: string): Promise<HistoryView> {
  const answer = await network.request('GET', `/v1/patients/patients/${patientId}/history`)
  return historySchema.parse(successful(answer))
}
