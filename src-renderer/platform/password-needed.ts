import { useSyncExternalStore } from 'react'

/** Whether something that was asked needs the password first. One question for all that ask at the same time. */
let needed = false
/** Where the question was put aside: lists that renew themselves do not bring it back there. */
let declinedAt: string | null = null
const listeners = new Set<() => void>()

function set(asked: boolean): void {
  needed = asked
  for (const tell of listeners) tell()
}

/** `by`: a list that shows itself, or what a person has just done. */
export function askForPassword(by: 'list' | 'person'): void {
  if (by === 'person' || declinedAt !== location.href) set(true)
}
export function declinePassword(): void {
  declinedAt = location.href
  set(false)
}
/** It was given, somebody tries again, or somebody else sits here. */
export function forgetDeclined(): void {
  declinedAt = null
  set(false)
}

export const usePasswordNeeded = (): boolean =>
  useSyncExternalStore(
    (tell) => {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    () => needed,
  )
