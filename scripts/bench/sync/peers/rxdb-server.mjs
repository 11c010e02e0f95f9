import { offer } from '../calls.ts'
import { Records, serverCalls } from './shared-server.mjs'

const records = new Records()

/** A push names the state that the client took for the server's; where that is another, the server's is given back. */
function push({ rows }) {
  const conflicts = []
  for (const { assumed, now } of rows) {
    const known = records.all.get(now.id)
    if (known && known.record.count !== (assumed?.count ?? -1)) conflicts.push({ ...known.record, _deleted: false })
    else records.put(now)
  }
  return conflicts
}

function pull({ version, limit }) {
  const found = records.since(version, limit)
  return {
    documents: found.map(({ record }) => ({ ...record, _deleted: false })),
    checkpoint: { version: found.at(-1)?.version ?? version },
  }
}

offer(serverCalls(records, { '/push': push, '/pull': pull }))
