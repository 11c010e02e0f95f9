import { join } from 'node:path'
import { offerClient } from './client.mjs'
import { PouchDB, toDoc, toRecord } from './pouchdb.mjs'

const PAGE = { batch_size: 1_000 }

offerClient(async ({ url, dir, list, name }) => {
  const local = new PouchDB(join(dir, `${name}-${process.pid}`), { adapter: 'leveldb' })
  const remote = new PouchDB(`${url}/${list}`, { skip_setup: true })
  let following = null
  const client = {
    seen: -1,
    pull: () => local.replicate.from(remote, PAGE),
    push: () => local.replicate.to(remote, PAGE),
    count: async () => (await local.info()).doc_count,
    get: async (id) => toRecord(await local.get(id)),
    insert: (record) => local.put(toDoc(record)),
    update: async (record) => local.put({ ...toDoc(record), _rev: (await local.get(record.id))._rev }),
    async live(id) {
      following = local.replicate.from(remote, { live: true, retry: true, ...PAGE })
      following.on('error', () => undefined)
      following.on('change', ({ docs }) => {
        client.seen = docs.find(({ _id }) => _id === id)?.count ?? client.seen
      })
    },
    async close() {
      following?.cancel()
      await local.close()
    },
  }
  return client
})
