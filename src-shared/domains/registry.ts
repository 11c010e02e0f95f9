import { Registry } from '../kernel/domain.ts'
import { type ErrorText, type PlatformErrorCode, platformErrors } from '../kernel/errors.ts'
import { type IdentityErrorCode, identity, identityErrors } from './identity/index.ts'
import { type PatientsErrorCode, patients, patientsErrors } from './patients/index.ts'
import { type PharmacyErrorCode, pharmacy, pharmacyErrors } from './pharmacy/index.ts'
import { type WardErrorCode, ward, wardErrors } from './ward/index.ts'

export const registry = new Registry([identity, patients, pharmacy, ward])

export type ErrorCode = PlatformErrorCode | IdentityErrorCode | PatientsErrorCode | PharmacyErrorCode | WardErrorCode

/** A code without a text does not compile. */
const texts: Record<ErrorCode, ErrorText> = {
  ...platformErrors,
  ...identityErrors,
  ...patientsErrors,
  ...pharmacyErrors,
  ...wardErrors,
}

/** Cause and remedy of a code, with `{name}` still to be filled. A code of a newer version gets a text that says so. */
export function errorText(code: string): ErrorText {
  if (Object.hasOwn(texts, code)) return texts[code as ErrorCode]
  return {
    cause: `Something was refused for a reason that this version does not know (${code}).`,
    remedy: 'Give this code to an administrator; the workstation may need an update.',
  }
}
