import { z } from 'zod'
import { apply, command, put } from '../../../kernel/command.ts'
import { list } from '../../../kernel/gather.ts'
import { refuse } from '../errors.ts'
import { RulePack, rulePackFields } from '../records.ts'

const input = z.strictObject({
  name: rulePackFields.name,
  version: rulePackFields.version,
  /** What the entries were written from: a document that was opened. */
  source: rulePackFields.source,
  demonstration: z.boolean().default(false),
})

/** Begins a set of interactions, cross-reactions and dose limits. Nothing of it counts in live use before it is signed. */
export const defineRulePack = command({
  name: 'pharmacy.defineRulePack',
  version: 1,
  class: 'edit',
  allow: ['pharmacist', 'administrator'],
  input,
  *gather({ name, version }) {
    return yield* list(RulePack, 'byName', [name, version])
  },
  decide([same], entry, { id }) {
    if (same) return refuse('RULE_PACK_EXISTS', { name: entry.name, version: entry.version })
    const packId = id('pack')
    return apply([put(RulePack, { ...entry, id: packId, rules: 0, signedBy: null, signedAt: null, retired: false })], {
      packId,
    })
  },
})
