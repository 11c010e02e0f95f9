import { Readable } from 'node:stream'

/** What the command line asks of a running server, over its REST routes like everybody else. */
export class ServerClient {
  readonly #url: string
  #token: string | null = null

  constructor(url: string) {
    this.#url = url
  }

  async healthy(): Promise<boolean> {
    try {
      const answer = await fetch(`${this.#url}/health`, { signal: AbortSignal.timeout(2_000) })
      return answer.ok
    } catch {
      return false
    }
  }

  async signIn(username: string, password: string): Promise<void> {
    // a token that is over would be taken for that of a workstation which the server does not know
    this.#token = null
    const { token } = await this.post<{ token: string }>('/v1/identity/sign-in', { username, password })
    this.#token = token
  }

  async get<T>(path: string): Promise<T> {
    return this.#send<T>('GET', path)
  }

  async post<T>(path: string, body: unknown): Promise<T> {
    return this.#send<T>('POST', path, body)
  }

  /** A long answer, as it comes. */
  async stream(path: string): Promise<Readable> {
    const answer = await fetch(this.#url + path, {
      headers: this.#token ? { authorization: `Bearer ${this.#token}` } : {},
    })
    if (!answer.ok || !answer.body) throw new Error(`The server answered ${answer.status}: ${await answer.text()}`)
    return Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0])
  }

  async #send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(this.#url + path, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.#token ? { authorization: `Bearer ${this.#token}` } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const json = (await answer.json()) as T & { code?: string; title?: string; detail?: string }
    if (!answer.ok) throw new Error(`${json.code}: ${json.title} ${json.detail}`)
    return json
  }
}
