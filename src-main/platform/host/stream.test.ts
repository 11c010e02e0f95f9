import { expect, it } from 'vitest'
import { emitter } from '../store/emitter.ts'
import { merged } from './stream.ts'

const union = (a: string[], b: string[]) => [...a, ...b]

function source() {
  const said = emitter<string[]>()
  let listeners = 0
  const listen = (heard: (value: string[]) => void) => {
    listeners += 1
    const stop = said.on(heard)
    return () => {
      listeners -= 1
      stop()
    }
  }
  return { say: (value: string) => said.emit([value]), listen, listeners: () => listeners }
}

it('given a slow reader, then what happened between two readings comes as one', async () => {
  const { say, listen } = source()
  const stream = merged(listen, union, undefined)
  const first = stream.next()
  say('a')
  expect(await first).toEqual({ value: ['a'], done: false })
  say('b')
  say('c')
  expect(await stream.next()).toEqual({ value: ['b', 'c'], done: false })
})

it('given the signal while it waits, then it ends and listens no more', async () => {
  const { listen, listeners } = source()
  const abort = new AbortController()
  const stream = merged(listen, union, abort.signal)
  const waiting = stream.next()
  expect(listeners()).toBe(1)
  abort.abort()
  expect(await waiting).toEqual({ value: undefined, done: true })
  expect(listeners()).toBe(0)
})

it('given a reader that leaves, then it listens no more', async () => {
  const { say, listen, listeners } = source()
  const stream = merged(listen, union, undefined)
  const first = stream.next()
  say('a')
  await first
  await stream.return(undefined)
  expect(listeners()).toBe(0)
})

it('given a signal that came before, then it ends at once', async () => {
  const { listen } = source()
  expect(await merged(listen, union, AbortSignal.abort()).next()).toEqual({ value: undefined, done: true })
})
