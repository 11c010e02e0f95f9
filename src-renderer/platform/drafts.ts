import { useCallback, useEffect, useRef, useState } from 'react'
import { useApiClient } from './api.ts'

export interface Draft<Value> {
  value: Value
  set: (value: Value) => void
  /** Forgets it, here and at the store: after a save, or to start afresh. */
  discard: () => void
  /** What was there came from a draft. */
  restored: boolean
  /** False until the store has answered; typing before that would be overwritten. */
  ready: boolean
}

/** A form's content, kept under `key` on every change, so that a lock, a crash or another user loses nothing. */
export function useDraft<Value>(key: string, empty: Value): Draft<Value> {
  const client = useApiClient()
  const [value, setValue] = useState(empty)
  const [state, setState] = useState<'asking' | 'empty' | 'restored'>('asking')
  const start = useRef(empty)
  useEffect(() => {
    let gone = false
    const take = (stored: unknown) => {
      if (gone) return
      if (stored) setValue({ ...start.current, ...(stored as Value) })
      setState(stored ? 'restored' : 'empty')
    }
    client.drafts.get.query({ key }).then(take, () => take(null))
    return () => {
      gone = true
    }
  }, [client, key])
  const set = useCallback(
    (next: Value) => {
      setValue(next)
      client.drafts.put.mutate({ key, value: next }).catch(() => {})
    },
    [client, key],
  )
  const discard = useCallback(() => {
    setValue(start.current)
    setState('empty')
    client.drafts.remove.mutate({ key }).catch(() => {})
  }, [client, key])
  return { value, set, discard, restored: state === 'restored', ready: state !== 'asking' }
}
