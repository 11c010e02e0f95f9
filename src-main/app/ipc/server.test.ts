import { EventEmitter } from 'node:events'
import { initTRPC, TRPCError } from '@trpc/server'
import { beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { CHANNEL, type IpcAnswer } from './messages.ts'
import { type IpcEvent, serveIpc } from './server.ts'

const PAGE = 'carecode://app/index.html'

let ended: string[]
const t = initTRPC.context<{ nurse: string }>().create({
  errorFormatter: ({ shape, error }) => ({ ...shape, data: { ...shape.data, problem: error.cause ?? null } }),
})
const router = t.router({
  bed: t.procedure.input(z.object({ label: z.string() })).query(({ input, ctx }) => `${input.label} by ${ctx.nurse}`),
  fail: t.procedure.mutation(() => {
    throw new TRPCError({ code: 'BAD_REQUEST', cause: Object.assign(new Error('x'), { code: 'BED_TAKEN' }) })
  }),
  hang: t.procedure.query(
    ({ signal }) =>
      new Promise<string>((resolve) => {
        signal?.addEventListener('abort', () => {
          ended.push('hang')
          resolve('late')
        })
      }),
  ),
  beds: t.procedure.subscription(async function* ({ signal }) {
    try {
      yield 1
      yield 2
      await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()))
    } finally {
      ended.push('beds')
    }
  }),
  three: t.procedure.subscription(async function* () {
    yield* [1, 2, 3]
  }),
})

class FakePage extends EventEmitter {
  readonly id: number
  readonly mainFrame: { url: string }
  readonly answers: IpcAnswer[] = []
  destroyed = false
  constructor(id: number, url = PAGE) {
    super()
    this.id = id
    this.mainFrame = { url }
  }
  isDestroyed = () => this.destroyed
  send(channel: string, message: string) {
    expect(channel).toBe(CHANNEL)
    this.answers.push(JSON.parse(message))
    this.emit('answered')
  }
  kinds = (id: string) => this.answers.filter((answer) => answer.id === id).map(({ kind }) => kind)
}

let ipcMain: EventEmitter
let refused: string[]
const say = (page: FakePage, message: unknown, frame: IpcEvent['senderFrame'] = page.mainFrame) =>
  ipcMain.emit(
    CHANNEL,
    { sender: page, senderFrame: frame },
    typeof message === 'string' ? message : JSON.stringify(message),
  )
const call = (id: string, type: string, path: string, input?: unknown) => ({ kind: 'call', id, type, path, input })
/** Everything that is due before the next macrotask has happened. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

beforeEach(() => {
  ipcMain = new EventEmitter()
  refused = []
  ended = []
  serveIpc(ipcMain, {
    ...{ router, origin: 'carecode://app' },
    createContext: () => ({ nurse: 'Kumari' }),
    onRefused: (reason) => refused.push(reason),
  })
})

test('a query is answered with its context, a refusal with its typed data', async () => {
  const page = new FakePage(1)
  say(page, call('a', 'query', 'bed', { label: '4' }))
  say(page, call('b', 'mutation', 'fail'))
  await settled()
  expect(page.answers).toContainEqual({ id: 'a', kind: 'data', data: '4 by Kumari' })
  expect(page.answers).toContainEqual({
    id: 'b',
    kind: 'error',
    error: expect.objectContaining({
      data: expect.objectContaining({ code: 'BAD_REQUEST', path: 'fail', problem: { code: 'BED_TAKEN' } }),
    }),
  })
})

test('a wrong input and an unknown procedure are errors, not silence', async () => {
  const page = new FakePage(1)
  say(page, call('a', 'query', 'bed', { label: 4 }))
  say(page, call('b', 'query', 'nowhere'))
  say(page, call('c', 'query', 'fail'))
  await settled()
  expect([...page.kinds('a'), ...page.kinds('b'), ...page.kinds('c')]).toEqual(['error', 'error', 'error'])
})

test.each([
  ['a page of another origin', new FakePage(1, 'https://example.org/'), undefined],
  ['a host that only begins alike', new FakePage(1, 'carecode://app.example.org/'), undefined],
  ['a local file', new FakePage(1, 'file:///index.html'), undefined],
  ['a frame inside our page', new FakePage(1), { url: PAGE }],
  ['a frame that is gone', new FakePage(1), null],
])('%s is refused loudly and gets no answer', async (_who, page, frame) => {
  say(page, call('a', 'query', 'bed', { label: '4' }), frame === undefined ? page.mainFrame : frame)
  await settled()
  expect(page.answers).toEqual([])
  expect(refused).toHaveLength(1)
})

test.each([
  ['no JSON', '{'],
  ['no object', '7'],
  ['another kind', { kind: 'eval', id: 'a' }],
  ['an extra field', { ...call('a', 'query', 'bed'), channel: 'x' }],
  ['a path that reaches further', call('a', 'query', '__proto__.bed')],
  ['an id without an end', call('x'.repeat(65), 'query', 'bed')],
  ['a message without an end', call('a', 'query', 'bed', { label: 'x'.repeat(1_000_000) })],
])('a message with %s is refused', async (_what, message) => {
  const page = new FakePage(1)
  say(page, message)
  await settled()
  expect(page.answers).toEqual([])
  expect(refused).toEqual(['message of another form'])
})

test('a call that is stopped is aborted, and its late answer is not sent', async () => {
  const page = new FakePage(1)
  say(page, call('a', 'query', 'hang'))
  await settled()
  say(page, { kind: 'stop', id: 'a' })
  await settled()
  expect(ended).toEqual(['hang'])
  expect(page.answers).toEqual([])
})

test('a subscription sends what comes and ends', async () => {
  const page = new FakePage(1)
  say(page, call('a', 'subscription', 'three'))
  await settled()
  expect(page.kinds('a')).toEqual(['started', 'data', 'data', 'data', 'end'])
})

test('a subscription that is stopped runs its cleanup, once', async () => {
  const page = new FakePage(1)
  say(page, call('a', 'subscription', 'beds'))
  await settled()
  expect(page.kinds('a')).toEqual(['started', 'data', 'data'])
  say(page, { kind: 'stop', id: 'a' })
  say(page, { kind: 'stop', id: 'a' })
  await settled()
  expect(ended).toEqual(['beds'])
})

test.each([
  ['is reloaded', (page: FakePage) => page.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false })],
  ['crashes', (page: FakePage) => page.emit('render-process-gone')],
  [
    'is destroyed',
    (page: FakePage) => {
      page.destroyed = true
      page.emit('destroyed')
    },
  ],
])('what a page has running ends when it %s, and only of that page', async (_how, leave) => {
  const [page, other] = [new FakePage(1), new FakePage(2)]
  for (const each of [page, other]) say(each, call('a', 'subscription', 'beds'))
  say(page, call('b', 'query', 'hang'))
  await settled()
  leave(page)
  await settled()
  expect(ended.toSorted()).toEqual(['beds', 'hang'])
  expect(page.kinds('a')).toEqual(['started', 'data', 'data'])
})

test('a reload adds no second set of listeners to the page', async () => {
  const page = new FakePage(1)
  for (const id of ['a', 'b', 'c']) {
    say(page, call(id, 'subscription', 'beds'))
    await settled()
    page.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false })
  }
  await settled()
  expect(ended).toHaveLength(3)
  expect(page.listenerCount('did-start-navigation')).toBe(1)
  expect(page.listenerCount('destroyed')).toBe(1)
})

test('an anchor within the page ends nothing', async () => {
  const page = new FakePage(1)
  say(page, call('a', 'subscription', 'beds'))
  await settled()
  page.emit('did-start-navigation', { isMainFrame: true, isSameDocument: true })
  await settled()
  expect(ended).toEqual([])
})
