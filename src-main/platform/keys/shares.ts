/**
 * A secret in shares of which any two give it back and one tells nothing (Shamir, over GF(256), byte by byte).
 * slope: random, as long as the secret, the same for all shares of it.
 */
export function shareOf(secret: Uint8Array, slope: Uint8Array, x: number): Uint8Array {
  return secret.map((byte, i) => byte ^ times(slope[i] ?? 0, x))
}

export interface Share {
  x: number
  bytes: Uint8Array
}

/** @throws RangeError where both are one and the same share */
export function joined(a: Share, b: Share): Uint8Array {
  if (a.x === b.x) throw new RangeError('two shares with one place')
  const per = inverse(a.x ^ b.x)
  const [ofA, ofB] = [times(b.x, per), times(a.x, per)]
  return a.bytes.map((byte, i) => times(byte, ofA) ^ times(b.bytes[i] ?? 0, ofB))
}

/** Modulo x⁸ + x⁴ + x³ + x + 1. */
function times(a: number, b: number): number {
  let product = 0
  for (let bit = 0; bit < 8; bit++) {
    if ((b >> bit) & 1) product ^= shifted(a, bit)
  }
  return product
}

function shifted(value: number, by: number): number {
  let out = value
  for (let i = 0; i < by; i++) out = (out << 1) ^ (out & 0x80 ? 0x11b : 0)
  return out
}

/** The group has 255 elements. */
function inverse(value: number): number {
  let out = 1
  for (let i = 0; i < 254; i++) out = times(out, value)
  return out
}
