import { z } from 'zod'
import { apply, command, put } from '../../../kernel/command.ts'
import { get } from '../../../kernel/gather.ts'
import { refuse } from '../errors.ts'
import {
  CrossReaction,
  crossReactionFields,
  DoseLimit,
  doseLimitFields,
  Interaction,
  interactionFields,
  RulePack,
} from '../records.ts'

const ownFields = <Shape extends z.ZodRawShape & { packId: z.ZodType }>({ packId: _, ...fields }: Shape) =>
  z.strictObject(fields as Omit<Shape, 'packId'>)
const MOST = 100

const input = z
  .strictObject({
    packId: z.uuid(),
    interactions: z.array(ownFields(interactionFields)).max(MOST, `At most ${MOST} interactions at a time`).default([]),
    crossReactions: z
      .array(ownFields(crossReactionFields))
      .max(MOST, `At most ${MOST} cross-reactions at a time`)
      .default([]),
    doseLimits: z.array(ownFields(doseLimitFields)).max(MOST, `At most ${MOST} dose limits at a time`).default([]),
  })
  .refine((entry) => entry.interactions.length + entry.crossReactions.length + entry.doseLimits.length > 0, {
    message: 'There is no rule in it',
  })

/** Adds rules to a set that nobody has signed yet. */
export const addRules = command({
  name: 'pharmacy.addRules',
  version: 1,
  class: 'edit',
  allow: ['pharmacist', 'administrator'],
  input,
  *gather({ packId }) {
    return yield* get(RulePack, packId)
  },
  decide(pack, { packId, interactions, crossReactions, doseLimits }, { id }) {
    if (!pack) return refuse('RULE_PACK_UNKNOWN')
    if (pack.retired) return refuse('RULE_PACK_RETIRED', { name: pack.name })
    if (pack.signedBy) return refuse('RULE_PACK_SIGNED', { name: pack.name })
    const added = interactions.length + crossReactions.length + doseLimits.length
    return apply([
      put(RulePack, { ...pack, rules: pack.rules + added }),
      ...interactions.map((each, n) => put(Interaction, { ...inOrder(each), id: id(`interaction:${n}`), packId })),
      ...crossReactions.map((each, n) => put(CrossReaction, { ...each, id: id(`crossReaction:${n}`), packId })),
      ...doseLimits.map((each, n) => put(DoseLimit, { ...each, id: id(`doseLimit:${n}`), packId })),
    ])
  },
})

const inOrder = <Sides extends { a: string; b: string }>(sides: Sides): Sides =>
  sides.a <= sides.b ? sides : { ...sides, a: sides.b, b: sides.a }
