import { z } from 'zod'

/** By what a workstation knows the hospital's server, given at enrolment and renewed over a connection that it trusted. */
export const trustSchema = z.object({
  /** PEM of the hospital's authority. */
  ca: z.string().max(20_000),
  /** Base64 SHA-256 of public keys (SPKI, DER): the server's, and the one that it will have next. */
  pins: z
    .array(z.string().regex(/^[A-Za-z0-9+/]{43}=$/))
    .min(1)
    .max(4),
})
export type Trust = z.infer<typeof trustSchema>

const ALPHABET = '23456789ABCDEFGHJKMNPQRSTWXYZ'
const LETTERS = 16

/**
 * What is typed with the enrolment code, so that nobody can stand in for the server at the first contact: sixteen letters
 * in groups of four, ≈ 77 bits of the pin. `sha256`: the pin in hexadecimal.
 */
export function shortPin(sha256: string): string {
  let left = BigInt(`0x${sha256}`)
  let letters = ''
  for (let i = 0; i < LETTERS; i++) {
    letters += ALPHABET[Number(left % 29n)]
    left /= 29n
  }
  return letters.replace(/.{4}(?=.)/g, '$&-')
}

/** `CODE/PIN` as it was typed; the pin is null where the server has none. */
export function splitEnrolment(typed: string): { code: string; pin: string | null } {
  const [code = '', pin = ''] = typed.split('/').map((part) => part.trim())
  const letters = pin.toUpperCase().replace(/[^0-9A-Z]/g, '')
  return { code, pin: letters === '' ? null : letters.replace(/.{4}(?=.)/g, '$&-') }
}
