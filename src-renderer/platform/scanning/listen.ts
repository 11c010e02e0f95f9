import { type Before, before, fieldOf, insert, putBack } from './fields.ts'
import { REST_MS, SURE_AT, scannerKey, Wedge } from './wedge.ts'

/** A key outside of fields waits this long for a next one: it could be a scanner's, and a letter is a command there. */
const HAND_MS = 35

interface Waiting {
  event: KeyboardEvent
  target: EventTarget
}
interface Heard {
  /** A scanner has begun; nothing of it stands in a field or has run as a command. */
  onBegin(): void
  onScan(text: string): void
}

/**
 * Hears scanners among the keys of a window. Their characters reach no field and no command: what the first three left
 * in a field is taken back, outside of fields they wait until the next key shows what they were. Returns how to stop.
 */
export function listenToScanner(target: Window, { onBegin, onScan }: Heard): () => void {
  const wedge = new Wedge()
  let stood: Before[] = []
  let waiting: Waiting[] = []
  let handTimer = 0
  let restTimer = 0
  const mine = new WeakSet<Event>()

  const giveToHand = () => {
    clearTimeout(handTimer)
    const keys = waiting
    waiting = []
    for (const { event, target: where } of keys) {
      const again = new KeyboardEvent('keydown', event)
      mine.add(again)
      where.dispatchEvent(again)
    }
  }
  const begin = () => {
    clearTimeout(handTimer)
    waiting = []
    const first = stood[0]
    if (first) putBack(first)
    stood = []
    onBegin()
  }
  const end = () => {
    clearTimeout(restTimer)
    const said = wedge.rest()
    const field = fieldOf(document.activeElement)
    if (said.is === 'scan') onScan(said.text)
    if (said.is === 'short' && field) insert(field, said.text)
  }
  const hold = (event: KeyboardEvent) => {
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  const typed = (event: KeyboardEvent, key: string) => {
    const field = fieldOf(event.target)
    stood = field ? [...stood, before(field)].slice(1 - SURE_AT) : []
    // Space and the keys that end a scan press buttons: only the browser itself can do that
    if (field || key.length > 1 || key === ' ' || !event.target) return giveToHand()
    hold(event)
    waiting.push({ event, target: event.target })
    clearTimeout(handTimer)
    handTimer = target.setTimeout(giveToHand, HAND_MS)
  }
  const onKey = (event: KeyboardEvent) => {
    if (mine.has(event) || event.isComposing || ['Shift', 'CapsLock', 'Control'].includes(event.key)) return
    const key = event.repeat ? null : scannerKey(event)
    if (key === null) {
      giveToHand()
      stood = []
      return end()
    }
    const said = wedge.press(key, event.timeStamp)
    if (said.is === 'typed') return typed(event, key)
    hold(event)
    if (said.is === 'begins') begin()
    clearTimeout(restTimer)
    if (said.is === 'scan') return onScan(said.text)
    if (said.is === 'short') {
      const field = fieldOf(event.target)
      if (field) insert(field, said.text)
      return
    }
    restTimer = target.setTimeout(end, REST_MS)
  }
  target.addEventListener('keydown', onKey, { capture: true })
  return () => {
    target.removeEventListener('keydown', onKey, { capture: true })
    clearTimeout(handTimer)
    clearTimeout(restTimer)
  }
}
