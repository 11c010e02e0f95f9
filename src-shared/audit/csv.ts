import type { AuditEvent } from './read-file.ts'

const COLUMNS = [
  'at',
  'receivedAt',
  'actor',
  'behalf',
  'action',
  'subject',
  'patients',
  'ward',
  'reason',
  'status',
  'of',
  'device',
  'chain',
  'seq',
] as const

export const CSV_HEAD = COLUMNS.join(',')

/** One entry as a line of RFC 4180. Times are ISO 8601 in UTC. */
export function csvOf(event: AuditEvent): string {
  const { at, receivedAt, patients, reason } = event
  const cells: Record<(typeof COLUMNS)[number], string | number | null> = {
    ...event,
    at: at === null ? null : new Date(at).toISOString(),
    receivedAt: receivedAt === null ? null : new Date(receivedAt).toISOString(),
    patients: patients.join(' '),
    reason: reason === null ? null : reason.by === 'breakGlass' ? `breakGlass:${reason.code}` : reason.by,
  }
  return COLUMNS.map((name) => cellOf(cells[name])).join(',')
}

/** What a spreadsheet would take for a formula. */
const FORMULA = /^\W*[=+\-@|]|^[\t\r]/

/** A cell that begins like a formula is given as text: a forged entry must not run on the desk of who reads it. */
export function cellOf(value: string | number | null): string {
  const text = value === null ? '' : String(value)
  const harmless = typeof value === 'string' && FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) || harmless !== text ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
