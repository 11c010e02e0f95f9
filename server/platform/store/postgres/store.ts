import pg from 'pg'
import type { Registry } from '../../../../src-shared/kernel/domain.ts'
import { AUDIT_START } from '../../audit/chain.ts'
import { transaction } from '../../database/transaction.ts'
import type { ServiceStore, ServiceTx } from '../port.ts'
import { translated } from './failure.ts'
import { feedKeeping } from './keeping.ts'
import { numberStatements } from './numbers.ts'
import { feedAfter, feedPage, snapshotPage } from './pages.ts'
import type { Place, Session } from './place.ts'
import { beginPush, knownOutcomes } from './push.ts'
import { auditHead, auditLinks, consumerCursor, countsOf } from './reads.ts'
import { record } from './record.ts'
import { rowStatements } from './rows.ts'
import { describeTables } from './tables.ts'

export interface PostgresStoreOptions {
  /** Connected as the service's own role. */
  pool: pg.Pool
  registry: Registry
  service: string
  facilityId: string
}

/** The store of one service on PostgreSQL; its schema is read at the first use. */
export function postgresStore(options: PostgresStoreOptions): ServiceStore {
  const { pool } = options
  const place = once(() => openPlace(options))
  const read = <T>(work: (place: Place) => Promise<T>): Promise<T> => refusing(async () => work(await place()))
  const inTransaction = <T>(work: (session: Session) => Promise<T>, begin?: string): Promise<T> =>
    read((known) => transaction(pool, (client) => work({ ...known, client }), begin))
  return {
    ...feedKeeping(read, pool),
    transaction: (work) => inTransaction((session) => work(serviceTx(session))),
    feedPage: (query) => read((known) => feedPage(known, pool, query)),
    feedAfter: (after, limit) => read((known) => feedAfter(known, pool, after, limit)),
    snapshotPage: (query) =>
      inTransaction(
        (session) => snapshotPage(session, session.client, query),
        'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
      ),
    consumerCursor: (consumer) => read((known) => consumerCursor(known, pool, consumer)),
    counts: () => read((known) => countsOf(known, pool)),
    auditLinks: (deviceId, seq, limit) => read((known) => auditLinks(known, pool, { deviceId, seq, limit })),
    auditHead: (deviceId) => read((known) => auditHead(known, pool, deviceId)),
  }
}

export async function openPlace({ pool, registry, service, facilityId }: PostgresStoreOptions): Promise<Place> {
  const kinds = registry.kindsOf(service)
  return { schema: pg.escapeIdentifier(service), facilityId, kinds, tables: await describeTables(pool, kinds) }
}

const serviceTx = (session: Session): ServiceTx => ({
  ...rowStatements(session),
  ...numberStatements(session),
  beginPush: (push) => beginPush(session, push),
  outcomes: (commandIds) => knownOutcomes(session, commandIds),
  setConsumerCursor: (consumer, ver) => setConsumerCursor(session, consumer, ver),
  holdAudit: (deviceId) => holdAudit(session, deviceId),
  record: (recording) => record(session, recording),
})

async function setConsumerCursor({ client, schema, facilityId }: Session, consumer: string, ver: number) {
  await client.query(
    `INSERT INTO ${schema}.consumer_cursor (facility_id, consumer, ver) VALUES ($1, $2, $3)
     ON CONFLICT (facility_id, consumer) DO UPDATE SET ver = excluded.ver`,
    [facilityId, consumer, ver],
  )
}

async function holdAudit({ client, schema, facilityId }: Session, deviceId: string) {
  const { rows } = await client.query<{ seq: number; hash: string }>({
    name: 'audit head',
    text: `INSERT INTO ${schema}.audit_head AS h (facility_id, device_id, seq, hash) VALUES ($1, $2, 0, $3)
      ON CONFLICT (facility_id, device_id) DO UPDATE SET seq = h.seq RETURNING seq, hash`,
    values: [facilityId, deviceId, AUDIT_START],
  })
  return { seq: Number(rows[0]?.seq ?? 0), hash: rows[0]?.hash ?? AUDIT_START }
}

async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw translated(error)
  }
}

/** A failure is not remembered. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let known: Promise<T> | null = null
  return () => {
    known ??= make().catch((error) => {
      known = null
      throw error
    })
    return known
  }
}
