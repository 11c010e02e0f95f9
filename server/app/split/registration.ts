import { TICKET_HEADER } from '../peers/tickets.ts'

export interface Instance {
  /** Of this run of the process. */
  id: string
  services: string[]
  url: string
  version: string
  /** Epoch ms. */
  startedAt: number
}

const RENEW_MS = 1_000

/** Tells the gateway every second that this process is there. @returns takes it off the gateway's list */
export function register(
  gateway: string,
  instance: Instance,
  options: { ticket: string; log: (line: Record<string, unknown>) => void },
): () => Promise<void> {
  let [problem, ended] = ['', false]
  const send = async (method: 'POST' | 'DELETE'): Promise<string> => {
    try {
      const answer = await fetch(`${gateway}/internal/gateway/instances`, {
        method,
        headers: { 'content-type': 'application/json', [TICKET_HEADER]: options.ticket },
        body: JSON.stringify(instance),
        redirect: 'error',
        signal: AbortSignal.timeout(RENEW_MS),
      })
      return answer.ok ? '' : `${answer.status} ${((await answer.json()) as { code?: string }).code}`
    } catch (error) {
      return String((error as Error).cause ?? error)
    }
  }
  const renew = async () => {
    const now = await send('POST')
    // a second's problem would be a line every second
    if (now !== problem && !ended)
      options.log({ level: now ? 'warn' : 'info', gateway, registered: now === '', problem: now })
    problem = now
  }
  let running = renew()
  const timer = setInterval(() => {
    running = running.then(renew)
  }, RENEW_MS)
  return async () => {
    ended = true
    clearInterval(timer)
    await running
    await send('DELETE')
  }
}
