import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Scan } from '../../src-shared/kernel/scan.ts'
import { groupNumber, nameInWords } from '../domains/patients/index.ts'
import { type Text, useText } from '../messages/index.ts'
import { refusalOf, useApiClient } from '../platform/api.ts'
import { arriveAtBed } from '../platform/bedside.ts'
import { go, parseRoute } from '../platform/navigation.ts'
import { useScans } from '../platform/scanning/use-scans.ts'

/** In the middle of a round the next wristband leads to that patient's medicines. */
function isGivingMedicines(): boolean {
  const { screen, tab } = parseRoute(window.location.hash)
  return screen === 'round' || tab === 'medicines'
}

const SHOWN_MS = 5000
/** Cards of other makers may carry a number that could be an article's. */
const CARD = /^\d{12,14}$/

/**
 * What no screen takes: a wristband leads to its patient, to the ward's chart where there is one; a badge to the next
 * user. Says in one line what was scanned.
 */
export function useScan(): string | null {
  const t = useText()
  const client = useApiClient()
  const queries = useQueryClient()
  const [said, setSaid] = useState<string | null>(null)
  const badge = async (code: string) => {
    await client.session.scanBadge.mutate({ code })
    await queries.invalidateQueries()
  }
  const wristband = async ({ code, text }: Scan) => {
    const hits = await client.patients.search.query({ text: code, limit: 2 })
    const hit = hits.find((each) => each.phn === code.toUpperCase())
    if (!hit) return setSaid(t('nav.scanUnknown', { text }))
    setSaid(t('nav.scanned', { name: nameInWords(hit), number: groupNumber(hit.phn) }))
    const stay = await client.ward.admissionOf.query({ patientId: hit.patientId })
    if (!stay) return go({ screen: 'patient', id: hit.patientId })
    arriveAtBed(stay.admissionId)
    go({ screen: 'chart', id: stay.admissionId, tab: isGivingMedicines() ? 'medicines' : null })
  }
  useScans({
    accepts: 'any',
    run: (scan) => {
      const isBadge = scan.kind === 'staff' || CARD.test(scan.text)
      const follow = isBadge ? badge(scan.text.trim()) : wristband(scan)
      follow.catch((error) => setSaid(wordsOf(t, error, scan, isBadge)))
    },
  })
  useEffect(() => {
    const timer = said ? setTimeout(() => setSaid(null), SHOWN_MS) : undefined
    return () => clearTimeout(timer)
  }, [said])
  return said
}

/** A badge's code is not shown: whoever reads it could print it. */
function wordsOf(t: Text, error: unknown, { text }: Scan, isBadge: boolean): string {
  const { cause, remedy } = refusalOf(error)
  return isBadge ? `${cause} ${remedy}` : t('nav.scanUnknown', { text })
}
