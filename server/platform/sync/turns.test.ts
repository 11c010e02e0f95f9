import { expect, it } from 'vitest'
import { type Ended, turns } from './turns.ts'

/** Turns that end when they are told to; each doubles its numbers. */
function led(most: number) {
  const begun: { inputs: readonly number[]; end(error?: Error): void }[] = []
  const run = (inputs: readonly number[]) =>
    new Promise<Ended<number>[]>((resolve, reject) => {
      const ends = inputs.map((input) => (input < 0 ? { error: new Error(`${input}`) } : { value: 2 * input }))
      begun.push({ inputs, end: (error) => (error ? reject(error) : resolve(ends)) })
    })
  return { begun, run: turns<number, number>({ most, keyOf: String }, run) }
}
const settled = (all: readonly Promise<number>[]) =>
  Promise.all(all.map((one) => one.catch((error: Error) => error.message)))

it('Given many that arrive while one is running, then they share the next turn, and no more than may', async () => {
  const { begun, run } = led(3)
  const all = [1, 2, 3, 4, 5].map(run)
  expect(begun.map(({ inputs }) => inputs)).toEqual([[1]])
  for (let turn = 0; turn < 3; turn++) {
    begun[turn]?.end()
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(begun.map(({ inputs }) => inputs)).toEqual([[1], [2, 3, 4], [5]])
  expect(await settled(all)).toEqual([2, 4, 6, 8, 10])
})

it('Given two of one key, then they never share a turn, and what came later may go before the second', async () => {
  const { begun, run } = led(10)
  const all = [9, 1, 1, 2].map(run)
  for (let turn = 0; turn < 3; turn++) {
    begun[turn]?.end()
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(begun.map(({ inputs }) => inputs)).toEqual([[9], [1, 2], [1]])
  expect(await settled(all)).toEqual([18, 2, 2, 4])
})

it('Given one that ends badly, then it alone does; given a turn that fails, then all of it, and the next goes on', async () => {
  const { begun, run } = led(10)
  const all = settled([1, -2, 3].map(run))
  begun[0]?.end()
  await new Promise((resolve) => setImmediate(resolve))
  begun[1]?.end()
  expect(await all).toEqual([2, '-2', 6])
  const lost = settled([4, 5].map(run))
  begun[2]?.end(new Error('away'))
  await new Promise((resolve) => setImmediate(resolve))
  begun[3]?.end()
  expect(await lost).toEqual(['away', 10])
})
