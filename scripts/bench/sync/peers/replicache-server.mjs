import { offer } from '../calls.ts'
import { Records, serverCalls } from './shared-server.mjs'

const records = new Records()
const lastMutation = new Map()
let refused = 0

/** Mutations run again at the server, once each by their number; where the base is another, the server's state stays. */
function push({ clientGroupID, mutations }) {
  for (const { clientID, id, args } of mutations) {
    if (id <= (lastMutation.get(clientID)?.id ?? 0)) continue
    const known = records.all.get(args.record.id)
    if (known && known.record.count !== args.base) refused++
    else records.put(args.record)
    lastMutation.set(clientID, { id, group: clientGroupID })
  }
  return {}
}

function pull({ clientGroupID, cookie }) {
  const found = records.since(cookie?.order ?? 0, Number.POSITIVE_INFINITY)
  const changes = [...lastMutation]
    .filter(([, { group }]) => group === clientGroupID)
    .map(([client, { id }]) => [client, id])
  return {
    cookie: { order: found.at(-1)?.version ?? cookie?.order ?? 0 },
    lastMutationIDChanges: Object.fromEntries(changes),
    patch: found.map(({ record }) => ({ op: 'put', key: record.id, value: record })),
  }
}

offer({ ...serverCalls(records, { '/push': push, '/pull': pull }), refused: () => refused })
