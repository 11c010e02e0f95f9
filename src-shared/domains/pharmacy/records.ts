import { z } from 'zod'
import { amountSchema } from '../../kernel/amount.ts'
import { kind } from '../../kernel/kind.ts'

const millis = z.int()
const name = (most: number) => z.string().trim().min(1).max(most)

/** ATC code of the chemical substance (level 5), for instance `J01CA04`. Source of the form: WHO Collaborating Centre. */
export const atcSchema = z
  .string()
  .regex(/^[A-Z]\d{2}[A-Z]{2}\d{2}$/, 'An ATC code is a letter, two digits, two letters, two digits: J01CA04')
/** A group of any level or a substance: `J01C`, `J01CA`, `J01CA04`. */
export const atcGroupSchema = z
  .string()
  .regex(/^[A-Z](\d{2}([A-Z]([A-Z](\d{2})?)?)?)?$/, 'This is not the beginning of an ATC code')

/** Medicines that ask for a second nurse. Source: the groups named by the hospital's rule on high-alert medicines. */
export const highAlertSchema = z.enum([
  'insulin',
  'anticoagulant',
  'opioid',
  'potassium',
  'chemotherapy',
  'neuromuscularBlocker',
])
export const routeSchema = z.enum([
  'oral',
  'sublingual',
  'buccal',
  'rectal',
  'vaginal',
  'intravenous',
  'intramuscular',
  'subcutaneous',
  'intradermal',
  'intrathecal',
  'epidural',
  'inhaled',
  'nebulised',
  'nasal',
  'ocular',
  'otic',
  'topical',
  'transdermal',
  'enteralTube',
])

export const genericFields = {
  /** International non-proprietary name, lower-case. */
  name: name(120),
  /** What an allergy can name: each substance, lower-case. */
  ingredients: z.array(name(80)).min(1).max(8),
  atc: atcSchema,
  /** Only for listed look-alike pairs: `hydrALAZINE`. */
  tallMan: name(120).nullable(),
  /** Names that are taken for this one, lower-case. */
  lookAlikes: z.array(name(120)).max(8),
  highAlert: highAlertSchema.nullable(),
  controlled: z.boolean(),
  /** A dose more than 30 minutes late harms. */
  timeCritical: z.boolean(),
  /** Asks before each dose: below this value it is held unless somebody says why not. */
  holdBelow: z
    .strictObject({ vital: z.enum(['pulse', 'systolic', 'respirationRate']), value: z.int().positive() })
    .nullable(),
  /** Written for demonstration, verified by nobody. */
  demonstration: z.boolean(),
  retired: z.boolean(),
}

/** A substance or fixed combination as it is prescribed. */
export const Generic = kind({
  name: 'pharmacy.generic',
  fields: genericFields,
  indexes: { byAtc: ['atc'], byName: ['name'] },
  scope: { type: 'fixed', scope: 'reference' },
})

export const productFields = {
  genericId: z.uuid(),
  /** Null: sold under its generic name. */
  brand: name(80).nullable(),
  /** Dose form: tablet, capsule, oral suspension, solution for injection… */
  form: name(60),
  /** What one counts and dispenses: tablet, capsule, ampoule, vial, mL, puff. The smallest unit of stock. */
  unit: name(20),
  /** Of each ingredient in `per`: 125 mg in 5 mL, 500 mg in 1 tablet. */
  strengths: z.array(z.strictObject({ ingredient: name(80), amount: amountSchema })).max(8),
  per: amountSchema,
  routes: z.array(routeSchema).min(1).max(8),
  demonstration: z.boolean(),
  retired: z.boolean(),
}

export const Product = kind({
  name: 'pharmacy.product',
  fields: productFields,
  indexes: { byGeneric: ['genericId'] },
  scope: { type: 'fixed', scope: 'reference' },
})

export const packFields = {
  productId: z.uuid(),
  /** How many of the product's unit. */
  size: z.int().min(1).max(100_000),
  /** Fourteen digits; null: no barcode of its own. */
  gtin: z
    .string()
    .regex(/^\d{14}$/, 'A GTIN has fourteen digits')
    .nullable(),
  retired: z.boolean(),
}

export const Pack = kind({
  name: 'pharmacy.pack',
  fields: packFields,
  indexes: { byProduct: ['productId'], byGtin: ['gtin'] },
  scope: { type: 'fixed', scope: 'reference' },
})

export const rulePackFields = {
  name: name(80),
  version: name(20),
  demonstration: z.boolean(),
  /** What the entries were written from. */
  source: name(400),
  /** How many it holds. */
  rules: z.int().nonnegative(),
  /** A pharmacist who answers for it; null: not for live use. */
  signedBy: z.uuid().nullable(),
  signedAt: millis.nullable(),
  retired: z.boolean(),
}

/** Interactions, cross-reactions and dose limits that belong together and are signed together. */
export const RulePack = kind({
  name: 'pharmacy.rulePack',
  fields: rulePackFields,
  indexes: { byName: ['name', 'version'], byRetired: ['retired'] },
  scope: { type: 'fixed', scope: 'reference' },
})

export const severitySchema = z.enum(['contraindicated', 'major', 'moderate', 'minor'])
export const evidenceSchema = z.enum(['established', 'probable', 'theoretical'])

export const interactionFields = {
  packId: z.uuid(),
  /** The two sides, as ATC substances or groups; `a` sorts before `b`. */
  a: atcGroupSchema,
  b: atcGroupSchema,
  severity: severitySchema,
  evidence: evidenceSchema,
  effect: name(300),
  advice: name(300),
}

export const Interaction = kind({
  name: 'pharmacy.interaction',
  fields: interactionFields,
  indexes: { byA: ['a'], byB: ['b'], byPack: ['packId'] },
  scope: { type: 'fixed', scope: 'reference' },
})

export const crossReactionFields = {
  packId: z.uuid(),
  /** Who is known to react to one of these… */
  known: atcGroupSchema,
  /** …may react to one of those. Each direction has an entry of its own. */
  suspect: atcGroupSchema,
  advice: name(300),
}

export const CrossReaction = kind({
  name: 'pharmacy.crossReaction',
  fields: crossReactionFields,
  indexes: { bySuspect: ['suspect'], byPack: ['packId'] },
  scope: { type: 'fixed', scope: 'reference' },
})

const years = z.int().min(0).max(150)
export const doseLimitFields = {
  packId: z.uuid(),
  atc: atcSchema,
  /** Null: by any route. */
  route: routeSchema.nullable(),
  /** From this age (years, completed) up to, not including, `toAge`; null: no end. */
  fromAge: years,
  toAge: years.nullable(),
  /** Renal band by eGFR (mL/min/1.73 m²), from, up to but not including; null: whatever the kidneys do. */
  renal: z.strictObject({ from: z.int().min(0), below: z.int().positive().nullable() }).nullable(),
  /** Usual highest; above it warns. */
  perDose: amountSchema.nullable(),
  perDay: amountSchema.nullable(),
  perDoseKg: amountSchema.nullable(),
  perDayKg: amountSchema.nullable(),
  perDoseM2: amountSchema.nullable(),
  /** Above it nobody may go. */
  absolutePerDose: amountSchema.nullable(),
  absolutePerDay: amountSchema.nullable(),
  advice: name(300),
}

export const DoseLimit = kind({
  name: 'pharmacy.doseLimit',
  fields: doseLimitFields,
  indexes: { byAtc: ['atc'], byPack: ['packId'] },
  scope: { type: 'fixed', scope: 'reference' },
})
