import type { Gather } from '../../kernel/gather.ts'
import { type About, type Duties, inboxOf, type Place } from '../../kernel/inbox.ts'

const duties: Duties = {
  MEDICINE_EXISTS: { owner: 'pharmacist', hours: 72 },
  MEDICINE_BARCODE_EXISTS: { owner: 'pharmacist', hours: 24 },
  MEDICINE_INGREDIENT_UNKNOWN: { owner: 'pharmacist', hours: 72 },
  RULE_PACK_SIGNED: { owner: 'pharmacist', hours: 72 },
}

export const { InboxItem, closeInboxItem, inbox } = inboxOf('pharmacy', { duties, place })

/** The formulary is the same everywhere; nothing in it is about a patient. */
// biome-ignore lint/correctness/useYield: the place of every entry is known without asking
function* place(_command: string, _about: About): Gather<Place | null> {
  return { audience: 'reference', subject: null, patientId: null, patientName: null }
}
