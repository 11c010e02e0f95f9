import type { Ports } from '../ports.ts'
import type { Profile } from '../sqlite/disk.ts'
import { derive, seal, unseal } from './box.ts'

/** What binds a secret to this computer and its account: the system's keychain, or a file where there is none. */
export interface KeySafe {
  /** file: whoever can read the files of this account has it; told in docs/operate.md. */
  readonly kind: 'system' | 'file'
  wrap(secret: Uint8Array): string
  /** @returns null where it was wrapped on another computer or by another account */
  unwrap(text: string): Uint8Array | null
}

/** The system's where there is one; what was wrapped by the other stays readable as long as it is there. */
export function bestSafe(system: KeySafe | null, file: KeySafe): KeySafe {
  const safes = system === null ? [file] : [system, file]
  const [best = file] = safes
  return {
    kind: best.kind,
    wrap: (secret) => `${best.kind}:${best.wrap(secret)}`,
    unwrap(text) {
      const [kind, ...rest] = text.split(':')
      return safes.find((safe) => safe.kind === kind)?.unwrap(rest.join(':')) ?? null
    },
  }
}

const FILE = 'device.secret'

/** For hosts without a keychain: a random secret in a file that only its owner may read. */
export function fileSafe(files: Profile, random: Ports['random']): KeySafe {
  const read = () => {
    const text = files.read(FILE)
    return text === null ? null : derive('carecode-safe', '', Buffer.from(text.trim(), 'base64'))
  }
  return {
    kind: 'file',
    wrap(secret) {
      if (files.read(FILE) === null) files.write(FILE, `${Buffer.from(random.bytes(32)).toString('base64')}\n`)
      return seal(read() as Buffer, random.bytes(12), secret)
    },
    unwrap(text) {
      const key = read()
      return key && unseal(key, text)
    },
  }
}
