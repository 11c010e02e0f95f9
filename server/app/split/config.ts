import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { ClusterError } from '../../platform/postgres/errors.ts'
import { SERVICE_NAMES } from '../services.ts'
import { isLoopback } from '../tls.ts'

export interface ServiceConfig {
  names: string[]
  dataDir: string
  port: number
  host: string
  /** Folder of certificates. */
  tls: string | undefined
  /** Where the gateway reaches this process; left out: where it listens. */
  advertise: string | undefined
  gateway: string | undefined
  /** The gateways find it by DNS: it does not tell them. */
  isDiscovered: boolean
  /** Services that are asked at an address of their own, not through the gateway. */
  urls: Readonly<Record<string, string>>
  /** Of each service that runs here. */
  databases: Readonly<Record<string, string>>
}
export interface GatewayConfig extends Pick<ServiceConfig, 'dataDir' | 'port' | 'host' | 'tls'> {
  requestsPerSecond: number
  /** SRV name of each service that is found by DNS. */
  discover: Readonly<Record<string, string>>
  /** Name server, as `10.0.0.1:53`; undefined: those of this machine. */
  dns: string | undefined
}

/** @throws ClusterError CONFIG_WRONG. The value itself stays out of it: it may hold a password. */
const wrong = (key: string, problem: string, remedy: string): never => {
  throw new ClusterError('CONFIG_WRONG', `${key}: ${problem}.`, { remedy })
}
function setting<Out>(schema: z.ZodType<Out>, key: string, value: unknown, remedy: string): Out {
  const read = schema.safeParse(value)
  return read.success ? read.data : wrong(key, read.error.issues[0]?.message ?? 'is wrong', remedy)
}

const portSchema = z.coerce
  .number('is no number')
  .int('is no whole number')
  .min(0, 'is below 0')
  .max(65_535, 'is above 65535')
const peerSchema = z
  .url({ protocol: /^https?$/, error: 'is no address that begins with http:// or https://' })
  .refine(
    (text) => text.startsWith('https:') || isLoopback(new URL(text).hostname),
    'is another machine without encryption',
  )
  .transform((text) => new URL(text).origin)
const databaseSchema = z.url({ protocol: /^postgres(ql)?$/, error: 'is not the address of a PostgreSQL database' })
const namesSchema = z
  .array(z.enum(SERVICE_NAMES, { error: ({ input }) => `there is no service ${JSON.stringify(input)}` }))
  .min(1, 'none is named')
  .refine((names) => new Set(names).size === names.length, 'one is named twice')

const OPTIONS = {
  'data-dir': { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string', default: '127.0.0.1' },
  tls: { type: 'string' },
  gateway: { type: 'string' },
  advertise: { type: 'string' },
  discovered: { type: 'boolean', default: false },
  discover: { type: 'string', multiple: true },
  dns: { type: 'string' },
  'requests-per-second': { type: 'string', default: '100' },
} as const

/** Underscores: `_https._tcp` and so on. */
const discoverSchema = z
  .templateLiteral(
    [z.enum(SERVICE_NAMES), '=', z.string().regex(/^[\w.-]+$/)],
    'is no service with the name of its SRV records',
  )
  .transform((text): [string, string] => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)])
const dnsSchema = z.string().regex(/^(\d+(\.\d+){3}|\[[\da-f:]+\])(:\d+)?$/, 'is no address of a name server')

const DISCOVER_REMEDY = 'Write it as ward=_https._tcp.ward.carecode.svc.cluster.local'
const PEER_REMEDY = 'Write it as http://127.0.0.1:7420 on this machine, or https://host:port on another'
const DATA_DIR_REMEDY =
  'Name the folder with the keys of this installation with --data-dir; every process of it needs the same keys'
const DATABASE_REMEDY = 'Write it as postgresql://user:password@host:5432/database'

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
  } catch (error) {
    return wrong(
      'command line',
      (error as Error).message,
      `Known are ${Object.keys(OPTIONS)
        .map((key) => `--${key}`)
        .join(', ')}.`,
    )
  }
}

const common = (values: ReturnType<typeof parsed>['values'], port: string) => ({
  dataDir: resolve(
    setting(z.string('is missing').min(1, 'is empty'), '--data-dir', values['data-dir'], DATA_DIR_REMEDY),
  ),
  port: setting(portSchema, '--port', values.port ?? port, 'Name a free port from 1 to 65535, or 0 for any'),
  host: values.host,
  tls: values.tls === undefined ? undefined : resolve(values.tls),
})

/** Of `npm run service -- <name>…`. @throws ClusterError CONFIG_WRONG with the key, what is wrong, and the remedy */
export function serviceConfig(args: readonly string[], env: NodeJS.ProcessEnv): ServiceConfig {
  const { values, positionals } = parsed(args)
  const names = setting(namesSchema, 'services', positionals, `Name one or more of ${SERVICE_NAMES.join(', ')}.`)
  const urls = peersOf(env)
  const gateway = values.gateway ?? env.CARECODE_GATEWAY
  const missing = SERVICE_NAMES.find((name) => !names.includes(name) && !urls[name])
  if (gateway === undefined && missing)
    wrong(
      '--gateway',
      `is missing, and nothing says where ${missing} is`,
      `Name the gateway, or set ${keyOf(missing)}_URL.`,
    )
  return {
    ...common(values, '0'),
    ...{ names, urls, databases: databasesOf(names, env) },
    gateway: gateway === undefined ? undefined : setting(peerSchema, '--gateway', gateway, PEER_REMEDY),
    isDiscovered: values.discovered,
    advertise: values.advertise && setting(peerSchema, '--advertise', values.advertise, PEER_REMEDY),
  }
}

/** Of `npm run gateway`. @throws ClusterError CONFIG_WRONG */
export function gatewayConfig(args: readonly string[]): GatewayConfig {
  const { values } = parsed(args)
  const rate = z.coerce.number('is no number').min(1, 'is below 1')
  return {
    ...common(values, '7420'),
    requestsPerSecond: setting(
      rate,
      '--requests-per-second',
      values['requests-per-second'],
      'Name at least 1; 100 is usual',
    ),
    discover: Object.fromEntries(
      (values.discover ?? []).map((each) => setting(discoverSchema, '--discover', each, DISCOVER_REMEDY)),
    ),
    dns: values.dns && setting(dnsSchema, '--dns', values.dns, 'Write it as 10.0.0.1:53'),
  }
}

const keyOf = (name: string) => name.toUpperCase()

function peersOf(env: NodeJS.ProcessEnv): Record<string, string> {
  const set = SERVICE_NAMES.map((name) => [name, `${keyOf(name)}_URL`] as const).filter(([, key]) => env[key])
  return Object.fromEntries(set.map(([name, key]) => [name, setting(peerSchema, key, env[key], PEER_REMEDY)]))
}

/** Secrets of a container come as files. */
function secretOf(key: string, env: NodeJS.ProcessEnv): string | undefined {
  const file = env[key]
  if (!file) return undefined
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    return wrong(key, (error as NodeJS.ErrnoException).code ?? 'cannot be read', 'Name a file that holds the address')
  }
}

function databasesOf(names: readonly string[], env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    names.map((name) => {
      const own = `${keyOf(name)}_DATABASE_URL`
      const key = env[own] || env[`${own}_FILE`] ? own : 'DATABASE_URL'
      const value = env[key] || secretOf(`${key}_FILE`, env)
      if (!value) wrong(key, 'is missing', `Set it, or ${own} for ${name} alone. ${DATABASE_REMEDY}`)
      return [name, setting(databaseSchema, key, value, DATABASE_REMEDY)]
    }),
  )
}
