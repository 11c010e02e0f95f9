/**
 * What happened, for a reader that may be slower than what happens: everything between two readings is one `merge`d
 * value, so that nothing piles up. Ends, and stops listening, with the signal or with the reader.
 */
export async function* merged<T>(
  listen: (heard: (value: T) => void) => () => void,
  merge: (earlier: T, later: T) => T,
  signal: AbortSignal | undefined,
): AsyncGenerator<T, void> {
  let waiting: { value: T } | null = null
  let wake = () => {}
  const stop = listen((value) => {
    waiting = { value: waiting ? merge(waiting.value, value) : value }
    wake()
  })
  const onAbort = () => wake()
  signal?.addEventListener('abort', onAbort)
  try {
    while (!signal?.aborted) {
      const next = takeWaiting()
      if (next) yield next.value
      else
        await new Promise<void>((resolve) => {
          wake = resolve
        })
    }
  } finally {
    stop()
    signal?.removeEventListener('abort', onAbort)
  }

  function takeWaiting(): { value: T } | null {
    const next = waiting
    waiting = null
    return next
  }
}
