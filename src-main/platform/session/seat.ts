import { argon2Verify } from 'hash-wasm'
import { z } from 'zod'
import { type Actor, type Role, roleSchema } from '../../../src-shared/kernel/actor.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import type { AuditEntry } from '../audit/audit.ts'
import { successful } from '../device/enrol.ts'
import type { Network } from '../device/network.ts'
import type { PinTries } from './pin-tries.ts'

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
  /** Argon2id string, or null where the person has no PIN. */
  pinOf(userId: string): string | null
}

export interface SeatParts {
  staff: StaffDirectory
  network: Pick<Network, 'request'>
  tries: PinTries
  audit: { append(entry: AuditEntry): void }
  now(): number
}

const signedInSchema = z.object({ userId: z.uuid(), displayName: z.string(), roles: z.array(roleSchema) })

/** Who sits at one window (Electron) or one browser (loopback). The screen cannot say who it is: the seat knows. */
export class Seat {
  readonly #parts: SeatParts
  #person: Person | null = null
  #locked = false

  constructor(parts: SeatParts) {
    this.#parts = parts
  }

  current(): SessionView | null {
    const person = this.#present()
    return person && { ...person, locked: this.#locked }
  }

  /** Who acts. @throws ProblemError SESSION_MISSING, also while the screen is locked */
  actor(): Actor {
    if (this.#locked) throw new ProblemError('SESSION_MISSING')
    const { userId, roles } = this.#require()
    return { userId, roles }
  }

  /** Whose seat it is, also while it is locked: what was typed belongs to this person. @throws SESSION_MISSING */
  ownerId(): string {
    return this.#require().userId
  }

  /** With the password, at the server. @throws ProblemError SIGN_IN_WRONG, SIGN_IN_WAIT, SERVER_UNREACHABLE, … */
  async signIn(username: string, password: string): Promise<SessionView> {
    const name = username.trim().toLowerCase()
    const answer = await this.#parts.network.request('POST', '/v1/identity/sign-in', { username: name, password })
    const { userId, displayName, roles } = signedInSchema.parse(successful(answer))
    this.#parts.tries.forgive(userId)
    return this.#take({ userId, username: name, displayName, roles }, 'session.signIn')
  }

  /** With the PIN, on this workstation alone. @throws ProblemError USER_UNKNOWN, PIN_NOT_SET, PIN_WRONG, PIN_BLOCKED */
  async switchUser(username: string, pin: string): Promise<SessionView> {
    const { staff, tries } = this.#parts
    const found = staff.byUsername(username.trim().toLowerCase())
    if (!found?.active) throw new ProblemError('USER_UNKNOWN')
    const hash = staff.pinOf(found.userId)
    if (!hash) throw new ProblemError('PIN_NOT_SET')
    if (!tries.take(found.userId)) throw new ProblemError('PIN_BLOCKED')
    if (!(await argon2Verify({ password: pin, hash }))) {
      this.#record('session.pinWrong', found.userId)
      throw new ProblemError('PIN_WRONG')
    }
    tries.forgive(found.userId)
    const { active: _, ...person } = found
    return this.#take(person, 'session.switchUser')
  }

  /** The next one needs a PIN or password; the screen stays as it was, and nothing can be read or saved meanwhile. */
  lock(): void {
    if (!this.#person || this.#locked) return
    this.#locked = true
    this.#record('session.lock', this.#person.userId)
  }

  /** The window was closed. */
  leave(): void {
    if (this.#person) this.#record('session.signOut', this.#person.userId)
    this.#person = null
  }

  #take(person: Person, action: string): SessionView {
    if (this.#person && this.#person.userId !== person.userId) this.leave()
    this.#person = person
    this.#locked = false
    this.#record(action, person.userId)
    return { ...person, locked: false }
  }

  #require(): Person {
    const person = this.#present()
    if (!person) throw new ProblemError('SESSION_MISSING')
    return person
  }

  /** Roles as the newest list of staff says; who was taken off it has no seat any more. */
  #present(): Person | null {
    if (!this.#person) return null
    const known = this.#parts.staff.byId(this.#person.userId)
    if (!known) return this.#person
    if (!known.active) {
      this.leave()
      return null
    }
    const { active: _, ...person } = known
    return person
  }

  #record(action: string, userId: string): void {
    this.#parts.audit.append({ at: this.#parts.now(), actorId: userId, action, subject: null, detail: {} })
  }
}
