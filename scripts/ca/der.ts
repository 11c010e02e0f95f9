/** The few pieces of DER (ITU-T X.690) that a certificate is made of. */
export type Der = Buffer

function tagged(tag: number, ...parts: readonly Uint8Array[]): Der {
  const body = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag]), lengthOf(body.length), body])
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length])
  const hex = length.toString(16)
  const bytes = Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex')
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes])
}

export const sequence = (...parts: readonly Uint8Array[]): Der => tagged(0x30, ...parts)
export const set = (...parts: readonly Uint8Array[]): Der => tagged(0x31, ...parts)
export const utf8 = (text: string): Der => tagged(0x0c, Buffer.from(text, 'utf8'))
export const octets = (bytes: Uint8Array): Der => tagged(0x04, bytes)
export const yes: Der = tagged(0x01, Buffer.from([0xff]))
/** `unused`: how many of the last byte's low bits are none. */
export const bits = (bytes: Uint8Array, unused = 0): Der => tagged(0x03, Buffer.from([unused]), bytes)
/** Of big-endian bytes; a leading 1 would read as a negative number. */
export const integer = (bytes: Uint8Array): Der =>
  tagged(0x02, (bytes[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes)
/** Explicit context tag, as in `[3] { … }`. */
export const explicit = (number: number, part: Uint8Array): Der => tagged(0xa0 | number, part)
/** Implicit context tag of a primitive value. */
export const implicit = (number: number, bytes: Uint8Array): Der => tagged(0x80 | number, bytes)

/** UTCTime until 2049, GeneralizedTime after it (RFC 5280, 4.1.2.5). */
export function time(at: Date): Der {
  const digits = at.toISOString().replace(/\.\d+|[-:T]/g, '')
  return at.getUTCFullYear() < 2050 ? tagged(0x17, Buffer.from(digits.slice(2))) : tagged(0x18, Buffer.from(digits))
}

/** As in `2.5.29.17`. */
export function oid(dotted: string): Der {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return tagged(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]))
}

function base128(value: number): number[] {
  const bytes = [value & 0x7f]
  for (let left = value >>> 7; left > 0; left >>>= 7) bytes.unshift(0x80 | (left & 0x7f))
  return bytes
}
