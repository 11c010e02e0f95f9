import { describe, expect, it } from 'vitest'
import { bht } from './sequences.ts'

describe('BHT number', () => {
  it('given the published vector 100000→Y, when printed, then it has prefix, dash and check character', () => {
    expect(bht.format(100_000)).toBe('BHT 100000-Y')
  })

  it.each(['BHT 100000-Y', 'bht100000y', '100000-y', ' 100000Y ', 'BHT 100000 - Y'])(
    'given %s, when typed, then it is 100000',
    (text) => expect(bht.parse(text)).toBe(100_000),
  )

  it.each(['BHT 100001-Y', '100000', 'BHT', '', 'PHN 100000-Y', '100000-B'])(
    'given %s, when typed, then it is refused',
    (text) => expect(bht.parse(text)).toBeNull(),
  )
})
