import { z } from 'zod'
import { apply, type CommandContext, command, type Put, put } from '../../../kernel/command.ts'
import { get, list } from '../../../kernel/gather.ts'
import type { RowOf } from '../../../kernel/kind.ts'
import { refuse } from '../errors.ts'
import { Bed, Room, Ward } from '../records.ts'

const unique = (names: string[]) => new Set(names).size === names.length
const label = z.string().trim().min(1, 'Every bed needs a label').max(12, 'A bed label has 12 letters at most')

const input = z
  .strictObject({
    /** Left out: a new ward. The id of a ward: its new form; beds that are not named any more are closed. */
    wardId: z.uuid().nullable().default(null),
    code: z.string().trim().min(1, 'Enter the ward code').max(12, 'The ward code has 12 letters at most'),
    name: z.string().trim().min(1, 'Enter the name of the ward').max(60, 'The name is too long (60 letters at most)'),
    specialty: z.string().trim().max(60).default(''),
    rooms: z
      .array(
        z.strictObject({
          name: z.string().trim().min(1, 'Every room needs a name').max(30, 'A room name has 30 letters at most'),
          isolation: z.boolean().default(false),
          beds: z.array(label).max(60, 'A room has 60 beds at most'),
        }),
      )
      .min(1, 'A ward needs at least one room')
      .max(60, 'A ward has 60 rooms at most'),
  })
  .refine((ward) => unique(ward.rooms.map((room) => room.name)), {
    path: ['rooms'],
    message: 'Two rooms have the same name',
  })
  .refine((ward) => unique(ward.rooms.flatMap((room) => room.beds)), {
    path: ['rooms'],
    message: 'Two beds of the ward have the same label',
  })
type Entry = z.output<typeof input>
type BedRow = RowOf<typeof Bed>

/** Defines a ward with its rooms and beds, or gives it a new form. Rooms and beds are known by their names. */
export const defineWard = command({
  name: 'ward.defineWard',
  version: 1,
  class: 'edit',
  allow: ['administrator'],
  input,
  *gather({ wardId, code }, context) {
    const id = wardId ?? context.id('ward')
    const ward = yield* get(Ward, id)
    const namesakes = yield* list(Ward, 'byCode', [code])
    const rooms = yield* list(Room, 'byWard', [id])
    const beds = yield* list(Bed, 'byWard', [id])
    return { id: ward?.id ?? id, rooms, beds, namesake: namesakes.find((each) => each.id !== id) }
  },
  decide({ id, rooms, beds, namesake }, entry, context) {
    if (namesake) return refuse('WARD_CODE_EXISTS', { code: entry.code, name: namesake.name })
    const named = new Set(entry.rooms.flatMap((room) => room.beds))
    const dropped = beds.filter((bed) => !named.has(bed.label))
    const inUse = dropped.find((bed) => bed.admissionId !== null)
    if (inUse) return refuse('WARD_BED_OCCUPIED', { bed: inUse.label })
    const ward = { id, code: entry.code, name: entry.name, specialty: entry.specialty }
    return apply(
      [
        put(Ward, ward),
        ...roomsAndBeds(entry, { wardId: id, rooms, beds }, context),
        ...dropped.map((bed) => put(Bed, { ...bed, state: 'closed' })),
      ],
      { wardId: id },
    )
  },
})

interface Present {
  wardId: string
  rooms: readonly RowOf<typeof Room>[]
  beds: readonly BedRow[]
}

function roomsAndBeds({ rooms }: Entry, present: Present, { id }: CommandContext): Put[] {
  const { wardId } = present
  let position = 0
  return rooms.flatMap(({ name, isolation, beds }) => {
    const roomId = present.rooms.find((room) => room.name === name)?.id ?? id(`room:${name}`)
    const bedPuts = beds.map((each) => {
      const existing = present.beds.find((bed) => bed.label === each)
      const bedId = existing?.id ?? id(`bed:${each}`)
      return put(Bed, { ...occupancy(existing), id: bedId, wardId, roomId, label: each, position: position++ })
    })
    return [put(Room, { id: roomId, wardId, name, isolation }), ...bedPuts]
  })
}

/** Who lies in a bed that is already there stays in it; a closed one opens again. */
const occupancy = (existing: BedRow | undefined) => ({
  state: existing?.admissionId ? ('occupied' as const) : ('available' as const),
  admissionId: existing?.admissionId ?? null,
})
