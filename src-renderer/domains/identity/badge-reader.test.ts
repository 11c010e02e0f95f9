import { describe, expect, it } from 'vitest'
import { badgeReader } from './badge-reader.ts'

const feed = (text: string, gap: number, read = badgeReader()) =>
  [...text].map((key, n) => read(key === '\n' ? 'Enter' : key, 1000 + n * gap))

describe('keys at the gate', () => {
  it('given a scanner types a badge, then only three characters look like a hand’s, and Enter gives the code', () => {
    const said = feed('NB12345678AB\n', 4)
    expect(said.slice(0, 5)).toEqual(['typed', 'typed', 'typed', 'begins', 'goes on'])
    expect(said.at(-1)).toEqual({ code: 'NB12345678AB' })
  })
  it('given a hand types two letters and four digits, then nothing is a scan', () => {
    expect(new Set(feed('np4711', 45))).toEqual(new Set(['typed']))
  })
  it('given a hand on a computer that was busy for one key, then nothing is a scan', () => {
    const read = badgeReader()
    const at = [0, 60, 70, 130, 190, 200]
    expect([...'np4711'].map((key, n) => read(key, 1000 + (at[n] as number)))).not.toContain('begins')
  })
  it('given a scan that broke off, when a hand goes on, then what it types is typed', () => {
    const read = badgeReader()
    feed('NB12', 4, read)
    expect(read('k', 5000)).toBe('typed')
    expect(read('p', 5100)).toBe('typed')
  })
})
