const MINUTE = 60_000
const DAY = 1440 * MINUTE

export type TakenAt = { ok: true; at: number } | { ok: false; why: 'vitals.timeWrong' | 'vitals.timeFuture' }

/**
 * When a set was taken: nothing typed is now; `0235` and `02:35` are today, or yesterday where that time of today is
 * still to come by more than an hour (entered after midnight).
 */
export function readTakenAt(text: string, now: number, offsetMinutes: number): TakenAt {
  const plain = text.trim()
  if (plain === '') return { ok: true, at: now }
  const found = /^([01]?\d|2[0-3])[:.]?([0-5]\d)$/.exec(plain)
  if (!found) return { ok: false, why: 'vitals.timeWrong' }
  const midnight = Math.floor((now + offsetMinutes * MINUTE) / DAY) * DAY - offsetMinutes * MINUTE
  const today = midnight + (Number(found[1]) * 60 + Number(found[2])) * MINUTE
  if (today <= now) return { ok: true, at: today }
  return today - now > 60 * MINUTE ? { ok: true, at: today - DAY } : { ok: false, why: 'vitals.timeFuture' }
}
