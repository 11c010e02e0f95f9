import type pg from 'pg'

/** Begins, runs and commits; an error rolls back and goes on to the caller. */
export async function inTransaction<T>(client: pg.ClientBase, work: () => Promise<T>, begin = 'BEGIN'): Promise<T> {
  const begun = client.query(begin)
  // on its way with the first statement, which fails where this one does
  begun.catch(() => undefined)
  try {
    const result = await work()
    await begun
    const { command } = await client.query('COMMIT')
    // the answer where a statement had failed and the caller went on all the same
    if (command === 'ROLLBACK') throw new Error('the transaction had failed before its commit')
    return result
  } catch (error) {
    // a broken connection cannot roll back, and need not
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  }
}

/** One transaction on a connection of the pool. A connection that was lost in it is not given to anybody again. */
export async function transaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
  begin?: string,
): Promise<T> {
  const client = await pool.connect()
  let lost: Error | undefined
  const onError = (error: Error) => {
    lost = error
  }
  client.on('error', onError)
  try {
    return await inTransaction(client, () => work(client), begin)
  } finally {
    client.off('error', onError)
    client.release(lost)
  }
}
