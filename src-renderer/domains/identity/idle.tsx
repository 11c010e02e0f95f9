import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useText } from '../../messages/index.ts'
import { useApiClient } from '../../platform/api.ts'
import './identity.css'

const BLANK_MS = 60_000
const LOCK_MS = 3 * 60_000
const SIGNS_OF_LIFE = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const

/** Nobody touched anything: after a minute the screen is hidden, after three the user is locked out. */
export function Idle() {
  const t = useText()
  const client = useApiClient()
  const queries = useQueryClient()
  const last = useRef(Date.now())
  const [hidden, setHidden] = useState(false)
  useEffect(() => {
    // The key that brings the screen back does nothing else: nobody saw where it would go.
    const alive = (event: Event) => {
      if (Date.now() - last.current >= BLANK_MS && event.type === 'keydown') {
        event.preventDefault()
        event.stopPropagation()
      }
      last.current = Date.now()
      setHidden(false)
    }
    const check = async () => {
      const idle = Date.now() - last.current
      if (idle >= BLANK_MS) setHidden(true)
      if (idle < LOCK_MS) return
      await client.session.lock.mutate()
      await queries.invalidateQueries()
    }
    const timer = setInterval(() => void check().catch(() => {}), 5000)
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, alive, { capture: true })
    return () => {
      clearInterval(timer)
      for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, alive, { capture: true })
    }
  }, [client, queries])
  return hidden ? (
    <div className="hidden-screen" role="status">
      {t('session.hidden')}
    </div>
  ) : null
}
