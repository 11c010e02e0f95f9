import { z } from 'zod'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { successful } from '../device/enrol.ts'
import type { Network } from '../device/network.ts'
import type { HttpAnswer } from '../device/transport.ts'

/** What the server gives a workstation for a password, and for a refresh token. */
export const personTokensSchema = z.object({
  token: z.string(),
  expiresInMs: z.number(),
  refresh: z.string().nullable(),
})
type Given = z.infer<typeof personTokensSchema>
interface Kept extends Given {
  /** Ms of the monotonic clock. */
  until: number
}

/** So much before its end a token is renewed: it has to arrive and be looked at while it is good. */
const EARLY_MS = 30_000

/**
 * What the passwords that were given here were exchanged for, for requests that the server grants to a person and not to
 * every workstation. They live in memory: a restart forgets them, and the password is asked again.
 */
export class PersonTokens {
  readonly #network: Pick<Network, 'request'>
  readonly #monotonic: () => number
  readonly #kept = new Map<string, Promise<Kept>>()

  constructor(network: Pick<Network, 'request'>, monotonic: () => number) {
    this.#network = network
    this.#monotonic = monotonic
  }

  keep(userId: string, given: Given): void {
    this.#kept.set(userId, Promise.resolve(this.#dated(given)))
  }

  /**
   * A request in this person's name. @throws ProblemError PASSWORD_NEEDED where no password was given here or it counts no
   * more, SIGN_IN_COPIED, SERVER_UNREACHABLE
   */
  async request(userId: string, method: 'GET' | 'POST', path: string, body?: unknown): Promise<HttpAnswer> {
    const held = this.#held(userId)
    const kept = await held
    const isFresh = this.#monotonic() < kept.until
    const { token } = isFresh ? kept : await this.#renewed(userId, held)
    const answer = await this.#network.request(method, path, body, token)
    if (codeOf(answer) !== 'SESSION_MISSING' || !isFresh) return answer
    // the server's time went on where this computer slept
    const renewed = await this.#renewed(userId, held)
    return this.#network.request(method, path, body, renewed.token)
  }

  /** The person has gone: the server is told, where it can be reached. */
  async end(userId: string): Promise<void> {
    const kept = this.#kept.get(userId)
    if (!kept) return
    this.#kept.delete(userId)
    const { token } = await kept
    await this.#network.request('POST', '/v1/identity/sign-out', {}, token)
  }

  /** This workstation is another one now. */
  clear(): void {
    this.#kept.clear()
  }

  #held(userId: string): Promise<Kept> {
    const held = this.#kept.get(userId)
    if (!held) throw new ProblemError('PASSWORD_NEEDED')
    return held
  }

  /** A refresh token is good once: whoever comes while it is exchanged waits for the same. */
  #renewed(userId: string, old: Promise<Kept>): Promise<Kept> {
    const held = this.#held(userId)
    if (held !== old) return held
    const renewing = this.#exchange(old).catch((error: unknown) => {
      // without an answer nobody knows whether it was used, and used twice it looks like a copy: the password is less
      // trouble, unless it has been given meanwhile
      if (this.#kept.get(userId) === renewing) this.#kept.delete(userId)
      throw isOver(error) ? new ProblemError('PASSWORD_NEEDED') : error
    })
    this.#kept.set(userId, renewing)
    return renewing
  }

  async #exchange(old: Promise<Kept>): Promise<Kept> {
    const { refresh } = await old
    const answer = await this.#network.request('POST', '/v1/identity/refresh', { refresh })
    return this.#dated(personTokensSchema.parse(successful(answer)))
  }

  #dated = (given: Given): Kept => ({ ...given, until: this.#monotonic() + given.expiresInMs - EARLY_MS })
}

const codeOf = ({ body }: HttpAnswer): string | undefined => (body as { code?: string } | null)?.code
const isOver = (error: unknown): boolean => error instanceof ProblemError && error.problem.code === 'SIGN_IN_OVER'
