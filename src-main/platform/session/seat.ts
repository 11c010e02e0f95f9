import { argon2Verify } from 'hash-wasm'
import { z } from 'zod'
import { type Actor, ALL_ROLES, type Role, roleSchema } from '../../../src-shared/kernel/actor.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import type { Proof } from '../../../src-shared/kernel/proof.ts'
import type { AuditEntry } from '../audit/audit.ts'
import { successful } from '../device/enrol.ts'
import type { Network } from '../device/network.ts'
import { type PersonTokens, personTokensSchema } from './person-tokens.ts'
import type { PinTries } from './pin-tries.ts'
import { type ProofSubject, Proofs } from './proofs.ts'
import type { Shifts } from './shifts.ts'

export interface Person {
  userId: string
  username: string
  displayName: string
  roles: Role[]
}
export interface SessionView extends Person {
  locked: boolean
}

/** The staff as this workstation has received it. */
export interface StaffDirectory {
  byUsername(username: string): (Person & { active: boolean }) | null
  byId(userId: string): (Person & { active: boolean }) | null
  /** Of what a badge's code hashes to. */
  byBadge(codeHash: string): (Person & { active: boolean }) | null
  /** Argon2id string, or null where the person has no PIN. */
  pinOf(userId: string): string | null
}

/** What of the hospital's policy a seat goes by. */
export interface SeatPolicy {
  lockSeconds: number
  shiftHours: number
  offlineShift: boolean
}

export interface SeatParts {
  staff: StaffDirectory
  network: Pick<Network, 'request'>
  tokens: Pick<PersonTokens, 'keep' | 'end'>
  tries: PinTries
  shifts: Shifts
  audit: { append(entry: AuditEntry): void }
  policy(): SeatPolicy
  /** Whether the server answers: only then a password can be asked. */
  online(): boolean
  /** What a badge's code hashes to. */
  hashBadge(code: string): Promise<string>
  newId(): string
  /** Epoch ms by the corrected clock. */
  now(): number
  /** Ms since boot. */
  monotonic(): number
}

/** What somebody types to be believed. */
export type Secret = { pin: string } | { password: string }
export interface Witness {
  username: string
  pin: string
}

const signedInSchema = personTokensSchema.extend({
  userId: z.uuid(),
  displayName: z.string(),
  roles: z.array(roleSchema),
})

/** Who sits at one window (Electron) or one browser (loopback). The screen cannot say who it is: the seat knows. */
export class Seat {
  readonly #parts: SeatParts
  readonly #proofs: Proofs
  #person: Person | null = null
  #locked = false
  #touched = 0

  constructor(parts: SeatParts) {
    this.#parts = parts
    this.#proofs = new Proofs(parts.monotonic)
  }

  current(): SessionView | null {
    const person = this.#present()
    return person && { ...person, locked: this.#locked }
  }

  /** Who acts. @throws ProblemError SESSION_MISSING, also while the screen is locked */
  actor(): Actor {
    const { userId, roles } = this.#require()
    if (this.#locked) throw new ProblemError('SESSION_MISSING')
    return { userId, roles }
  }

  /** Whose seat it is, also while it is locked: what was typed belongs to this person. @throws SESSION_MISSING */
  ownerId(): string {
    return this.#require().userId
  }

  /** Somebody is there: the time until the lock begins anew. A locked screen stays locked. */
  touch(): void {
    this.#present()
    if (!this.#locked) this.#touched = this.#parts.monotonic()
  }

  /** With the password, at the server; begins the shift. @throws ProblemError SIGN_IN_WRONG, SIGN_IN_WAIT, SERVER_UNREACHABLE, … */
  async signIn(username: string, password: string): Promise<SessionView> {
    const person = await this.#byPassword(username, password)
    this.#parts.shifts.begin(person.userId)
    return this.#take(person, 'session.signIn')
  }

  /**
   * With the PIN, on this workstation alone.
   * @throws ProblemError USER_UNKNOWN, PIN_NOT_SET, PIN_WRONG, PIN_BLOCKED, PIN_WAIT, PASSWORD_DUE
   */
  async switchUser(username: string, pin: string): Promise<SessionView> {
    const person = await this.#byPin(username, pin)
    this.#requireShift(person, true)
    return this.#take(person, 'session.switchUser')
  }

  /** With the badge, within a shift that has begun. @throws ProblemError BADGE_UNKNOWN, PASSWORD_DUE */
  async scanBadge(code: string): Promise<SessionView> {
    const { staff, hashBadge } = this.#parts
    const found = staff.byBadge(await hashBadge(code))
    if (!found?.active) {
      this.#record('session.badgeUnknown', null)
      throw new ProblemError('BADGE_UNKNOWN')
    }
    const { active: _, ...person } = found
    this.#requireShift(person, false)
    return this.#take(person, 'session.badge')
  }

  /**
   * The PIN or password once more, for one command with one input. @returns what it is redeemed by
   * @param witnessRoles whom the command takes as second
   * @throws ProblemError of switchUser and signIn, WITNESS_OWN, WITNESS_ROLE
   */
  async prove(
    subject: ProofSubject,
    secret: Secret,
    witness: Witness | null,
    witnessRoles: readonly Role[] = ALL_ROLES,
  ): Promise<string> {
    const { userId } = this.actor()
    const { username } = this.#require()
    const own =
      'pin' in secret ? await this.#byPin(username, secret.pin) : await this.#byPassword(username, secret.password)
    const method = 'pin' in secret ? 'pin' : 'password'
    const second = witness && (await this.#byPin(witness.username, witness.pin))
    if (second?.userId === userId) throw new ProblemError('WITNESS_OWN')
    if (second && !second.roles.some((role) => witnessRoles.includes(role))) throw new ProblemError('WITNESS_ROLE')
    // somebody else may have taken the seat while the PIN was checked
    if (this.actor().userId !== userId || own.userId !== userId) throw new ProblemError('SESSION_MISSING')
    const at = Math.round(this.#parts.now())
    const proof: Proof = { method, at, witness: second && { userId: second.userId, method: 'pin', at } }
    const commandId = this.#parts.newId()
    this.#proofs.keep(commandId, userId, subject, proof)
    this.#record('session.prove', userId, { command: subject.name, commandId, witness: second?.userId ?? null })
    return commandId
  }

  /** @throws ProblemError REAUTH_OLD */
  redeem(commandId: string, subject: ProofSubject): { commandId: string; proof: Proof } {
    return this.#proofs.redeem(commandId, this.actor().userId, subject)
  }

  /** The next one needs a PIN or password; the screen stays as it was, and nothing can be read or saved meanwhile. */
  lock(): void {
    if (!this.#person || this.#locked) return
    this.#locked = true
    this.#proofs.clear()
    this.#record('session.lock', this.#person.userId)
  }

  /** The window was closed. */
  leave(): void {
    // the server forgets by itself, should it not be reached
    if (this.#person) void this.#parts.tokens.end(this.#person.userId).catch(() => {})
    this.#standUp()
  }

  /** For somebody else, who leaves the seat to this person again within the shift. */
  #standUp(): void {
    if (this.#person) this.#record('session.signOut', this.#person.userId)
    this.#proofs.clear()
    this.#person = null
  }

  async #byPassword(username: string, password: string): Promise<Person> {
    const name = username.trim().toLowerCase()
    const answer = await this.#parts.network.request('POST', '/v1/identity/sign-in', { username: name, password })
    const { userId, displayName, roles, ...tokens } = signedInSchema.parse(successful(answer))
    this.#parts.tokens.keep(userId, tokens)
    this.#parts.tries.forgive(userId)
    return { userId, username: name, displayName, roles }
  }

  async #byPin(username: string, pin: string): Promise<Person> {
    const { staff, tries } = this.#parts
    const found = staff.byUsername(username.trim().toLowerCase())
    if (!found?.active) throw new ProblemError('USER_UNKNOWN')
    const hash = staff.pinOf(found.userId)
    if (!hash) throw new ProblemError('PIN_NOT_SET')
    tries.take(found.userId, this.#parts.online())
    if (!(await argon2Verify({ password: pin, hash }))) {
      this.#record('session.pinWrong', found.userId)
      throw new ProblemError('PIN_WRONG')
    }
    tries.forgive(found.userId)
    const { active: _, ...person } = found
    return person
  }

  /** Once a shift the password is asked; a PIN may stand for it while there is no server to ask, where the policy says so. */
  #requireShift({ userId, username }: Person, byPin: boolean): void {
    const { shifts, policy, online } = this.#parts
    const { shiftHours, offlineShift } = policy()
    if (shifts.runs(userId, shiftHours)) return
    if (!byPin || online() || !offlineShift) throw new ProblemError('PASSWORD_DUE', { username })
    shifts.begin(userId)
    this.#record('session.shiftOffline', userId)
  }

  #take(person: Person, action: string): SessionView {
    if (this.#person && this.#person.userId !== person.userId) this.#standUp()
    this.#person = person
    this.#locked = false
    this.#touched = this.#parts.monotonic()
    this.#record(action, person.userId)
    return { ...person, locked: false }
  }

  #require(): Person {
    const person = this.#present()
    if (!person) throw new ProblemError('SESSION_MISSING')
    return person
  }

  /** Roles as the newest list of staff says; who was taken off it has no seat any more, and whose time is over is locked out. */
  #present(): Person | null {
    if (!this.#person) return null
    this.#lockWhenOver(this.#person.userId)
    const known = this.#parts.staff.byId(this.#person.userId)
    if (!known) return this.#person
    if (!known.active) {
      this.leave()
      return null
    }
    const { active: _, ...person } = known
    return person
  }

  /** The window may be hung or lie: this side counts too. */
  #lockWhenOver(userId: string): void {
    if (this.#locked) return
    const { shifts, policy, monotonic } = this.#parts
    const { lockSeconds, shiftHours } = policy()
    if (monotonic() - this.#touched >= lockSeconds * 1000 || !shifts.runs(userId, shiftHours)) this.lock()
  }

  #record(action: string, actorId: string | null, detail: Record<string, unknown> = {}): void {
    this.#parts.audit.append({ at: this.#parts.now(), actorId, action, subject: null, detail })
  }
}
