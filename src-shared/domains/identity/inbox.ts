import type { Gather } from '../../kernel/gather.ts'
import { type About, type Duties, idIn, inboxOf, type Place } from '../../kernel/inbox.ts'

const duties: Duties = {
  BREAK_GLASS_REVIEW: { owner: 'administrator', hours: 72 },
  SIGN_IN_REUSED: { owner: 'administrator', hours: 24 },
}

/**
 * Entries of identity may hold the verifier of a PIN: they stay at the server, and an administrator is told. Only what
 * a review needs goes out: who opened which chart, and why.
 */
export const { InboxItem, closeInboxItem, inbox } = inboxOf('identity', {
  duties,
  place,
  reviewed: { BREAK_GLASS_REVIEW: 'identity.reviewBreakGlass' },
})

// biome-ignore lint/correctness/useYield: the entry itself says it all
function* place(command: string, about: About): Gather<Place | null> {
  const patientId = command === 'identity.breakGlass' ? idIn(about, 'patientId') : null
  if (!patientId) return null
  const { patientName } = about
  return {
    audience: 'staff',
    subject: { kind: 'patients.patient', id: patientId },
    patientId,
    patientName: typeof patientName === 'string' ? patientName : null,
  }
}
