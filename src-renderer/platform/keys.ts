import { useLayoutEffect, useRef } from 'react'

/** Which keys win: an overlay hides everything below, a panel hides the keys of its screen. */
export type KeyLevel = 'global' | 'screen' | 'panel' | 'overlay'
export interface KeyBinding {
  /** `v`, `Alt+1`, `Ctrl+Enter`, `Escape`. */
  keys: string
  label: string
  run: (event: KeyboardEvent) => void
  /** Also while typing in a field. Implied by Ctrl, Alt and Escape. */
  inFields?: boolean
  /** Not listed in the help. */
  quiet?: boolean
}
interface Layer {
  level: KeyLevel
  read: () => readonly KeyBinding[]
}

const ORDER: readonly KeyLevel[] = ['overlay', 'panel', 'screen', 'global']
const layers = new Set<Layer>()

/** Name of a key press. Letters are taken from the key's place where the layout is not Latin (Sinhala, Tamil). */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey'>): string {
  const letter = /^(?:Key([A-Z])|Digit(\d))$/.exec(event.code)
  const foreign = event.key.length === 1 && event.key.charCodeAt(0) > 127
  const name = letter && (foreign || event.altKey) ? (letter[1] ?? letter[2] ?? event.key) : event.key
  const plain = name.length === 1 ? name.toLowerCase() : name
  return `${event.ctrlKey || event.metaKey ? 'Ctrl+' : ''}${event.altKey ? 'Alt+' : ''}${plain}`
}

export function isTyping(target: EventTarget | null): boolean {
  const element = target as HTMLElement | null
  if (!element?.tagName) return false
  if (element.tagName === 'INPUT') return !['radio', 'checkbox', 'button'].includes((element as HTMLInputElement).type)
  return ['TEXTAREA', 'SELECT'].includes(element.tagName) || element.isContentEditable
}

/** Layers that listen now: everything up to the highest that hides the rest. */
function active(): Layer[] {
  const top = ORDER.find((level) => [...layers].some((layer) => layer.level === level))
  const hidden = top === 'overlay' ? ['panel', 'screen', 'global'] : top === 'panel' ? ['screen'] : []
  const rank = (layer: Layer) => ORDER.indexOf(layer.level)
  return [...layers].filter((layer) => !hidden.includes(layer.level)).sort((a, b) => rank(a) - rank(b))
}

export const activeBindings = (): KeyBinding[] =>
  active().flatMap((layer) => layer.read().filter((binding) => !binding.quiet))

function handle(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return
  const name = keyName(event)
  const typing = isTyping(event.target) && !/^(Ctrl\+|Alt\+|Escape|F\d)/.test(name)
  const all = active().flatMap((layer) => layer.read())
  const found = all.find((binding) => binding.keys === name && (!typing || binding.inFields))
  if (!found) return
  event.preventDefault()
  found.run(event)
}

let listening = false
function listen(): void {
  if (listening) return
  listening = true
  window.addEventListener('keydown', handle)
}

/** Binds keys while the component is shown; the help overlay lists them. */
export function useKeys(level: KeyLevel, bindings: readonly KeyBinding[]): void {
  const latest = useRef(bindings)
  latest.current = bindings
  // before it is painted: a key that follows what is seen belongs to what is seen
  useLayoutEffect(() => {
    listen()
    const layer: Layer = { level, read: () => latest.current }
    layers.add(layer)
    return () => {
      layers.delete(layer)
    }
  }, [level])
}
