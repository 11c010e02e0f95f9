import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jaroWinkler } from './jaro-winkler.ts'

describe('Jaro-Winkler', () => {
  it.each([
    ['MARTHA', 'MARHTA', 0.961],
    ['DIXON', 'DICKSONX', 0.813],
    ['DWAYNE', 'DUANE', 0.84],
    ['JELLYFISH', 'SMELLYFISH', 0.896],
    ['PERERA', 'PERERA', 1],
    ['ABC', 'XYZ', 0],
    ['A', 'A', 1],
    ['', 'PERERA', 0],
    ['', '', 0],
  ])('given %j and %j, when compared, then the published value %d', (a, b, expected) => {
    expect(jaroWinkler(a, b)).toBeCloseTo(expected, 3)
  })

  it('given any two texts, when compared both ways round, then the same between 0 and 1', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        const likeness = jaroWinkler(a, b)
        expect(likeness).toBeGreaterThanOrEqual(0)
        expect(likeness).toBeLessThanOrEqual(1)
        if (a !== '') expect(jaroWinkler(a, a)).toBe(1)
      }),
    )
  })
})
