import { Replicache } from 'replicache'
import { offer } from '../calls.ts'
import { timed, timedWrites } from './shared-server.mjs'

/** Replicache on its memory store: outside a browser it has no other. */
let replicache

function open({ url }) {
  replicache = new Replicache({
    ...{ name: 'bench', kvStore: 'mem', pullInterval: null, pushDelay: 100_000_000, logLevel: 'error' },
    ...{ pushURL: `${url}/push`, pullURL: `${url}/pull` },
    mutators: {
      async put(tx, { record, isNew }) {
        if (!isNew) await tx.get(record.id)
        await tx.set(record.id, record)
      },
    },
  })
}

const count = () => replicache.query(async (tx) => (await tx.scan().keys().toArray()).length)

const bootstrap = () =>
  timed(async () => {
    await replicache.pull({ now: true })
    return { rows: await count() }
  })

const write = (what) =>
  timedWrites(
    what,
    (record) => replicache.mutate.put({ record, isNew: true, base: null }),
    (record) => replicache.mutate.put({ record, isNew: false, base: record.count - 1 }),
  )

const push = () =>
  timed(async () => {
    await replicache.push({ now: true })
    return {}
  })

offer({ open, bootstrap, write, push, count, close: () => replicache.close() })
