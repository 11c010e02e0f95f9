import { createHash, randomBytes } from 'node:crypto'
import { argon2id, argon2Verify } from 'hash-wasm'

/**
 * Verifier of a PIN as workstations hold it. A PIN has few digits: the limit of five tries protects it at the screen, but
 * not from whoever can read the cache, which its cipher has to keep closed; it costs a terminal ≈ 50 ms at each switch of users.
 */
export const hashPin = (pin: string): Promise<string> => encode(pin)

/** OWASP Password Storage Cheat Sheet: argon2id, m = 19456 KiB, t = 2, p = 1. */
export const hashPassword = (password: string): Promise<string> => encode(password)

/** Made with less work than passwords are today: hashed anew while the password is at hand. */
export const isWeaker = (hash: string): boolean => {
  const [, m, t] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$/.exec(hash) ?? []
  return !(Number(m) >= MEMORY_KIB && Number(t) >= ITERATIONS)
}
const MEMORY_KIB = 19_456
const ITERATIONS = 2

const encode = (password: string): Promise<string> =>
  argon2id({
    password,
    salt: randomBytes(16),
    parallelism: 1,
    iterations: ITERATIONS,
    memorySize: MEMORY_KIB,
    hashLength: 32,
    outputType: 'encoded',
  })

/** No password is empty; asked about one, Argon2 would throw. */
export const verifyPassword = async (password: string, hash: string): Promise<boolean> =>
  password !== '' && argon2Verify({ password, hash })

/** 256 random bits, URL-safe. Only its hash is kept. */
export const newToken = (): string => randomBytes(32).toString('base64url')
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')

// no 0/O, 1/I/L, U/V: codes are read aloud and typed with gloves
const CODE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTWXYZ'

/** Twelve characters in groups of four, ≈ 58 bits. */
export function newEnrolmentCode(): string {
  const letters: string[] = []
  while (letters.length < 12)
    for (const byte of randomBytes(24)) {
      // 232 = 8 × 29: above it, the remainder would favour some letters
      if (byte < 232 && letters.length < 12) letters.push(CODE_ALPHABET[byte % 29] as string)
    }
  return [0, 4, 8].map((start) => letters.slice(start, start + 4).join('')).join('-')
}

export const normaliseCode = (code: string): string => code.toUpperCase().replace(/[^0-9A-Z]/g, '')
