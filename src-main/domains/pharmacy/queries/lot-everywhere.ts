import { z } from 'zod'
import type { RecallLineView } from '../../../../src-shared/domains/pharmacy/stock-views.ts'
import { successful } from '../../../platform/device/enrol.ts'
import type { PersonTokens } from '../../../platform/session/person-tokens.ts'

const answerSchema = z.object({
  given: z.array(
    z.object({
      ...{ lineId: z.string(), at: z.number(), department: z.string(), patientId: z.string().nullable() },
      ...{ quantity: z.number(), returned: z.number() },
    }),
  ),
})

interface Asking {
  people: Pick<PersonTokens, 'request'>
  userId: string
}

/**
 * Who was given a lot at any department of the hospital, as the server knows it. `patientName`: null where the person is not
 * known here. @throws ProblemError SERVER_UNREACHABLE, PASSWORD_NEEDED, NOT_ALLOWED
 */
export async function lotEverywhere(
  { people, userId }: Asking,
  productId: string,
  lot: string,
  patientName: (patientId: string) => string | null,
): Promise<RecallLineView[]> {
  const path = `/v1/pharmacy/products/${productId}/lots/${encodeURIComponent(lot)}/given`
  const { given } = answerSchema.parse(successful(await people.request(userId, 'GET', path)))
  return given.map((line) => ({ ...line, patient: line.patientId === null ? null : patientName(line.patientId) }))
}
