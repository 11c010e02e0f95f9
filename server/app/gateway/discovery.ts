import { createHash } from 'node:crypto'
import type { Resolver } from 'node:dns/promises'
import { isLoopback } from '../tls.ts'
import type { Instances } from './instances.ts'

const LOOK_MS = 1_000
/** A name server that is away must not take the hospital along. */
const KEPT_MS = 60_000
/** The name server has answered: there is none. */
const NONE = ['ENOTFOUND', 'ENODATA']

interface Options {
  /** SRV name of each service that is found by DNS. */
  names: Readonly<Record<string, string>>
  resolver: Pick<Resolver, 'resolveSrv'>
  now(): number
  log(line: Record<string, unknown>): void
}
interface Found {
  urls: string[]
  at: number
  problem: string
}

/** Keeps the instances of services as DNS names them; asks every second. @returns ends it */
export function discover(instances: Instances, options: Options): () => void {
  const { names, now } = options
  if (Object.keys(names).length === 0) return () => undefined
  const found = new Map<string, Found>()
  const seen = new Map<string, number>()
  let isEnded = false
  const look = async () => {
    await Promise.all(Object.keys(names).map((service) => ask(service, options, found)))
    if (isEnded) return
    const fresh = [...found].filter(([, { at }]) => at > now() - KEPT_MS)
    const urls = [...new Set(fresh.flatMap(([, answer]) => answer.urls))]
    for (const url of seen.keys()) if (!urls.includes(url)) seen.delete(url)
    for (const url of urls) if (!seen.has(url)) seen.set(url, now())
    instances.discovered(
      urls.map((url) => ({
        // the same for every gateway: a caller is sent to the same instance by each of them
        id: createHash('sha256').update(url).digest('hex'),
        services: fresh.filter(([, answer]) => answer.urls.includes(url)).map(([service]) => service),
        ...{ url, version: '', startedAt: seen.get(url) ?? now() },
      })),
    )
  }
  let running = look()
  const timer = setInterval(() => {
    running = running.then(look)
  }, LOOK_MS)
  return () => {
    isEnded = true
    clearInterval(timer)
  }
}

async function ask(service: string, { names, resolver, now, log }: Options, found: Map<string, Found>): Promise<void> {
  const before = found.get(service)
  const answer = await resolver.resolveSrv(names[service] ?? '').then(
    (records) => ({ urls: records.map(({ name, port }) => urlOf(name, port)), problem: '' }),
    (error: NodeJS.ErrnoException) =>
      NONE.includes(error.code ?? '') ? { urls: [], problem: '' } : { urls: null, problem: String(error.code) },
  )
  // a second's problem would be a line every second
  if (answer.problem !== (before?.problem ?? ''))
    log({ level: answer.problem ? 'warn' : 'info', discovery: service, problem: answer.problem })
  const kept = { urls: before?.urls ?? [], at: before?.at ?? 0 }
  found.set(service, { ...(answer.urls ? { urls: answer.urls, at: now() } : kept), problem: answer.problem })
}

/** Another machine is reached encrypted, or not at all. */
const urlOf = (name: string, port: number) => `${isLoopback(name) ? 'http' : 'https'}://${name}:${port}`
