import { Readable } from 'node:stream'
import { postSignIn } from '../clients/identity/sdk.gen.ts'
import { type Client, createClient } from '../clients/runtime/client/index.ts'

/** What the command line asks of a running server, over its REST routes like everybody else. */
export class ServerClient {
  readonly #url: string
  #token: string | null = null
  /** For the typed routes of `clients/`. */
  readonly api: Client

  constructor(url: string) {
    this.#url = url
    this.api = createClient({
      baseUrl: url,
      auth: ({ scheme }) => (scheme === 'bearer' ? (this.#token ?? undefined) : undefined),
    })
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
    const { token } = await answered(postSignIn({ client: this.api, body: { username, password } }))
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
    const json = (await answer.json()) as T & Refusal
    if (!answer.ok) throw refusal(json)
    return json
  }
}

interface Refusal {
  code?: string
  title?: string
  detail?: string
}
const refusal = ({ code, title, detail }: Refusal) => new Error(`${code}: ${title} ${detail}`)

interface Answer {
  data?: unknown
  error?: unknown
  response?: Response | undefined
}
/** What a typed route answers. @throws Error with the code and the words of its problem+json */
export async function answered<A extends Answer>(call: Promise<A>): Promise<NonNullable<A['data']>> {
  const { data, error, response } = await call
  // nobody answered at all
  if (error instanceof Error) throw error
  if (error !== undefined || !response?.ok) throw refusal((error ?? {}) as Refusal)
  return data as NonNullable<A['data']>
}
