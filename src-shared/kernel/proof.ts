import { z } from 'zod'
import type { Problem } from './errors.ts'

const byWhat = { method: z.enum(['pin', 'password']), at: z.int() }

/**
 * How somebody proved to be there for one command: it is signed and hashed with the command's id and input, so it holds
 * for no other. `at`: epoch ms by the workstation's corrected clock.
 */
export const proofSchema = z.strictObject({
  ...byWhat,
  witness: z.strictObject({ userId: z.uuid(), ...byWhat }).nullable(),
})
export type Proof = z.infer<typeof proofSchema>

/** How long a PIN counts that was typed for a command. */
export const PROOF_FRESH_MS = 2 * 60_000

interface Proven {
  proof?: Proof | undefined
  occurredAt: number
  actor: { userId: string }
}

/** What the proof of a command lacks; null: nothing, or the command asks for none. The same at both ends. */
export function proofProblem(
  command: { reauth?: true; witness?: readonly string[] },
  { proof, occurredAt, actor }: Proven,
): Problem | null {
  if (!command.reauth && !command.witness) return null
  const problem = (code: string): Problem => ({ code, params: {} })
  if (!proof) return problem('REAUTH_NEEDED')
  if (!isFresh(proof.at, occurredAt)) return problem('REAUTH_OLD')
  if (!command.witness) return null
  if (!proof.witness) return problem('WITNESS_NEEDED')
  if (!isFresh(proof.witness.at, occurredAt)) return problem('REAUTH_OLD')
  return proof.witness.userId === actor.userId ? problem('WITNESS_OWN') : null
}

const isFresh = (at: number, occurredAt: number) => Math.abs(occurredAt - at) <= PROOF_FRESH_MS
