import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { amount } from '../../../testing/formulary.ts'
import { testId } from '../../../testing/memory-store.ts'
import { basis, orderFields } from './order-fields.ts'

const order = z.strictObject(orderFields)
const knows = { allergies: [], weightKg: 60, weighedAt: null, heightCm: null, egfr: null }
const entry = {
  ...{ genericId: testId(1), dose: amount('1', 'g'), route: 'oral', timing: { type: 'stat' }, basis: knows },
}
const override = { rule: 'interaction', ruleId: null, reason: 'other' }
const allergy = { id: testId(2), substance: 'Sulfa', means: null }
const letters = (count: number) => 'x'.repeat(count)
const many = <T>(count: number, each: T) => Array.from({ length: count }, () => each)
const takes = (schema: z.ZodType, ...values: unknown[]) => values.map((value) => schema.safeParse(value).success)
const withBasis = (change: object) => ({ ...knows, ...change })
const withOverride = (change: object) => ({ ...entry, overrides: [{ ...override, ...change }] })
const withMeans = (change: object) =>
  withBasis({ allergies: [{ ...allergy, means: { ingredients: [], groups: [], ...change } }] })

describe('what an order’s check rests on', () => {
  it.each<[string, object, object]>([
    ['a weight up to 600 kg', { weightKg: 600 }, { weightKg: 600.1 }],
    ['a weight above zero', { weightKg: 0.1 }, { weightKg: 0 }],
    ['a height up to 280 cm', { heightCm: 280 }, { heightCm: 281 }],
    ['a height above zero', { heightCm: 0.1 }, { heightCm: 0 }],
    ['kidneys that do nothing', { egfr: 0 }, { egfr: -1 }],
    ['kidneys up to 300', { egfr: 300 }, { egfr: 301 }],
    ['up to a hundred allergies', { allergies: many(100, allergy) }, { allergies: many(101, allergy) }],
    ['that the allergies are not held', { allergies: null }, { allergies: undefined }],
    [
      'an allergy of 120 letters',
      { allergies: [{ ...allergy, substance: letters(120) }] },
      { allergies: [{ ...allergy, substance: letters(121) }] },
    ],
    [
      'what is no medicine',
      { allergies: [{ ...allergy, means: 'none' }] },
      { allergies: [{ ...allergy, means: 'some' }] },
    ],
    ['nothing that it does not know', {}, { heart: 1 }],
    ['an allergy as it knows it', { allergies: [allergy] }, { allergies: [{ ...allergy, severity: 'x' }] }],
  ])('given %s, then it is taken; given a step more, it is not', (_, taken, refused) => {
    expect(takes(basis, withBasis(taken), withBasis(refused))).toEqual([true, false])
  })

  it.each(['ingredients', 'groups'])('given %s of an allergy, then up to 60 of 120 letters', (list) => {
    expect(
      takes(
        basis,
        ...[withMeans({ [list]: many(60, 'x') }), withMeans({ [list]: many(61, 'x') })],
        ...[withMeans({ [list]: [letters(120)] }), withMeans({ [list]: [letters(121)] }), withMeans({ more: [] })],
      ),
    ).toEqual([true, false, true, false, false])
  })
})

describe('what an order says', () => {
  it('given the least, then it is any product, for nothing said, from now on, without an end or reasons', () => {
    expect(order.parse(entry)).toEqual({
      ...entry,
      ...{ productId: null, indication: null, startAt: null, stopAt: null, overrides: [] },
    })
  })

  it.each<[string, object, object]>([
    ['a rule of 40 letters', { rule: letters(40) }, { rule: letters(41) }],
    ['about 120 letters', { about: letters(120) }, { about: letters(121) }],
    ['a reason of the list', { reason: 'monitored' }, { reason: 'because' }],
    ['a note of 200 letters', { note: letters(200) }, { note: letters(201) }],
    ['no note', {}, { because: 'x' }],
  ])('given a reason with %s, then it is taken; given a step more, it is not', (_, taken, refused) => {
    expect(takes(order, withOverride(taken), withOverride(refused))).toEqual([true, false])
  })

  it('given reasons, then up to sixty; what is left out is nothing', () => {
    const reasons = (count: number) => ({ ...entry, overrides: many(count, override) })
    expect(takes(order, reasons(60), reasons(61))).toEqual([true, false])
    expect(order.parse(reasons(1)).overrides).toEqual([{ ...override, about: null, note: null }])
  })

  it('given an indication, then up to 200 letters, and the message names it', () => {
    expect(takes(order, { ...entry, indication: letters(200) })).toEqual([true])
    expect(() => order.parse({ ...entry, indication: letters(201) })).toThrow('The indication')
    expect(() => order.parse(withOverride({ note: letters(201) }))).toThrow('The note')
  })
})
