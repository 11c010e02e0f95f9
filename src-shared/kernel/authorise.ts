import type { Actor, Role } from './actor.ts'
import type { Problem } from './errors.ts'
import type { AnyKind } from './kind.ts'

/** One role that somebody has at one moment; `wardId` null: on every ward. */
export interface Right {
  role: Role
  wardId: string | null
}
/** All that somebody may do at one moment. `opened`: patients whose charts are open to her with a reason. */
export interface Rights {
  roles: readonly Right[]
  opened: readonly string[]
  /** Ids of the commands that opened those charts, in the same order, where whoever asks wants to know. */
  openedBy?: readonly string[]
}
/** Who acts, with what the hospital's records say of that moment. Left out: everything that the roles allow, everywhere. */
export interface Authorised extends Actor {
  rights?: Rights
  /** Wards whose charts she opens without a reason; null or left out: of all. */
  charts?: readonly string[] | null
  /** She is the same from the first moment to before the second, epoch ms; left out: nobody knows. */
  steady?: readonly [number, number]
}

/** A row that a command writes belongs to a ward: where the patient lay before it. */
export interface Touched {
  wardId: string
  patientId: string
}

/**
 * Whether somebody may do this: with one of the roles that the command names, held on every ward that it writes to. The
 * same at both ends, and judged at the moment of the act. @returns why not; null: she may
 */
export function authorise(rights: Rights, allow: readonly Role[], touched: readonly Touched[]): Problem | null {
  const held = rights.roles.filter(({ role }) => allow.includes(role))
  if (held.length === 0) return { code: 'NOT_ALLOWED', params: {} }
  if (held.some(({ wardId }) => wardId === null)) return null
  const wards = new Set(held.map(({ wardId }) => wardId))
  const off = touched.find(({ wardId, patientId }) => !wards.has(wardId) && !rights.opened.includes(patientId))
  return off ? { code: 'NOT_ON_WARD', params: { wardId: off.wardId } } : null
}

/** The commands by which she opened the charts that she writes into by nothing but that. */
export function restsOn(rights: Rights, allow: readonly Role[], touched: readonly Touched[]): string[] {
  if (authorise({ ...rights, opened: [] }, allow, touched) === null) return []
  const patients = new Set(touched.map(({ patientId }) => patientId))
  return (rights.openedBy ?? []).filter((_, index) => patients.has(rights.opened[index] ?? ''))
}

type Row = { id: string } & Record<string, unknown>
export interface Put {
  kind: AnyKind
  row: { id: string }
}

/** The wards of what a command is about to write. `current`: the row as it is now; null: there is none. */
export function touchedBy(
  puts: readonly Put[],
  current: (kind: AnyKind, id: string) => Record<string, unknown> | null,
): Touched[] {
  const written = (kind: AnyKind, id: string) => puts.find((put) => put.kind === kind && put.row.id === id)?.row
  const before = (kind: AnyKind, id: string) => (current(kind, id) ?? written(kind, id) ?? null) as Row | null
  return puts.flatMap(({ kind, row }) => {
    // what everybody receives belongs to no ward
    if (kind.scope.type === 'fixed') return []
    const own = before(kind, row.id)
    const { scope } = kind
    const parent = scope.type === 'parent' && own ? own[scope.field] : null
    const place = scope.type === 'parent' && typeof parent === 'string' ? before(scope.kind(), parent) : own
    return typeof place?.wardId === 'string' ? [{ wardId: place.wardId, patientId: patientOf(place) }] : []
  })
}

/** What has no patient of its own is the patient's own row. */
const patientOf = ({ patientId, id }: Record<string, unknown>) => String(patientId ?? id)
