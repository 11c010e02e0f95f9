import { z } from 'zod'
import { apply, command, put } from '../../../kernel/command.ts'
import { get } from '../../../kernel/gather.ts'
import { refuse } from '../errors.ts'
import { RulePack } from '../records.ts'

/** A pharmacist answers for a set of rules: from now on it counts in live use, and cannot be changed. */
export const signRulePack = command({
  name: 'pharmacy.signRulePack',
  version: 1,
  class: 'edit',
  allow: ['pharmacist'],
  reauth: true,
  input: z.strictObject({ packId: z.uuid() }),
  *gather({ packId }) {
    return yield* get(RulePack, packId)
  },
  decide(pack, _, { actor, occurredAt }) {
    if (!pack) return refuse('RULE_PACK_UNKNOWN')
    if (pack.retired) return refuse('RULE_PACK_RETIRED', { name: pack.name })
    if (pack.signedBy) return refuse('RULE_PACK_SIGNED', { name: pack.name })
    if (pack.rules === 0) return refuse('RULE_PACK_EMPTY', { name: pack.name })
    return apply([put(RulePack, { ...pack, signedBy: actor.userId, signedAt: occurredAt })])
  },
})
