import type { StationReport } from '../../../src-shared/sync/station-report.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { Rebuild } from '../recovery/rebuild.ts'

interface ReportParts {
  outbox: Outbox
  rebuild: Rebuild
  version: string
  mismatchesOf(service: string): number
  now(): number
}

/** This workstation's report to one service, as a query. */
export function stationReport({ outbox, rebuild, version, mismatchesOf, now }: ReportParts) {
  return (service: string): Record<string, string> => {
    const { queue, oldestUnsentAt, refused } = outbox.queueOf(service)
    const report: StationReport = {
      ...{ version, queue, refused },
      mismatches: mismatchesOf(service),
      now: Math.round(now()),
      oldest: oldestUnsentAt ?? 0,
      rebuilding: rebuild.running ? 1 : 0,
      rebuilt: rebuild.answered ?? '',
    }
    return Object.fromEntries(Object.entries(report).map(([name, value]) => [name, String(value)]))
  }
}
