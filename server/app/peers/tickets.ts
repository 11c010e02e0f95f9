import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { join } from 'node:path'
import { kept } from '../kept-file.ts'

/** Carries the ticket between the processes of the server. */
export const TICKET_HEADER = 'x-carecode-process'

/** By what the processes of one installation know each other. */
export interface Tickets {
  /** Of a request of somebody outside that the gateway passes on. */
  via: string
  /** Of one process that asks another. A request from outside never carries it, whatever its address is made to be. */
  internal: string
}

/** One secret for an installation, `service.key`, for its own account only; every process needs the same. */
export async function openTickets(dataDir: string): Promise<Tickets> {
  const secret = (await kept(join(dataDir, 'service.key'), () => randomBytes(32).toString('base64url'))).trim()
  const ticket = (purpose: string) => createHmac('sha256', secret).update(`carecode ${purpose}`).digest('base64url')
  return { via: ticket('via'), internal: ticket('internal') }
}

export function isTicket(sent: unknown, wanted: string): boolean {
  const [a, b] = [Buffer.from(typeof sent === 'string' ? sent : ''), Buffer.from(wanted)]
  return a.length === b.length && timingSafeEqual(a, b)
}
