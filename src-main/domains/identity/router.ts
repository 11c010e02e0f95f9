import { breakGlass, reviewBreakGlass } from '../../../src-shared/domains/identity/index.ts'
import { router, save, saveProven } from '../../app/trpc.ts'
import type { Station } from '../../platform/station.ts'

/** What staff do about each other's charts. */
export function identityRouter(station: Station) {
  return router({
    breakGlass: saveProven(station, breakGlass),
    reviewBreakGlass: save(station, reviewBreakGlass),
  })
}
