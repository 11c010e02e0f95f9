import { z } from 'zod'
import { apply, command, put } from '../../../kernel/command.ts'
import { reason } from '../../../kernel/fields.ts'
import { get } from '../../../kernel/gather.ts'
import { refuse } from '../errors.ts'
import { RulePack } from '../records.ts'

/** From now on nothing is checked by this set any more; what it warned of stays with the orders. */
export const retireRulePack = command({
  name: 'pharmacy.retireRulePack',
  version: 1,
  class: 'edit',
  allow: ['pharmacist'],
  reauth: true,
  input: z.strictObject({ packId: z.uuid(), reason }),
  *gather({ packId }) {
    return yield* get(RulePack, packId)
  },
  decide(pack) {
    if (!pack) return refuse('RULE_PACK_UNKNOWN')
    return apply([put(RulePack, { ...pack, retired: true })])
  },
})
