import { Replicache } from 'replicache'
import { ask, offerClient, onPoke } from './client.mjs'

offerClient(async ({ url, list, name }) => {
  let online = false
  const reach = (path) => async (request) => {
    if (!online) return { httpRequestInfo: { httpStatusCode: 503, errorMessage: 'offline' } }
    const response = await ask(`${url}/replicache/${path}?list=${list}`, request)
    const httpRequestInfo = { httpStatusCode: 200, errorMessage: '' }
    return path === 'pull' ? { httpRequestInfo, response } : { httpRequestInfo }
  }
  const rep = new Replicache({
    ...{ name: `${name}-${process.pid}`, kvStore: 'mem', pullInterval: null, pushDelay: 0, logLevel: 'fatal' },
    ...{ puller: reach('pull'), pusher: reach('push') },
    requestOptions: { maxDelayMs: 100 },
    mutators: { record: (tx, record) => tx.set(record.id, record) },
  })
  let endPokes = () => undefined
  const pull = async () => {
    online = true
    await rep.pull({ now: true })
  }
  const client = {
    seen: -1,
    pull,
    async push() {
      online = true
      await rep.push({ now: true })
      await rep.pull({ now: true })
      while ((await rep.experimentalPendingMutations()).length > 0) {
        await rep.push({ now: true })
        await rep.pull({ now: true })
      }
    },
    count: () => rep.query(async (tx) => (await tx.scan().keys().toArray()).length),
    get: async (id) => ({ ...(await rep.query((tx) => tx.get(id))) }),
    insert: (record) => offline(record),
    update: (record) => offline(record),
    async live(id) {
      endPokes = await onPoke(url, () => void rep.pull({ now: true }))
      rep.subscribe((tx) => tx.get(id), {
        onData: (found) => {
          client.seen = found?.count ?? -1
        },
      })
    },
    async close() {
      endPokes()
      await rep.close()
    },
  }
  return client

  function offline(record) {
    online = false
    return rep.mutate.record(record)
  }
})
