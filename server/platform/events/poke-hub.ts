import type { Poke } from '../../../src-shared/sync/protocol.ts'

type Listener = (poke: Poke) => void
/** What the event streams of other processes have to know of this one. */
export type HubNews = { poke: Poke } | { disconnect: string }

/** A workstation has one stream, and for a moment two: the old one is not seen to have ended when it opens the next. */
const MOST_STREAMS = 4

/** Hands the pokes of all services of this process to the event streams of the workstations that may have them. */
export class PokeHub {
  readonly #listeners = new Map<Listener, ReadonlySet<string>>()
  readonly #ends = new Map<() => void, string>()
  readonly #watchers = new Set<(news: HubNews) => void>()

  /**
   * `end` is called when what the workstation may hold has changed, and when it has opened too many others since.
   * @returns forgets it
   */
  endsFor(deviceId: string, end: () => void): () => void {
    const oldest = [...this.#ends].filter(([, whose]) => whose === deviceId).slice(0, 1 - MOST_STREAMS)
    for (const [endOldest] of oldest) {
      this.#ends.delete(endOldest)
      endOldest()
    }
    this.#ends.set(end, deviceId)
    return () => this.#ends.delete(end)
  }

  /** Ends the streams of a workstation: it comes back under its new grant. */
  disconnect(deviceId: string): void {
    for (const [end, whose] of [...this.#ends]) if (whose === deviceId) end()
    for (const watcher of this.#watchers) watcher({ disconnect: deviceId })
  }

  /** Everything, whatever the scope. @returns ends it */
  watch(watcher: (news: HubNews) => void): () => void {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  subscribe(scopes: readonly string[], listener: Listener): () => void {
    this.#listeners.set(listener, new Set(scopes))
    return () => this.#listeners.delete(listener)
  }

  publish(pokes: readonly Poke[]): void {
    for (const poke of pokes) {
      for (const [listener, scopes] of this.#listeners) if (scopes.has(poke.scope)) listener(poke)
      for (const watcher of this.#watchers) watcher({ poke })
    }
  }

  get streams(): number {
    return this.#listeners.size
  }
}
