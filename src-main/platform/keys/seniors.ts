import { argon2id } from 'hash-wasm'
import type { Role } from '../../../src-shared/kernel/actor.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import { EXTENSION_HOURS } from '../../../src-shared/sync/cache-lease.ts'
import type { Ports } from '../ports.ts'
import type { Profile } from '../sqlite/disk.ts'
import { derive, seal, unseal } from './box.ts'
import { keyFiles, type ShareFile } from './key-files.ts'
import type { KeyRing } from './key-ring.ts'
import { joined, type Share, shareOf } from './shares.ts'

/** Who may open a ward's workstation for another day. */
const SENIOR: readonly Role[] = ['clinician', 'administrator']
const MOST = 200

export interface Credentials {
  username: string
  password: string
}

/**
 * The server's half of the key in shares, one for each senior person who has signed in here with a password: two
 * passwords give it back when the lease is over, one gives nothing. Nobody but their owners can open them.
 */
export class Seniors {
  readonly #files: Profile
  readonly #ring: KeyRing
  readonly #random: Ports['random']

  constructor(files: Profile, ring: KeyRing, random: Ports['random']) {
    this.#files = files
    this.#ring = ring
    this.#random = random
  }

  /** How many could take part in an extension. */
  get count(): number {
    return keyFiles(this.#files).shares().length
  }

  /** After a sign-in with the password. Does nothing for those who are not senior, or while there is no lease. */
  async remember(
    person: { userId: string; roles: readonly Role[] },
    { username, password }: Credentials,
  ): Promise<void> {
    const half = this.#ring.serverHalf
    if (half === null || !person.roles.some((role) => SENIOR.includes(role))) return
    const salt = this.#random.bytes(16)
    const key = await passwordKey(password, salt)
    const store = keyFiles(this.#files)
    const others = store.shares().filter(({ userId }) => userId !== person.userId)
    const x = freePlace(others)
    if (x === null) return
    const wrapped = seal(key, this.#random.bytes(12), shareOf(half, this.#slope(), x), person.userId)
    const share: ShareFile = {
      ...{ userId: person.userId, username: username.trim().toLowerCase(), x, wrapped },
      salt: Buffer.from(salt).toString('base64'),
    }
    store.writeShares([...others, share])
  }

  /** The same for all shares of a half, and told to nobody who has not opened the cache. */
  #slope = (): Buffer =>
    derive('carecode-share-slope', this.#ring.id, this.#ring.dataKey as Uint8Array, this.#ring.serverHalf as Uint8Array)

  /** Two of them, with their passwords. @returns their user ids. @throws ProblemError EXTENSION_REFUSED */
  async extend(first: Credentials, second: Credentials): Promise<[string, string]> {
    const [a, b] = [await this.#opened(first), await this.#opened(second)]
    if (!a || !b || a.userId === b.userId || !this.#ring.extend(joined(a, b), EXTENSION_HOURS))
      throw new ProblemError('EXTENSION_REFUSED')
    return [a.userId, b.userId]
  }

  async #opened({ username, password }: Credentials): Promise<(Share & { userId: string }) | null> {
    const name = username.trim().toLowerCase()
    const found = keyFiles(this.#files)
      .shares()
      .find((share) => share.username === name)
    // an unknown name takes as long as a wrong password
    const key = await passwordKey(password, Buffer.from(found?.salt ?? 'AAAAAAAAAAAAAAAAAAAAAA==', 'base64'))
    const bytes = found ? unseal(key, found.wrapped, found.userId) : null
    return found && bytes ? { userId: found.userId, x: found.x, bytes } : null
  }
}

/** Stronger than a sign-in's: whoever has the disk can try as long as they like. About 0.1 s. */
const passwordKey = (password: string, salt: Uint8Array): Promise<Uint8Array> =>
  argon2id({
    ...{ password, salt, memorySize: 65_536, iterations: 1, parallelism: 1, hashLength: 32 },
    outputType: 'binary',
  })

function freePlace(others: readonly ShareFile[]): number | null {
  const taken = new Set(others.map(({ x }) => x))
  for (let x = 1; x <= MOST; x++) if (!taken.has(x)) return x
  return null
}
