import { TRPCClientError, type TRPCLink } from '@trpc/client'
import { callTRPCProcedure, getErrorShape, getTRPCErrorFromUnknown } from '@trpc/server'
import { observable } from '@trpc/server/observable'
import { type FixtureRouter, fixtureRouter } from './fixture-router.ts'
import type { FixtureWorld } from './fixture-world.ts'

interface Operation {
  type: 'query' | 'mutation' | 'subscription'
  path: string
  input: unknown
}

const call = (world: FixtureWorld, op: Operation, signal: AbortSignal) =>
  callTRPCProcedure({
    router: fixtureRouter,
    path: op.path,
    getRawInput: async () => op.input,
    ctx: { world },
    type: op.type,
    signal,
    batchIndex: 0,
  })

function errorOf(op: Operation, world: FixtureWorld, cause: unknown) {
  const error = getTRPCErrorFromUnknown(cause)
  const shape = getErrorShape({
    config: fixtureRouter._def._config,
    error,
    type: op.type,
    path: op.path,
    input: op.input,
    ctx: { world },
  })
  return TRPCClientError.from({ error: shape })
}

/** Calls the fixture router in the same window, as the IPC link calls the real one. */
export const fixtureLink =
  (world: FixtureWorld): TRPCLink<FixtureRouter> =>
  () =>
  ({ op }) =>
    observable((observer) => {
      const abort = new AbortController()
      const run = async () => {
        const result = await call(world, op, abort.signal)
        if (op.type !== 'subscription') observer.next({ result: { type: 'data', data: result } })
        else
          for await (const data of result as AsyncIterable<unknown>) observer.next({ result: { type: 'data', data } })
        observer.complete()
      }
      run().catch((cause) => observer.error(errorOf(op, world, cause) as never))
      return () => abort.abort()
    })
