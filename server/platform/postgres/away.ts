/** SQLSTATE classes of a database that is going, gone, coming or out of connections; 28000: closed while its service moves. */
const AWAY = /^(08|57P0|53300|28000)/
/** Of the system, where there is no socket to speak to. */
const NO_SOCKET = ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT']
/** A connection that ended while it was written to or read from. */
const BROKEN = ['ECONNRESET', 'EPIPE', 'ETIMEDOUT']

/**
 * full: its disk has no room. away: it cannot be asked now, and comes back by itself. Null: another error. A file that is
 * missing counts as a missing socket only where `pg` says so.
 */
export function databaseState(error: unknown): 'away' | 'full' | null {
  const { code, syscall, message } = (error ?? {}) as { code?: unknown; syscall?: unknown; message?: unknown }
  if (code === '53100') return 'full'
  if (typeof code === 'string' && AWAY.test(code)) return 'away'
  if (syscall === 'connect' && NO_SOCKET.includes(String(code))) return 'away'
  if ((syscall === 'write' || syscall === 'read') && BROKEN.includes(String(code))) return 'away'
  // pg has no code of its own for a connection that broke, in the middle of a question or before it
  return /^(Connection terminated|Client .* is not queryable$)/.test(String(message)) ? 'away' : null
}
