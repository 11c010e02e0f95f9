import { useSyncExternalStore } from 'react'

export type PanelName =
  | 'vitals'
  | 'transfer'
  | 'discharge'
  | 'admit'
  | 'details'
  | 'allergy'
  | 'correct'
  | 'pin'
  | 'prescribe'
export interface Panel {
  name: PanelName
  /** Bed, admission or patient that the panel is about. */
  bed: string | null
  admission: string | null
  patient: string | null
}
export interface Route {
  screen: string
  id: string | null
  tab: string | null
  panel: Panel | null
  /** A bed that waits for the patient who is being registered. */
  bed: string | null
}

/** Reads `#/screen/id/tab?panel=vitals&admission=…`. Anything unreadable is the start screen. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?')
  const [screen, id, tab] = path.split('/').map(decodeURIComponent)
  const params = new URLSearchParams(query)
  const name = params.get('panel') as PanelName | null
  const [bed, admission, patient] = [params.get('bed'), params.get('admission'), params.get('patient')]
  const panel = name ? { name, bed, admission, patient } : null
  return { screen: screen || 'home', id: id || null, tab: tab || null, panel, bed }
}

export function formatRoute(route: Partial<Route> & { screen: string }): string {
  const path = [route.screen, route.id, route.tab].filter((part): part is string => Boolean(part))
  const params = new URLSearchParams()
  const { panel } = route
  if (panel) params.set('panel', panel.name)
  const about = { bed: panel?.bed ?? route.bed, admission: panel?.admission, patient: panel?.patient }
  for (const [key, value] of Object.entries(about)) if (value) params.set(key, value)
  const query = params.toString()
  return `#/${path.map(encodeURIComponent).join('/')}${query ? `?${query}` : ''}`
}

let current = typeof window === 'undefined' ? parseRoute('') : parseRoute(window.location.hash)
let currentHash = ''

function read(): Route {
  if (window.location.hash !== currentHash) {
    currentHash = window.location.hash
    current = parseRoute(currentHash)
  }
  return current
}

export function useRoute(): Route {
  return useSyncExternalStore((tell) => {
    window.addEventListener('hashchange', tell)
    return () => window.removeEventListener('hashchange', tell)
  }, read)
}

export function go(route: Partial<Route> & { screen: string }): void {
  window.location.hash = formatRoute(route)
}

/** Opens a panel beside the screen that is shown. */
export function openPanel(name: PanelName, about: Partial<Omit<Panel, 'name'>>): void {
  go({ ...read(), panel: { name, bed: null, admission: null, patient: null, ...about } })
}

export function closePanel(): void {
  go({ ...read(), panel: null, bed: null })
}
