import { createTRPCClient, TRPCClientError } from '@trpc/client'
import type { AnyRouter } from '@trpc/server'
import { beforeEach, expect, test } from 'vitest'
import type { IpcAnswer, IpcRequest } from '../../src-main/app/ipc/messages.ts'
import { ipcLink } from './ipc-link.ts'

let sent: IpcRequest[]
let answer: (message: IpcAnswer) => void

// biome-ignore lint/suspicious/noExplicitAny: a client of no particular router
let client: any
beforeEach(() => {
  sent = []
  const link = ipcLink({
    send: (message) => sent.push(JSON.parse(message)),
    listen: (listener) => {
      answer = (message) => listener(JSON.stringify(message))
    },
  })
  client = createTRPCClient<AnyRouter>({ links: [link as never] })
})
const idOf = (index: number) => String(sent[index]?.id)

test('a query and a mutation get their own answers, in whatever order those come', async () => {
  const bed = client.ward.bed.query({ label: '4' })
  const saved = client.ward.admit.mutate({ bedId: 'b' })
  expect(sent).toMatchObject([
    { kind: 'call', type: 'query', path: 'ward.bed', input: { label: '4' } },
    { kind: 'call', type: 'mutation', path: 'ward.admit' },
  ])
  answer({ id: idOf(1), kind: 'data', data: 'saved' })
  answer({ id: idOf(0), kind: 'data', data: 'free' })
  expect(await Promise.all([bed, saved])).toEqual(['free', 'saved'])
  expect(sent).toHaveLength(2)
})

test('a refusal arrives as tRPC’s error with its problem', async () => {
  const saved = client.ward.admit.mutate({})
  const problem = { code: 'BED_TAKEN', params: {}, cause: 'c', remedy: 'r' }
  answer({ id: idOf(0), kind: 'error', error: { code: -32600, message: 'BED_TAKEN', data: { problem } } })
  const error = await saved.catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(TRPCClientError)
  expect(error.data.problem).toEqual(problem)
})

test('an abort tells the other side to stop', async () => {
  const controller = new AbortController()
  const asked = client.ward.bed.query({}, { signal: controller.signal })
  controller.abort()
  await expect(asked).rejects.toThrow()
  expect(sent.at(-1)).toEqual({ kind: 'stop', id: idOf(0) })
})

test('a subscription gives what comes until it is left, and asks for no more', () => {
  const seen: unknown[] = []
  const subscription = client.app.changes.subscribe(undefined, { onData: (data: unknown) => seen.push(data) })
  answer({ id: idOf(0), kind: 'started' })
  answer({ id: idOf(0), kind: 'data', data: { kinds: ['ward.bed'] } })
  subscription.unsubscribe()
  answer({ id: idOf(0), kind: 'data', data: { kinds: ['late'] } })
  expect(seen).toEqual([{ kinds: ['ward.bed'] }])
  expect(sent.filter(({ kind }) => kind === 'stop')).toHaveLength(1)
})

test('a subscription that the other side ends is complete and is not stopped again', () => {
  let complete = 0
  const onComplete = () => {
    complete++
  }
  client.app.changes.subscribe(undefined, { onComplete })
  answer({ id: idOf(0), kind: 'started' })
  answer({ id: idOf(0), kind: 'end' })
  expect([complete, sent.length]).toEqual([1, 1])
})

test('an answer to the page before the reload meets no call of this one', () => {
  const seen: unknown[] = []
  client.app.changes.subscribe(undefined, { onData: (data: unknown) => seen.push(data) })
  answer({ id: `00000000-0000-4000-8000-000000000000:0`, kind: 'data', data: 'old' })
  expect(seen).toEqual([])
})
