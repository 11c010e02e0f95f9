import { type ErrorText, fill, type Problem } from '../../../src-shared/kernel/errors.ts'
import type { ProblemBody } from '../../../src-shared/sync/protocol.ts'

const STATUS: Readonly<Record<string, number>> = {
  INPUT_INVALID: 400,
  WORKSTATION_UNKNOWN: 401,
  SESSION_MISSING: 401,
  SIGN_IN_WRONG: 401,
  SIGN_IN_OVER: 401,
  PASSWORD_MUST_CHANGE: 403,
  PASSWORD_EXPIRED: 403,
  NO_ROLE_NOW: 403,
  NOT_ON_WARD: 403,
  SIGN_IN_COPIED: 401,
  SIGN_IN_WAIT: 429,
  NOT_ALLOWED: 403,
  SERVICE_KEY_WRONG: 403,
  ENROLMENT_CODE_WRONG: 403,
  ENROLMENT_WAIT: 429,
  ROUTE_UNKNOWN: 404,
  COMMAND_UNKNOWN: 404,
  RESOURCE_UNKNOWN: 404,
  RESOURCE_CHANGED: 412,
  IDEMPOTENCY_KEY_REUSED: 422,
  BODY_TOO_LARGE: 413,
  CLIENT_TOO_OLD: 426,
  TOO_MANY_REQUESTS: 429,
  INTERNAL: 500,
  SERVICE_UNAVAILABLE: 503,
  SERVER_DISK_FULL: 507,
}

/** A refusal that the table does not name is one of the field's own rules: the request was sound, the state was not. */
export const statusOf = (code: string): number => STATUS[code] ?? 409

/** The catalogue of platform and domains, handed in: the platform knows no domain. */
export type ErrorTexts = (code: string) => ErrorText

/** RFC 9457 body of a refusal: the catalogue's cause and remedy, with the code that people quote on the phone. */
export function problemBody(problem: Problem, errorText: ErrorTexts): ProblemBody {
  const text = errorText(problem.code)
  return {
    type: `urn:carecode:problem:${problem.code}`,
    title: fill(text.cause, problem.params),
    status: statusOf(problem.code),
    detail: fill(text.remedy, problem.params),
    code: problem.code,
    params: problem.params,
  }
}
