import type { Problem } from '../../../../src-shared/kernel/errors.ts'
import { Conflict } from '../../store/failure.ts'
import { NO_DEVICE, type NumberLease, type PushBegin, type PushKnown, type ServiceTx } from '../../store/port.ts'
import type { ModelTables } from './tables.ts'
import type { ModelTransaction } from './transaction.ts'

interface Session {
  tx: ModelTransaction
  tables: ModelTables
}

export async function beginPush({ tx, tables }: Session, push: PushBegin): Promise<PushKnown> {
  const clientId = push.clientId.toLowerCase()
  await tx.statement('hold client')
  await tx.hold(`client ${clientId}`)
  const client = tx.get(tables.client, clientId) ?? { deviceId: push.deviceId, lastNumber: 0 }
  tx.set(tables.client, clientId, client)
  await tx.statement('what is known of a push')
  const kept = tx.values(tables.keptCommand).filter((each) => each.clientId === clientId && each.commandId === null)
  return {
    ...client,
    outcomes: outcomesOf(tx, tables, push.commandIds),
    kept: new Map<string, Problem | null>(kept.map((each) => [`${each.number} ${each.bodyHash}`, each.problem])),
    lent: push.numbers.map((number) => isLent(tx, tables, push.deviceId, number)),
  }
}

export function outcomesOf(tx: ModelTransaction, tables: ModelTables, commandIds: readonly string[]) {
  const ids = [...new Set(commandIds.map((id) => id.toLowerCase()))]
  return new Map(
    ids.flatMap((id) => {
      const known = tx.get(tables.outcome, id)
      return known ? [[id, known] as const] : []
    }),
  )
}

function isLent(
  tx: ModelTransaction,
  tables: ModelTables,
  deviceId: string,
  { sequence, value }: PushBegin['numbers'][number],
): boolean {
  const within = (from: number, to: number) => value >= from && value < to
  return (
    tx
      .values(tables.numberLease)
      .some((l) => l.deviceId === deviceId && l.sequence === sequence && within(l.first, l.last + 1)) ||
    tx.values(tables.numberBlock).some((b) => b.sequence === sequence && within(b.lostFrom, b.lostTo))
  )
}

type Numbers = Pick<ServiceTx, 'takeNumbers' | 'lastBlock' | 'beginBlock' | 'addLease' | 'returnRest' | 'lendRest'>

export const numberStatements = ({ tx, tables: { numberBlock, numberLease } }: Session): Numbers => ({
  async takeNumbers(sequence, epoch, count) {
    await tx.statement('take numbers')
    const key = `${sequence} ${epoch}`
    if (!tx.get(numberBlock, key)) return null
    await tx.hold(`number_block ${key}`)
    const block = tx.get(numberBlock, key)
    if (!block) return null
    tx.set(numberBlock, key, { ...block, next: block.next + count })
    return block.next
  },
  async lastBlock(sequence) {
    await tx.statement('last block')
    const blocks = tx.values(numberBlock).filter((each) => each.sequence === sequence)
    return blocks.sort((a, b) => b.position - a.position)[0]?.epoch ?? null
  },
  async beginBlock({ sequence, epoch, start, gap }) {
    await tx.statement('begin block')
    // as the statement's own snapshot has it; whoever was faster is waited for afterwards
    const others = tx.values(numberBlock).filter((each) => each.sequence === sequence)
    const position = Math.max(-1, ...others.map((each) => each.position)) + 1
    const above = others.length > 0 ? Math.max(...others.map(({ next }) => next)) : start
    const next = above + gap
    const key = `${sequence} ${epoch}`
    await tx.hold(`number_block ${key}`)
    if (tx.get(numberBlock, key)) return
    await tx.hold(`number_block ${sequence} at ${position}`)
    if (tx.values(numberBlock).some((each) => each.sequence === sequence && each.position === position)) return
    tx.set(numberBlock, key, { sequence, epoch, position, next, lostFrom: above, lostTo: next })
  },
  async addLease(lease) {
    await tx.statement('add lease')
    const key = `${lease.sequence} ${lease.first}`
    await tx.hold(`number_lease ${key}`)
    if (tx.get(numberLease, key)) throw new Conflict('number_lease_pkey')
    tx.set(numberLease, key, lease)
  },
  async returnRest(rest) {
    await tx.statement('return numbers')
    const ends = () =>
      tx
        .values(numberLease)
        .find(
          ({ sequence, deviceId, epoch, first, last }) =>
            sequence === rest.sequence &&
            deviceId === rest.deviceId &&
            epoch === rest.epoch &&
            first <= rest.first &&
            last === rest.last,
        )
    const seen = ends()
    if (!seen) return false
    await tx.hold(`number_lease ${seen.sequence} ${seen.first}`)
    const lease = ends()
    if (!lease) return false
    const back = { ...lease, first: rest.first, deviceId: NO_DEVICE }
    const key = (first: number) => `${rest.sequence} ${first}`
    if (lease.first < rest.first) {
      tx.set(numberLease, key(lease.first), { ...lease, last: rest.first - 1 })
      await tx.hold(`number_lease ${key(rest.first)}`)
    }
    tx.set(numberLease, key(rest.first), back)
    return true
  },
  async lendRest({ sequence, epoch, ...to }) {
    await tx.statement('lend a rest')
    const isFree = (lease: NumberLease) =>
      lease.sequence === sequence && lease.epoch === epoch && lease.deviceId === NO_DEVICE
    const lowest = tx
      .values(numberLease)
      .filter(isFree)
      .sort((a, b) => a.first - b.first)[0]
    if (!lowest) return null
    const key = `${sequence} ${lowest.first}`
    await tx.hold(`number_lease ${key}`)
    const now = tx.get(numberLease, key)
    if (!now || !isFree(now)) return null
    tx.set(numberLease, key, { ...now, ...to })
    return { first: now.first, last: now.last }
  },
})
