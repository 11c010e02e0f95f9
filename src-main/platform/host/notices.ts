import type { Problem } from '../../../src-shared/kernel/errors.ts'
import { emitter } from '../store/emitter.ts'

const KEPT = 20

/** What a person should read about this workstation, newest last; the status of every window shows it. */
export class Notices {
  readonly changes = emitter<void>()
  #list: Problem[] = []

  add = (notice: Problem): void => {
    this.#list = [...this.#list, notice].slice(-KEPT)
    this.changes.emit()
  }

  list = (): Problem[] => this.#list
}
