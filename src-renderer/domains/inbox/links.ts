import type { InboxView } from '../../../src-shared/domains/inbox/views.ts'
import type { MessageKey } from '../../messages/index.ts'
import { go } from '../../platform/navigation.ts'

interface Link {
  keys: string
  name: MessageKey
  go: () => void
}

/** Where the item leads: the stay, the patient, the other record of the same person. */
export function linksOf({ subject, patientId, otherId, service }: InboxView): Link[] {
  const links: Link[] = []
  if (subject?.kind === 'ward.admission')
    links.push({ keys: 'c', name: 'inbox.openChart', go: () => go({ screen: 'chart', id: subject.id }) })
  if (patientId)
    links.push({ keys: 'p', name: 'inbox.openPatient', go: () => go({ screen: 'patient', id: patientId }) })
  if (otherId && service === 'patients')
    links.push({ keys: 'b', name: 'inbox.openOther', go: () => go({ screen: 'patient', id: otherId }) })
  return links
}
