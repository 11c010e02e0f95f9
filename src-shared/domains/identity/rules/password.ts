import { isGuessedFirst } from './guessed-first.ts'

/**
 * Why a new password is not taken; null: it is. Length counts, not signs of every sort (OWASP ASVS 5, 6.2). `context`:
 * names of the person and of the hospital.
 */
export function passwordProblem(
  username: string,
  old: string,
  next: string,
  context: readonly string[],
): 'PASSWORD_SHORT' | 'PASSWORD_SAME' | 'PASSWORD_NAME' | 'PASSWORD_GUESSED' | null {
  if ([...next].length < PASSWORD_LENGTH) return 'PASSWORD_SHORT'
  if (next === old) return 'PASSWORD_SAME'
  if (next.toLowerCase().includes(username.trim().toLowerCase())) return 'PASSWORD_NAME'
  return isGuessedFirst(next, [username, ...context]) ? 'PASSWORD_GUESSED' : null
}
export const PASSWORD_LENGTH = 12
