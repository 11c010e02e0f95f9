/** How one of a turn ended. */
export type Ended<Out> = { value: Out } | { error: unknown }

interface Waiting<In, Out> {
  input: In
  answer(value: Out): void
  fail(error: unknown): void
}

/**
 * One turn after the other; what arrives meanwhile shares the next one, up to `most`. Under load a commit to disk is
 * shared so by many, and without load nobody waits. `keyOf`: two of the same key never share a turn.
 */
export function turns<In, Out>(
  { most, keyOf }: { most: number; keyOf?: (input: In) => string },
  run: (inputs: readonly In[]) => Promise<readonly Ended<Out>[]>,
): (input: In) => Promise<Out> {
  let waiting: Waiting<In, Out>[] = []
  let isBusy = false

  function next(): Waiting<In, Out>[] {
    const keys = new Set<string>()
    const later: Waiting<In, Out>[] = []
    const group = waiting.filter((each) => {
      const key = keyOf?.(each.input)
      const joins = keys.size < most && (key === undefined || !keys.has(key))
      if (joins) keys.add(key ?? String(keys.size))
      else later.push(each)
      return joins
    })
    waiting = later
    return group
  }

  async function drain(): Promise<void> {
    isBusy = true
    while (waiting.length > 0) {
      const group = next()
      try {
        const ends = await run(group.map(({ input }) => input))
        for (const [i, { answer, fail }] of group.entries()) {
          const end = ends[i]
          if (end && 'value' in end) answer(end.value)
          else fail(end?.error)
        }
      } catch (error) {
        for (const { fail } of group) fail(error)
      }
    }
    isBusy = false
  }

  return (input) =>
    new Promise((answer, fail) => {
      waiting.push({ input, answer, fail })
      if (!isBusy) void drain()
    })
}
