import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { groupNumber, nameInWords } from '../domains/patients/index.ts'
import { type Text, useText } from '../messages/index.ts'
import { refusalOf, useApiClient } from '../platform/api.ts'
import { isTyping } from '../platform/keys.ts'
import { go } from '../platform/navigation.ts'

/** A scanner types faster than any hand: keys this close together, ended by Enter. */
const KEY_GAP_MS = 80
const SHORTEST = 6
const SHOWN_MS = 5000
/** Wristbands are shorter. */
const BADGE_LENGTH = 12

/** Collects what a scanner types outside of fields. Returns a function that takes every key and gives a whole scan. */
export function scanReader() {
  let text = ''
  let last = 0
  return (key: string, at: number): string | null => {
    if (at - last > KEY_GAP_MS) text = ''
    last = at
    if (key.length === 1) text += key
    const scan = key === 'Enter' && text.length >= SHORTEST ? text : null
    if (key === 'Enter') text = ''
    return scan
  }
}

/** A wristband leads to its patient: to the ward's chart where there is one. Says in one line what was scanned. */
export function useScan(): string | null {
  const t = useText()
  const client = useApiClient()
  const queries = useQueryClient()
  const [said, setSaid] = useState<string | null>(null)
  useEffect(() => {
    const read = scanReader()
    const follow = async (scan: string) => {
      if (scan.length >= BADGE_LENGTH) {
        await client.session.scanBadge.mutate({ code: scan })
        return queries.invalidateQueries()
      }
      const number = scan.replace(/^P[:-]?/i, '')
      const hit = (await client.patients.search.query({ text: number, limit: 2 })).find(
        (each) => each.phn === number.toUpperCase(),
      )
      if (!hit) return setSaid(t('nav.scanUnknown', { text: scan }))
      setSaid(t('nav.scanned', { name: nameInWords(hit), number: groupNumber(hit.phn) }))
      const stay = await client.ward.admissionOf.query({ patientId: hit.patientId })
      go(stay ? { screen: 'chart', id: stay.admissionId } : { screen: 'patient', id: hit.patientId })
    }
    const onKey = (event: KeyboardEvent) => {
      const scan = isTyping(event.target) ? null : read(event.key, event.timeStamp)
      if (!scan) return
      event.preventDefault()
      event.stopPropagation()
      follow(scan).catch((error) => setSaid(wordsOf(t, error, scan)))
    }
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [client, queries, t])
  useEffect(() => {
    const timer = said ? setTimeout(() => setSaid(null), SHOWN_MS) : undefined
    return () => clearTimeout(timer)
  }, [said])
  return said
}

/** A badge's code is not shown: whoever reads it could print it. */
function wordsOf(t: Text, error: unknown, scan: string): string {
  const { cause, remedy } = refusalOf(error)
  return scan.length >= BADGE_LENGTH ? `${cause} ${remedy}` : t('nav.scanUnknown', { text: scan })
}
