import { canonicalJson } from '../../../src-shared/kernel/canonical.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { PROOF_FRESH_MS, type Proof } from '../../../src-shared/kernel/proof.ts'

/** What a PIN was typed for: one command with one input. */
export interface ProofSubject {
  name: string
  version: number
  input: unknown
}
interface Kept {
  userId: string
  subject: string
  proof: Proof
  /** Ms of the monotonic clock. */
  until: number
}

/** PINs typed again, each for one command that is named then. They live in memory: a restart forgets them. */
export class Proofs {
  readonly #kept = new Map<string, Kept>()
  readonly #monotonic: () => number
  constructor(monotonic: () => number) {
    this.#monotonic = monotonic
  }

  /** `commandId`: what the command will be called, and what the screen redeems. */
  keep(commandId: string, userId: string, subject: ProofSubject, proof: Proof): void {
    const until = this.#monotonic() + PROOF_FRESH_MS
    this.#kept.set(commandId, { userId, subject: canonicalJson(subject), proof, until })
  }

  /** Good once, for this person and this command alone. @throws ProblemError REAUTH_OLD */
  redeem(commandId: string, userId: string, subject: ProofSubject): { commandId: string; proof: Proof } {
    const kept = this.#kept.get(commandId)
    this.#kept.delete(commandId)
    const isGood = kept?.userId === userId && kept.subject === canonicalJson(subject) && this.#monotonic() <= kept.until
    if (!kept || !isGood) throw new ProblemError('REAUTH_OLD')
    return { commandId, proof: kept.proof }
  }

  clear(): void {
    this.#kept.clear()
  }
}
