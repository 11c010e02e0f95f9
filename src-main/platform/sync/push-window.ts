/** How many pushes of one service may be on their way. */
const WIDEST = 4
/** So many good answers one by one before the window is tried again; doubled each time that it went wrong. */
const FIRST_TRIAL = 1
const LONGEST_TRIAL = 64
/** So many good answers in a row, and what went wrong is forgotten. */
const STEADY = 16

/**
 * Several pushes at once hide the way to the server and its commits; a service that takes them only one by one (an older
 * one) is soon left in peace.
 */
export class PushWindow {
  #trial = FIRST_TRIAL
  /** The first goes alone: it shows that the service answers, and brings the connection. */
  #untilWider = 1
  #goodInARow = 0

  get width(): number {
    return this.#untilWider > 0 ? 1 : WIDEST
  }

  good(): void {
    if (this.#untilWider > 0) this.#untilWider -= 1
    this.#goodInARow += 1
    if (this.#goodInARow >= STEADY) this.#trial = FIRST_TRIAL
  }

  /** An answer that could have come from having several on their way, or none at all. */
  bad(): void {
    if (this.#untilWider === 0) this.#trial = Math.min(LONGEST_TRIAL, this.#trial * 2)
    this.#untilWider = this.#trial
    this.#goodInARow = 0
  }
}
