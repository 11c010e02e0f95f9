const [QUOTE, BACKSLASH] = [0x22, 0x5c]
const OPENING = [0x5b, 0x7b]
const CLOSING = [0x5d, 0x7d]

/** Whether arrays and objects of this JSON text stand in each other deeper than `limit`; the text need not be valid. */
export function isNestedDeeper(text: string, limit: number): boolean {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at)
    if (sign === QUOTE) at = endOfString(text, at + 1)
    else if (sign === OPENING[0] || sign === OPENING[1]) {
      if (++depth > limit) return true
    } else if (sign === CLOSING[0] || sign === CLOSING[1]) depth--
  }
  return false
}

/** Place of the quotation mark that ends the string whose content begins at `from`. */
function endOfString(text: string, from: number): number {
  for (let end = text.indexOf('"', from); end >= 0; end = text.indexOf('"', end + 1)) {
    let escapes = 0
    while (text.charCodeAt(end - 1 - escapes) === BACKSLASH && end - 1 - escapes >= from) escapes++
    if (escapes % 2 === 0) return end
  }
  return text.length
}
