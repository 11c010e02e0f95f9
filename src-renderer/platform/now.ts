import { useEffect, useState } from 'react'

let aheadMs = 0

/** Takes over by how much the hospital's clock is ahead of this computer's, ms; null where that was never measured. */
export function correctClock(skewMs: number | null): void {
  aheadMs = skewMs ?? 0
}

/** The hospital's time, epoch ms. A computer whose clock is a day wrong must not date an observation by it. */
export const clinicalNow = (): number => Date.now() + aheadMs

/** The time now, epoch ms, renewed every `everyMs`. `read`: another clock than the hospital's. */
export function useNow(everyMs: number, read: () => number = clinicalNow): number {
  const [now, setNow] = useState(read)
  useEffect(() => {
    const timer = setInterval(() => setNow(read()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs, read])
  return now
}
