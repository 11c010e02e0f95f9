/** No hand strikes the next key this soon; a scanner does. */
const SCANNER_GAP_MS = 40
/** What a scanner sends later than this is another scan. */
const WHOLE_GAP_MS = 300
const SHORTEST = 8

export type Scanned = 'typed' | 'begins' | 'goes on' | { code: string }

/**
 * Tells a scanner from a hand, key by key. The first character looks like a hand's; `begins` says that it was none.
 * `at`: ms of the event.
 */
export function badgeReader(): (key: string, at: number) => Scanned {
  let code = ''
  let last = Number.NEGATIVE_INFINITY
  let scanning = false
  return (key, at) => {
    const gap = at - last
    last = at
    if (scanning && gap > WHOLE_GAP_MS) [scanning, code] = [false, '']
    if (key === 'Enter' && scanning) {
      const whole = code
      ;[scanning, code] = [false, '']
      return whole.length >= SHORTEST ? { code: whole } : 'goes on'
    }
    if (key.length !== 1) return scanning ? 'goes on' : 'typed'
    if (scanning) {
      code += key
      return 'goes on'
    }
    const isScanner = gap < SCANNER_GAP_MS && code.length === 1
    code = isScanner ? code + key : key
    scanning = isScanner
    return isScanner ? 'begins' : 'typed'
  }
}
