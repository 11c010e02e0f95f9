import { z } from 'zod'
import type { CacheLock, Locked } from '../../platform/keys/cache-lock.ts'
import { openProcedure, type ProblemView, problemView, router } from '../trpc.ts'

export interface LockedView extends Omit<Locked, 'problem'> {
  problem: ProblemView
}

const person = z.strictObject({ username: z.string().trim().min(1).max(40), password: z.string().min(1).max(200) })
const extension = z.strictObject({ first: person, second: person })

/** Of the lock of the cache, what a screen may ask. */
export type LockPort = Pick<CacheLock, 'locked' | 'notices' | 'remember' | 'extend'> & {
  /** Writes down who opened it. */
  extended(who: [string, string]): void
}

/** Whether the data of patients is locked here, and how two people open it. Null: it is not. */
export const lockRouter = (lock: LockPort | undefined) =>
  router({
    state: openProcedure.query((): LockedView | null => {
      const locked = lock?.locked ?? null
      return locked && { ...locked, problem: problemView(locked.problem) }
    }),
    extend: openProcedure.input(extension).mutation(async ({ input }): Promise<void> => {
      if (lock) lock.extended(await lock.extend(input.first, input.second))
    }),
  })
