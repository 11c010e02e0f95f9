/** Why a new password is not taken; null: it is. Length counts, not signs of every sort (OWASP ASVS 5, 6.2). */
export function passwordProblem(
  username: string,
  old: string,
  next: string,
): 'PASSWORD_SHORT' | 'PASSWORD_SAME' | 'PASSWORD_NAME' | null {
  if ([...next].length < PASSWORD_LENGTH) return 'PASSWORD_SHORT'
  if (next === old) return 'PASSWORD_SAME'
  return next.toLowerCase().includes(username.trim().toLowerCase()) ? 'PASSWORD_NAME' : null
}
export const PASSWORD_LENGTH = 12
