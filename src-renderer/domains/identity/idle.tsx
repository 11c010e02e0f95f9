import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useText } from '../../messages/index.ts'
import { useApi, useApiClient } from '../../platform/api.ts'
import './identity.css'

/** Until the policy has come. */
const USUAL = { blankSeconds: 60, lockSeconds: 180 }
const CHECK_MS = 2000
/** How often the main process is told at most that somebody is there. */
const TELL_MS = 10_000
const SIGNS_OF_LIFE = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const

/** Nobody touched anything: first the screen is covered, then the user is locked out; how soon, the policy says. */
export function Idle() {
  const t = useText()
  const client = useApiClient()
  const queries = useQueryClient()
  const { blankSeconds, lockSeconds } = useQuery(useApi().session.policy.queryOptions()).data ?? USUAL
  const last = useRef(Date.now())
  const told = useRef(Date.now())
  const [hidden, setHidden] = useState(false)
  useEffect(() => {
    const [blankMs, lockMs] = [blankSeconds * 1000, lockSeconds * 1000]
    // The key that brings the screen back does nothing else: nobody saw where it would go.
    const alive = (event: Event) => {
      const now = Date.now()
      if (now - last.current >= blankMs && event.type === 'keydown') {
        event.preventDefault()
        event.stopPropagation()
      }
      last.current = now
      setHidden(false)
      if (now - told.current < TELL_MS) return
      told.current = now
      client.session.touch.mutate().catch(() => {})
    }
    const check = async () => {
      const idle = Date.now() - last.current
      if (idle >= blankMs) setHidden(true)
      if (idle < lockMs) return
      await client.session.lock.mutate()
      await queries.invalidateQueries()
    }
    const timer = setInterval(() => void check().catch(() => {}), CHECK_MS)
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, alive, { capture: true })
    return () => {
      clearInterval(timer)
      for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, alive, { capture: true })
    }
  }, [client, queries, blankSeconds, lockSeconds])
  return hidden ? (
    <div className="hidden-screen" role="status">
      {t('session.hidden')}
    </div>
  ) : null
}
