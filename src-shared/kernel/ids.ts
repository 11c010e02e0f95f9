const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/**
 * UUID version 7 (RFC 9562 section 5.7).
 * @param nowMs  milliseconds since 1970-01-01 UTC
 * @param random 10 random bytes; the caller owns the source, so that a simulated history can repeat itself
 */
export function uuidV7(nowMs: number, random: Uint8Array): string {
  const bytes = new Uint8Array(16)
  for (let i = 5, rest = Math.floor(nowMs); i >= 0; i--, rest = Math.floor(rest / 256)) bytes[i] = rest % 256
  bytes.set(random.subarray(0, 10), 6)
  return formatUuid(bytes, 0x70)
}

/**
 * UUID version 8 of bytes that already identify something (a digest of a source record's name), so that an import
 * run twice gives the same command the same id.
 */
export function uuidOfDigest(digest: Uint8Array): string {
  return formatUuid(digest.slice(0, 16), 0x80)
}

function formatUuid(bytes: Uint8Array, version: number): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | version
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => HEX[byte])
  return [hex.slice(0, 4), hex.slice(4, 6), hex.slice(6, 8), hex.slice(8, 10), hex.slice(10, 16)]
    .map((part) => part.join(''))
    .join('-')
}

export const UUID_PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
