import { holding } from '../../../src-shared/domains/pharmacy/index.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import type { Station } from '../../platform/station.ts'

export interface Wanted {
  stockId: string
  quantity: number
}
type Parts = Pick<Station, 'db' | 'look' | 'network' | 'sync' | 'device'>

const heldOf = (station: Parts, stockId: string): number => {
  const deviceId = station.device.enrolment?.deviceId ?? ''
  return station.look(holding.heldBy(stockId, deviceId))
}

/**
 * Asks the server for what is wanted beyond what this workstation holds. Where the server is away, or has no more, nothing
 * changes: the command itself says what is missing.
 */
export async function borrowMissing(station: Parts, wanted: readonly Wanted[]): Promise<void> {
  const wants = wanted
    .map(({ stockId, quantity }) => ({ keyId: stockId, quantity: quantity - heldOf(station, stockId) }))
    .filter(({ quantity }) => quantity > 0)
  if (wants.length === 0) return
  try {
    const body = { pool: holding.pool.name, wants }
    const answer = await station.network.request('POST', '/v1/pharmacy/sync/claims', body)
    if (answer.status === 200) await station.sync.syncNow()
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
  }
}
