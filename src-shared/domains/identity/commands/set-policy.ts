import { apply, command, put } from '../../../kernel/command.ts'
import { policySchema } from '../rules/policy.ts'
import { Policy } from '../terminal-records.ts'

/** Says how every shared terminal of the hospital behaves; workstations have it with their next pull. */
export const setPolicy = command({
  name: 'identity.setPolicy',
  version: 1,
  class: 'online',
  allow: ['administrator'],
  input: policySchema,
  // biome-ignore lint/correctness/useYield: the row is written whole
  *gather() {
    return null
  },
  decide: (_, policy, { facilityId }) => apply([put(Policy, { id: facilityId, ...policy })]),
})
