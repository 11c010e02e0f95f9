import { randomUUID } from 'node:crypto'
import { openTickets } from '../../../server/app/peers/tickets.ts'
import { ACTS, type Ground, vitalsOf } from './acts.ts'
import type { Answered, Desk } from './desk.ts'
import type { Hospital } from './hospital.ts'
import { type Rate, rateOf } from './rate.ts'

export interface HopRow {
  what: string
  way: 'gateway' | 'direct'
  desks: number
  rate: Rate
}

const BATCH = 100
const MANY = 16

/** The same requests through the gateway and straight to the service, in turns: one at a time, then as many as go through. */
export async function measureHop(hospital: Hospital, nurses: readonly Desk[], ground: Ground, ms: number) {
  const read = (desk: Desk) => desk.ask('GET', `/v1/pharmacy/generics/${ground.genericId}`)
  const save = (desk: Desk) => ACTS['vitals save'](desk, ground)
  const { via } = await openTickets(hospital.dataDir)
  const rows: HopRow[] = []
  for (const [what, service, act] of [
    ['a small read', 'pharmacy', read],
    ['a small command', 'ward', save],
  ] as const) {
    for (const desks of [1, MANY]) {
      for (const way of ['gateway', 'direct', 'gateway', 'direct'] as const) {
        const there = nurses
          .slice(0, desks)
          .map((nurse) =>
            way === 'gateway' ? nurse.at(hospital.gateway.url) : nurse.at(hospital.part(service).url, via),
          )
        const rate = await rateOf(hospital, there, { ms }, act)
        const known = rows.findIndex((row) => row.what === what && row.way === way && row.desks === desks)
        // the first of the two warms up
        if (known >= 0) rows[known] = { what, way, desks, rate }
        else rows.push({ what, way, desks, rate })
        for (const desk of there) desk.leave()
      }
    }
  }
  return rows
}

/** Commands of which each request carries a hundred. */
export function measureBatches(
  hospital: Hospital,
  nurses: readonly Desk[],
  { stays }: Ground,
  ms: number,
): Promise<Rate> {
  let next = 0
  const batch = (desk: Desk): Promise<Answered> => {
    const commands = Array.from({ length: BATCH }, () => {
      const stay = stays[next++ % stays.length] as Ground['stays'][number]
      const command = {
        commandId: randomUUID(),
        name: 'ward.recordVitals',
        version: 1,
        occurredAt: Date.now(),
        ids: {},
      }
      return { ...command, input: vitalsOf(stay) }
    })
    return desk.ask('POST', '/v1/ward/commands', { commands })
  }
  return rateOf(hospital, nurses.slice(0, 4), { ms, of: BATCH }, batch)
}
