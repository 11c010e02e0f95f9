import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** Who may use the loopback host: whoever brought the token of the printed address once; afterwards by cookie. */
export class BrowserSessions<Session> {
  readonly #sessions = new Map<string, Session>()
  readonly #open: () => Session
  #token = secret()

  constructor(open: () => Session) {
    this.#open = open
  }

  /** For the next browser; another one as soon as it was used. */
  get token(): string {
    return this.#token
  }

  /** Takes the token for the secret of a new session, or gives null where it is wrong or used. */
  exchange(token: string): string | null {
    if (!timingSafeEqual(digest(token), digest(this.#token))) return null
    this.#token = secret()
    const id = secret()
    this.#sessions.set(id, this.#open())
    return id
  }

  find(id: string | undefined): Session | null {
    return (id !== undefined && this.#sessions.get(id)) || null
  }

  all(): Session[] {
    return [...this.#sessions.values()]
  }
}

const secret = () => randomBytes(32).toString('base64url')
const digest = (text: string) => createHash('sha256').update(text).digest()
