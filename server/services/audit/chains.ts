import type pg from 'pg'
import type { EntryLine } from '../../../src-shared/audit/file.ts'
import { serviceHeads } from './queries/anchors.ts'
import { servicePage } from './queries/export.ts'

type Entry = Omit<EntryLine, 'type'>

/** A service with a chain of its own for each device: in this process, or asked over the network. */
export interface ChainedService {
  name: string
  /** Where each device's chain stands. */
  heads(): Promise<{ device: string; seq: number; hash: string }[]>
  /** Entries behind `after`, up to number `to`; none: there are no more. */
  page(device: string, after: number, to: number): Promise<Entry[]>
}

export const chainedService = (name: string, pool: pg.Pool, facilityId: string): ChainedService => ({
  name,
  heads: () => serviceHeads(pool, facilityId),
  page: (deviceId, after, to) => servicePage(pool, { facilityId, deviceId }, after, to),
})

/** All of a device's chain up to number `to`. */
export async function* pagesOf(service: ChainedService, device: string, to: number): AsyncGenerator<Entry[]> {
  for (let after = 0; after < to; ) {
    const page = await service.page(device, after, to)
    if (page.length === 0) return
    yield page
    after = page.at(-1)?.seq ?? to
  }
}
