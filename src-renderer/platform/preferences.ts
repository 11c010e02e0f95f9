import { useSyncExternalStore } from 'react'

/** What this workstation remembers about its screen; nothing clinical, nothing personal. */
type Preference = 'theme' | 'language' | 'ward' | 'department' | 'labels'
const listeners = new Set<() => void>()

export const readPreference = (name: Preference): string | null => localStorage.getItem(`carecode.${name}`)

export function writePreference(name: Preference, value: string): void {
  localStorage.setItem(`carecode.${name}`, value)
  for (const tell of listeners) tell()
}

export function usePreference(name: Preference): string | null {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    () => readPreference(name),
  )
}
