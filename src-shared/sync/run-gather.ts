import type { Gather, StoreRequest } from '../kernel/gather.ts'

/** Runs a gather step on a store that answers at once. */
export function runGather<State>(gather: Gather<State>, answer: (request: StoreRequest) => unknown): State {
  let step = gather.next()
  while (!step.done) step = gather.next(answer(step.value))
  return step.value
}
