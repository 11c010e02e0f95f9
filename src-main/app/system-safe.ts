import type { KeySafe } from '../platform/keys/safe.ts'

/** Of Electron's safeStorage, what is used. */
interface SafeStorage {
  isEncryptionAvailable(): boolean
  encryptString(text: string): Buffer
  decryptString(sealed: Buffer): string
  getSelectedStorageBackend?(): string
}

/**
 * The keychain of this account (DPAPI, Keychain, libsecret, KWallet). Null where there is none: on Linux without a keyring
 * Electron would encrypt with a password that is in its source.
 */
export function systemSafe(storage: SafeStorage, platform: NodeJS.Platform): KeySafe | null {
  if (!storage.isEncryptionAvailable()) return null
  const backend = platform === 'linux' ? (storage.getSelectedStorageBackend?.() ?? 'unknown') : 'system'
  if (backend === 'basic_text' || backend === 'unknown') return null
  return {
    kind: 'system',
    wrap: (secret) => storage.encryptString(Buffer.from(secret).toString('base64')).toString('base64'),
    unwrap(text) {
      try {
        return Buffer.from(storage.decryptString(Buffer.from(text, 'base64')), 'base64')
      } catch {
        return null
      }
    },
  }
}
