import { describe, expect, it } from 'vitest'
import { type Pressed, scannerKey, Wedge } from './wedge.ts'

const feed = (text: string, gap: number, wedge = new Wedge(), from = 1000): Pressed[] =>
  [...text].map((key, n) => wedge.press(key === '\n' ? 'Enter' : key === '\t' ? 'Tab' : key, from + n * gap))
const kinds = (pressed: Pressed[]) => new Set(pressed.map(({ is }) => is))

describe('keys of a scanner and of a hand', () => {
  it('given a scanner types a code, then three characters look like a hand’s, and Enter gives the scan', () => {
    const pressed = feed('NB12345678AB\n', 8)
    expect(pressed.slice(0, 5).map(({ is }) => is)).toEqual(['typed', 'typed', 'typed', 'begins', 'held'])
    expect(pressed.at(-1)).toEqual({ is: 'scan', text: 'NB12345678AB' })
  })
  it('given a scanner that ends with Tab or with nothing, then it is a scan too', () => {
    expect(feed('1000020K\t', 8).at(-1)).toEqual({ is: 'scan', text: '1000020K' })
    const wedge = new Wedge()
    feed('1000020K', 8, wedge)
    expect(wedge.holding).toBe(true)
    expect(wedge.rest()).toEqual({ is: 'scan', text: '1000020K' })
  })
  it('given 29 ms a key, then it is a scanner; given 30 ms, then a hand', () => {
    expect(kinds(feed('1000020K\n', 29))).toContain('scan')
    expect(kinds(feed('1000020K\n', 30))).toEqual(new Set(['typed']))
  })
  it('given six characters, then it is a scan; given five, then they are given back', () => {
    expect(feed('123456\n', 8).at(-1)).toEqual({ is: 'scan', text: '123456' })
    expect(feed('12345\n', 8).at(-1)).toEqual({ is: 'short', text: '12345' })
  })
  it('given a hand types two letters and four digits, then nothing is a scan', () => {
    expect(kinds(feed('np4711', 45))).toEqual(new Set(['typed']))
  })
  it('given a hand whose two fingers fall at once, then nothing is a scan', () => {
    const wedge = new Wedge()
    const at = [0, 60, 70, 130, 190, 200]
    expect(kinds([...'np4711'].map((key, n) => wedge.press(key, 1000 + (at[n] as number))))).toEqual(new Set(['typed']))
  })
  it('given a scan that is held up in its middle by a busy computer, then it stays one scan', () => {
    const wedge = new Wedge()
    feed('1000', 8, wedge)
    expect(feed('020K\n', 8, wedge, 1200).at(-1)).toEqual({ is: 'scan', text: '1000020K' })
  })
  it('given a scan has ended, when a hand goes on, then what it types is typed', () => {
    const wedge = new Wedge()
    feed('1000020K\n', 8, wedge)
    expect(kinds(feed('kp', 100, wedge, 1100))).toEqual(new Set(['typed']))
  })
})

describe('the character of a key', () => {
  const press = (key: string, code: string, more = {}) =>
    scannerKey({ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more })
  it('given a layout that is not Latin, then the place of the key tells the letter', () => {
    expect(press('න', 'KeyK', { shiftKey: true })).toBe('K')
    expect(press('න', 'KeyK')).toBe('k')
    expect(press('௧', 'Digit1')).toBe('1')
    expect(press('ஃ', 'Minus')).toBe('-')
  })
  it('given the control key that stands for GS1’s separator, then that is the character', () => {
    expect(press(']', 'BracketRight', { ctrlKey: true })).toBe('\u001d')
  })
  it('given a chord, an arrow or Escape, then no scanner pressed it', () => {
    expect(press('l', 'KeyL', { ctrlKey: true })).toBeNull()
    expect(press('ArrowDown', 'ArrowDown')).toBeNull()
    expect(press('Escape', 'Escape')).toBeNull()
  })
})
