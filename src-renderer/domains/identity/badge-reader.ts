/** No hand strikes the next key this soon; a scanner does. */
const SCANNER_GAP_MS = 40
/** One quick key may be a computer that was busy; with the fourth it is a scanner, before four digits are a PIN. */
const SURE_AT = 4
/** What a scanner sends later than this is another scan. */
const WHOLE_GAP_MS = 300
const SHORTEST = 8

export type Scanned = 'typed' | 'begins' | 'goes on' | { code: string }

/**
 * Tells a scanner from a hand, key by key. The first three characters look like a hand's; `begins` says that they were
 * none. `at`: ms of the event.
 */
export function badgeReader(): (key: string, at: number) => Scanned {
  let code = ''
  let last = Number.NEGATIVE_INFINITY
  const end = () => {
    const whole = code
    code = ''
    return whole
  }
  return (key, at) => {
    const gap = at - last
    last = at
    const scanning = code.length >= SURE_AT
    if (gap > (scanning ? WHOLE_GAP_MS : SCANNER_GAP_MS)) end()
    if (key === 'Enter' && code.length >= SURE_AT) {
      const whole = end()
      return whole.length >= SHORTEST ? { code: whole } : 'goes on'
    }
    if (key.length !== 1) return code.length >= SURE_AT ? 'goes on' : 'typed'
    code += key
    if (code.length < SURE_AT) return 'typed'
    return code.length === SURE_AT ? 'begins' : 'goes on'
  }
}
