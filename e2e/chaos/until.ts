import { setTimeout as pause } from 'node:timers/promises'

const PATIENCE_MS = 60_000

/** Waits for what has to happen within a minute. @throws Error naming it */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const began = Date.now(); !(await holds()); await pause(100))
    if (Date.now() - began > PATIENCE_MS) throw new Error(`not within a minute: ${what}`)
}
