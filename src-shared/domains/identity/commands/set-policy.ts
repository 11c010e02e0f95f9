import { apply, command, put } from '../../../kernel/command.ts'
import { get } from '../../../kernel/gather.ts'
import { policySchema } from '../rules/policy.ts'
import { Policy } from '../terminal-records.ts'

/** Says how every shared terminal of the hospital behaves; workstations have it with their next pull. */
export const setPolicy = command({
  name: 'identity.setPolicy',
  version: 1,
  class: 'online',
  allow: ['administrator'],
  input: policySchema,
  *gather(_, { facilityId }) {
    // what was not read is taken for a new row
    return yield* get(Policy, facilityId)
  },
  decide: (_, policy, { facilityId }) => apply([put(Policy, { id: facilityId, ...policy })]),
})
