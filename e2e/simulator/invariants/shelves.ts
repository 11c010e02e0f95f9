import type { World } from '../history/world.ts'
import type { Committed, ServerRow } from '../hospital/backend.ts'
import { accountsAddUp, type Row, rowsOf, total } from './stock.ts'

type Rows = readonly ServerRow[]

/**
 * The two books of the pharmacy (decision 0051) for each batch at a department: the ledger that people read sums to what
 * is free, held and in suspense; every line of it has its document, and every document its line; what was given without
 * cover is in somebody's inbox.
 */
export function shelvesAddUp({ breach }: World, all: Record<string, Committed>): void {
  const rows = all.pharmacy?.rows ?? []
  const stocks = rowsOf(rows, 'pharmacy.stock')
  const pools = new Map(rowsOf(rows, 'pharmacy.holding').map((pool) => [pool.id, pool]))
  if (stocks.length === 0) breach('shelves: the first goods are gone')
  if (pools.size !== stocks.length) breach(`shelves: ${stocks.length} stocks have ${pools.size} pools`)
  const told = toldOf(rows)
  for (const { id } of stocks) {
    const pool = pools.get(id)
    if (pool) booksAgree(breach, pool, { rows, told })
    else breach(`shelves: ${id} has no pool`)
  }
  nothingBroughtBackTwice(breach, rows)
}

function booksAgree(breach: World['breach'], pool: Row, { rows, told }: { rows: Rows; told: Set<unknown> }): void {
  const keyed = (kind: string) => rowsOf(rows, kind).filter(({ keyId }) => keyId === pool.id)
  const holders = keyed('pharmacy.holdingEscrow')
  const movements = keyed('pharmacy.holdingMovement')
  accountsAddUp(breach, pool, { movements, holders })
  const ledger = rowsOf(rows, 'pharmacy.ledgerEntry').filter(({ stockId }) => stockId === pool.id)
  const [onHand, held] = [total(ledger), total(holders)]
  if (onHand !== Number(pool.free) + held + Number(pool.suspense))
    breach(
      `shelves: the ledger says ${onHand} of ${pool.id}: ${pool.free} free, ${held} held, ${pool.suspense} in suspense`,
    )
  for (const [type, said] of Object.entries(documentsOf(String(pool.id), rows))) {
    const booked = total(ledger.filter((entry) => entry.type === type))
    if (booked !== said) breach(`shelves: ${booked} of ${pool.id} are booked as ${type}, the documents say ${said}`)
  }
  const unseen = movements.find(({ source, commandId }) => source === 'suspense' && !told.has(commandId))
  if (unseen) breach(`shelves: ${unseen.quantity} of ${pool.id} were given without cover, and nobody is told`)
}

/** What receipts, dispenses and returns say of one stock. */
function documentsOf(stockId: string, rows: Rows): Record<'received' | 'dispensed' | 'returned', number> {
  const receipts = rowsOf(rows, 'pharmacy.goodsReceipt').flatMap(({ lines }) => lines as ReceiptLine[])
  const given = rowsOf(rows, 'pharmacy.dispensedLine').filter((line) => line.stockId === stockId)
  const ids = new Set(given.map(({ id }) => id))
  const back = rowsOf(rows, 'pharmacy.dispenseReturn').filter(({ lineId, restocked }) => restocked && ids.has(lineId))
  const units = ({ packs, freePacks, packSize }: ReceiptLine) => (packs + freePacks) * packSize
  return {
    received: receipts.filter((line) => line.stockId === stockId).reduce((sum, line) => sum + units(line), 0),
    dispensed: -total(given),
    returned: total(back),
  }
}
interface ReceiptLine {
  stockId: string
  packs: number
  freePacks: number
  packSize: number
}

/** Commands that somebody has an item on for what they gave without cover. */
const toldOf = (rows: Rows) =>
  new Set(
    rowsOf(rows, 'pharmacy.inboxItem')
      .filter(({ problems }) => JSON.stringify(problems).includes('CLAIM_WITHOUT_COVER'))
      .map(({ commandId }) => commandId),
  )

function nothingBroughtBackTwice(breach: World['breach'], rows: Rows): void {
  const back = rowsOf(rows, 'pharmacy.dispenseReturn')
  for (const { id, quantity } of rowsOf(rows, 'pharmacy.dispensedLine')) {
    const returned = total(back.filter(({ lineId }) => lineId === id))
    if (returned > Number(quantity)) breach(`shelves: ${returned} of ${quantity} came back of line ${id}`)
  }
}
