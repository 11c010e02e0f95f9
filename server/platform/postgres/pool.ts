import pg from 'pg'

export interface PoolOptions {
  /** PostgreSQL role that every connection acts as; the rights of the login itself when absent. */
  role?: string
  /** Where each new connection goes and as whom, asked anew for each: the database may have moved. */
  login?: () => pg.PoolConfig
}

const INT8 = 20
const INT8_ARRAY = 1016
const TEXT_ARRAY = 1009

/**
 * The one way to a pool: int8 arrives as a number (RangeError beyond 2^53, never a rounded one), and a connection
 * that breaks while idle is dropped instead of ending the process. The session acts as `role` from its first
 * statement on, RESET ROLE included.
 */
export function createPool(config: pg.PoolConfig, options: PoolOptions = {}): pg.Pool {
  const common = { types: { getTypeParser }, pipeline: true }
  const { login } = options
  const following = login ? { Client: clientOf(() => ({ ...login(), ...common })) } : {}
  const pool = new pg.Pool({ ...config, ...acting(config, options.role), ...common, ...following })
  // without a listener the restart of the database would end this process; the next query opens a new connection
  pool.on('error', () => undefined)
  return pool
}

const clientOf = (config: () => pg.ClientConfig) =>
  class extends pg.Client {
    // the pool hands over what it was made with
    constructor() {
      super(config())
    }
  }

function acting(config: pg.PoolConfig, role: string | undefined): pg.PoolConfig {
  if (role === undefined) return {}
  const escaped = role.replace(/[\\ ]/g, '\\$&')
  return { options: [config.options, `-c role=${escaped}`].filter(Boolean).join(' ') }
}

function getTypeParser(oid: number, format?: 'text' | 'binary') {
  if (format !== 'binary') {
    if (oid === INT8) return exactNumber
    if (oid === INT8_ARRAY) return exactNumbers
  }
  return pg.types.getTypeParser(oid, format)
}

function exactNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 ${text} does not fit a number exactly`)
  return value
}

function exactNumbers(text: string): unknown {
  return convert(pg.types.getTypeParser(TEXT_ARRAY as number, 'text')(text))
}

function convert(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(convert)
  return typeof value === 'string' ? exactNumber(value) : value
}
