import type { Ports } from '../ports.ts'
import type { KeyedProfile } from '../sqlite/disk.ts'
import { encryptPlain } from './encrypt-plain.ts'
import { KeyRing } from './key-ring.ts'
import type { KeySafe } from './safe.ts'
import { sealedLineOf } from './sealed-lines.ts'
import { JOURNAL, opens, type SealedProfile, sealedProfile } from './sealed-profile.ts'

interface Parts {
  files: KeyedProfile
  safe: KeySafe
  ports: Pick<Ports, 'clock' | 'random'>
  /** What takes a while at a first start after an update. */
  onStep(step: string): void
}

export interface Sealed {
  ring: KeyRing
  /** As they stand on the disk. */
  files: KeyedProfile
  /** The files as the station knows them; of the closed cache's, only what the workstation itself needs. */
  profile: SealedProfile
  /** Makes the cache ready for opening. @returns false where the lease keeps it closed. @throws SQLite's own errors */
  unlock(): boolean
  /** Key, cache, journal and enrolment are gone. */
  forget(): void
}

/** The keys of a profile. @throws ProblemError CACHE_KEY_WRONG */
export function openSealed(parts: Parts): Sealed {
  const { files, ports, onStep } = parts
  const ring = KeyRing.open(parts)
  if (ring.isNew) keepSealed(files, ring.id)
  const profile = sealedProfile(files, ring, ports.random)
  return {
    ring,
    files,
    profile,
    unlock() {
      if (ring.dataKey === null) return false
      ring.settle((key) => opens(files, key))
      encryptPlain(files, profile, ring.dataKey, onStep)
      return true
    },
    forget() {
      ring.destroy()
      for (const name of files.list().filter((each) => /^(cache|outbox|device)\./.test(each))) files.remove(name)
    },
  }
}

/** Somebody has taken the key away. What waits under it can be opened by the hospital alone, and is not written over. */
function keepSealed(files: KeyedProfile, id: string): void {
  const isSealed = (files.read(JOURNAL) ?? '').split('\n').some((line) => sealedLineOf(line) !== null)
  if (isSealed) files.moveDatabase(JOURNAL, `outbox.lost-${id}.journal`)
}
