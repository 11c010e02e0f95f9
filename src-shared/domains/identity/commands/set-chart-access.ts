import { z } from 'zod'
import { apply, command, put } from '../../../kernel/command.ts'
import { get } from '../../../kernel/gather.ts'
import { refuse } from '../errors.ts'
import { User } from '../records.ts'
import { refuseOwn } from '../rules/own-rights.ts'
import { ChartAccess } from '../terminal-records.ts'

const input = z.strictObject({
  userId: z.uuid(),
  wards: z
    .array(z.uuid())
    .max(200)
    .transform((wards) => [...new Set(wards)].sort()),
})

/** Says of which wards a person opens charts without a reason. */
export const setChartAccess = command({
  name: 'identity.setChartAccess',
  version: 1,
  class: 'online',
  allow: ['administrator'],
  input,
  *gather({ userId }) {
    // what was not read is taken for a new row
    yield* get(ChartAccess, userId)
    return yield* get(User, userId)
  },
  decide(user, { userId, wards }, { actor }) {
    const own = refuseOwn(actor, userId)
    if (own) return own
    if (!user?.active) return refuse('USER_UNKNOWN')
    return apply([put(ChartAccess, { id: userId, wards })])
  },
})
