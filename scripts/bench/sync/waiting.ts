/** Throws where `done` has not come true after `patienceMs`. */
export async function until(done: () => boolean, patienceMs: number, everyMs = 5): Promise<void> {
  const end = performance.now() + patienceMs
  while (!done()) {
    if (performance.now() > end) throw new Error(`gave up after ${patienceMs / 1_000} s: ${done}`)
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}

/** The machine's own clock since its start, the same in all processes, ms. */
export const monotonicMs = () => Number(process.hrtime.bigint()) / 1e6
