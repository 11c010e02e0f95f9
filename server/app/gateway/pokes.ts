import { createParser } from 'eventsource-parser'
import { z } from 'zod'
import type { HubNews, PokeHub } from '../../platform/events/poke-hub.ts'
import { POKES } from '../peers/guard.ts'
import { TICKET_HEADER } from '../peers/tickets.ts'
import type { Instance } from '../split/registration.ts'
import type { Instances } from './instances.ts'

const LOOK_MS = 500
/** Its heart beats every second. */
const SILENT_MS = 5_000
const newsSchema = z.union([
  z.strictObject({ poke: z.strictObject({ service: z.string(), scope: z.string(), ver: z.int() }) }),
  z.strictObject({ disconnect: z.string() }),
])

/** Hears of every commit of every instance, and hands it to the event streams of this gateway. @returns ends it */
export function hearPokes(instances: Instances, hub: PokeHub, ticket: string): () => void {
  const heard = new Map<string, AbortController>()
  const look = () => {
    const all = instances.all()
    for (const instance of all) if (!heard.has(instance.id)) hear(instance)
    for (const [id, ended] of heard) if (!all.some((each) => each.id === id)) ended.abort()
  }
  const hear = (instance: Instance) => {
    const ended = new AbortController()
    heard.set(instance.id, ended)
    // it comes back at the next look; what was missed meanwhile, every workstation finds by its own look
    void listen(instance, ticket, ended, (news) => tell(hub, news))
      .catch(() => undefined)
      .finally(() => heard.delete(instance.id))
  }
  const timer = setInterval(look, LOOK_MS)
  return () => {
    clearInterval(timer)
    for (const ended of heard.values()) ended.abort()
  }
}

function tell(hub: PokeHub, news: HubNews): void {
  if ('poke' in news) hub.publish([news.poke])
  else hub.disconnect(news.disconnect)
}

async function listen(
  { url }: Instance,
  ticket: string,
  ended: AbortController,
  onNews: (news: HubNews) => void,
): Promise<void> {
  let silence = setTimeout(() => ended.abort(), SILENT_MS)
  const parser = createParser({
    onEvent({ data }) {
      const news = newsSchema.safeParse(JSON.parse(data))
      if (news.success) onNews(news.data)
    },
  })
  try {
    const answer = await fetch(url + POKES, {
      headers: { [TICKET_HEADER]: ticket },
      signal: ended.signal,
      redirect: 'error',
    })
    if (!answer.ok || !answer.body) return
    const decoder = new TextDecoder()
    for await (const part of answer.body) {
      clearTimeout(silence)
      silence = setTimeout(() => ended.abort(), SILENT_MS)
      parser.feed(decoder.decode(part, { stream: true }))
    }
  } finally {
    clearTimeout(silence)
  }
}
