import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeWhole } from '../sqlite/files.ts'
import { type DeviceVault, enrolmentSchema } from './device.ts'

/** Key and enrolment in two files of the profile that only its owner may read. */
export function fileVault(dir: string): DeviceVault {
  const key = join(dir, 'device.key')
  const enrolment = join(dir, 'device.json')
  return {
    readKey: () => (existsSync(key) ? readFileSync(key, 'utf8').trim() : null),
    writeKey: (privateKey) => writeWhole(key, `${privateKey}\n`),
    readEnrolment: () =>
      existsSync(enrolment) ? enrolmentSchema.parse(JSON.parse(readFileSync(enrolment, 'utf8'))) : null,
    writeEnrolment: (value) => writeWhole(enrolment, `${JSON.stringify(value, null, 2)}\n`),
  }
}
