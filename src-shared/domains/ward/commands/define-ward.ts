import { z } from 'zod'

const label = z.string().trim().min(1, 'Every bed needs a label').max(12, 'A bed label has 12 letters at most')

export const input = z
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

const unique = (names: string[]) => new Set(names).size === names.length
