import { createHash } from 'node:crypto'

/**
 * What a row is named by as it stands, quoted as HTTP writes it. Of the revision and not of the content: a tag must tell
 * nothing of what its reader may not see. `epoch`: after a restore the same revision may be another content.
 */
export const etagOf = (parts: readonly (string | number)[]): string =>
  `"${createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22)}"`

/** Whether a list of If-Match or If-None-Match names the tag. A weak one is as good as none to If-Match. */
export function names(header: string, etag: string, { weak }: { weak: boolean }): boolean {
  if (header.trim() === '*') return true
  return (header.match(/(W\/)?"[^"]*"/g) ?? []).some((each) => each === etag || (weak && each === `W/${etag}`))
}
