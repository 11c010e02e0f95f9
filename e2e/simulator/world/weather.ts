/** How badly the network of a history behaves; shares in per mille. */
export interface Weather {
  /** A request or an answer that never arrives. */
  loss: number
  /** A request that arrives twice. */
  duplicate: number
  /** A connection that breaks at once instead of after the time-out. */
  reset: number
  /** Milliseconds one way; the spread makes messages overtake each other. */
  latency: readonly [low: number, high: number]
  /** A poke that is lost. */
  lostPoke: number
}

export const FAIR: Weather = { loss: 0, duplicate: 0, reset: 0, latency: [1, 8], lostPoke: 0 }
