import { MutationCache, QueryCache, QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import { TRPCClientError } from '@trpc/client'
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'
import { createTRPCContext } from '@trpc/tanstack-react-query'
import { useEffect, useRef } from 'react'
import type { Problem } from '../../src-shared/kernel/errors.ts'
import { askForPassword } from './password-needed.ts'
import type { AppRouter } from './router-type.ts'

export const { TRPCProvider, useTRPC: useApi, useTRPCClient: useApiClient } = createTRPCContext<AppRouter>()
export type Inputs = inferRouterInputs<AppRouter>
export type Outputs = inferRouterOutputs<AppRouter>

/** A refusal in words: what happened and what to do, with the code that an administrator can look up. */
export interface Refusal extends Problem {
  cause: string
  remedy: string
}

const lost: Refusal = {
  code: 'PROGRAM_SILENT',
  params: {},
  cause: 'The program behind this window did not answer.',
  remedy: 'What was typed is still here. Try again; if it lasts, close the window and start CareCode again.',
}

export function refusalOf(error: unknown): Refusal {
  if (!(error instanceof TRPCClientError)) return lost
  const data = error.data as { problem?: Refusal | null } | null | undefined
  return data?.problem ?? lost
}

/** The main process is on this machine: no network state of the browser may hold a call back. */
export function createQueryClient(): QueryClient {
  const always = { networkMode: 'always', retry: false } as const
  const onError = (by: 'list' | 'person') => (error: unknown) => {
    if (refusalOf(error).code === 'PASSWORD_NEEDED') askForPassword(by)
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError: onError('list') }),
    mutationCache: new MutationCache({ onError: onError('person') }),
    defaultOptions: { queries: { ...always, refetchOnWindowFocus: false, gcTime: 10 * 60_000 }, mutations: always },
  })
}

interface Saving<Input, Result> {
  save: (input: Input, then?: (result: Result) => void) => void
  busy: boolean
  refusal: Refusal | null
  clear: () => void
}

/** Saves once, however often the key is pressed, and keeps the refusal for the form to show. */
export function useSave<Input, Result>(options: {
  mutationFn?: (input: Input, context: never) => Promise<Result>
}): Saving<Input, Result> {
  const queries = useQueryClient()
  const mutation = useMutation({
    ...(options as { mutationFn: (input: Input) => Promise<Result> }),
    onSettled: () => queries.invalidateQueries(),
  })
  const saving = useRef(false)
  // The drawing after the answer ends it: a second stroke before that would save what the form no longer means.
  useEffect(() => {
    if (!mutation.isPending) saving.current = false
  })
  const save = (input: Input, then?: (result: Result) => void) => {
    if (saving.current) return
    saving.current = true
    mutation.mutate(input, { onSuccess: (result) => then?.(result) })
  }
  const refusal = mutation.error ? refusalOf(mutation.error) : null
  return { save, busy: mutation.isPending, refusal, clear: mutation.reset }
}
