import { setTimeout as pause } from 'node:timers/promises'

/** Three times what a loaded machine was seen to need: it guards against hanging only. */
const PATIENCE_MS = 180_000

/** Waits for what has to happen within three minutes. @throws Error naming it */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const began = Date.now(); !(await holds()); await pause(100))
    if (Date.now() - began > PATIENCE_MS) throw new Error(`not within three minutes: ${what}`)
}
