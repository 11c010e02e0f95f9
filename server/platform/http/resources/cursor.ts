import { z } from 'zod'
import { ProblemError } from '../../../../src-shared/kernel/errors.ts'

const placeSchema = z.tuple([z.uuid(), z.string().max(2_000)])
const asked = (filters: Readonly<Record<string, unknown>>) => JSON.stringify(Object.entries(filters).toSorted())

/** Behind the row with this id, in a list of these filters. Whoever uses it is asked again what she may see. */
export const cursorOf = (id: string, filters: Readonly<Record<string, unknown>>): string =>
  Buffer.from(JSON.stringify([id, asked(filters)])).toString('base64url')

/** @throws ProblemError INPUT_INVALID where it is none, or one of another list */
export function placeOf(cursor: string, filters: Readonly<Record<string, unknown>>): string {
  const place = placeSchema.safeParse(parsed(cursor)).data
  if (place?.[1] !== asked(filters)) throw new ProblemError('INPUT_INVALID', { detail: 'after: is of another list' })
  return place[0]
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    return null
  }
}
