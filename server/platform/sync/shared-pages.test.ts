import { describe, expect, it } from 'vitest'
import type { FeedPage, FeedQuery } from '../store/port.ts'
import { sharedPages } from './shared-pages.ts'

const ask = { scopes: ['ward:1'], cursor: 5, limit: 10 }

/** A store whose pages end when the test says so; the head rises with each. */
function slowStore() {
  const asked: { query: FeedQuery; end(failure?: Error): void }[] = []
  const feedPage = (query: FeedQuery) =>
    new Promise<FeedPage>((resolve, reject) => {
      const head = asked.length + 1
      const lastNumbers = new Map(query.clientIds.map((id) => [id, id.length]))
      const page = { head, ver: head, horizon: 0, entries: [], sums: [], lastNumbers }
      asked.push({ query, end: (failure) => (failure ? reject(failure) : resolve(page)) })
    })
  return { asked, feedPage }
}
const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('pulls that ask for the same', () => {
  it('given fifty while one is being read, then one more look answers them all, each with its own last number', async () => {
    const store = slowStore()
    const pages = sharedPages(store)
    const first = pages('a', ask)
    await turn()
    const others = Array.from({ length: 50 }, (_, i) => pages('b'.repeat(i + 1), ask))
    await turn()
    expect(store.asked.length).toBe(1)
    store.asked[0]?.end()
    expect((await first).head).toBe(1)
    await turn()
    store.asked[1]?.end()
    const answers = await Promise.all(others)
    expect(store.asked.length).toBe(2)
    // begun after they asked: what they were poked for is in it
    expect(answers.every(({ head }) => head === 2)).toBe(true)
    expect(answers[49]?.lastNumbers.get('b'.repeat(50))).toBe(50)
  })

  it('given other scopes or another cursor, then they have a look of their own', async () => {
    const store = slowStore()
    const pages = sharedPages(store)
    void pages('a', ask)
    void pages('b', { ...ask, scopes: ['ward:2'] })
    void pages('c', { ...ask, cursor: 6 })
    await turn()
    expect(store.asked.map(({ query }) => query.clientIds)).toEqual([['a'], ['b'], ['c']])
  })

  it('given a look that fails, then those who waited for it are told, and the next ones are answered', async () => {
    const store = slowStore()
    const pages = sharedPages(store)
    const first = pages('a', ask)
    await turn()
    const second = pages('b', ask)
    store.asked[0]?.end(new Error('no connection'))
    await expect(first).rejects.toThrow('no connection')
    await turn()
    store.asked[1]?.end()
    expect((await second).head).toBe(2)
    void pages('c', ask)
    await turn()
    expect(store.asked.length).toBe(3)
  })
})
