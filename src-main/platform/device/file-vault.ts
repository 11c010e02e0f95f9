import type { Profile } from '../sqlite/disk.ts'
import { type DeviceVault, enrolmentSchema } from './device.ts'

const KEY = 'device.key'
const ENROLMENT = 'device.json'

/** Key and enrolment in two files of the profile that only its owner may read. */
export function fileVault(files: Profile): DeviceVault {
  return {
    readKey: () => files.read(KEY)?.trim() ?? null,
    writeKey: (privateKey) => files.write(KEY, `${privateKey}\n`),
    readEnrolment() {
      const text = files.read(ENROLMENT)
      return text === null ? null : enrolmentSchema.parse(JSON.parse(text))
    },
    forget() {
      files.remove(ENROLMENT)
      files.remove(KEY)
    },
    writeEnrolment: (value) => files.write(ENROLMENT, `${JSON.stringify(value, null, 2)}\n`),
  }
}
