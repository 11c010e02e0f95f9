import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type Inputs, type Refusal, refusalOf, useApiClient } from './api.ts'

type Proof = Inputs['session']['prove']
export type Secrets = Pick<Proof, 'secret' | 'witness'>

/** Everybody whom a command asks for proves to be there for this one entry, then it is saved. */
export function useProven<Entry extends object, Result = unknown>(
  name: string,
  save: (input: { entry: Entry; proofId: string }) => Promise<Result>,
) {
  const client = useApiClient()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const run = async (entry: Entry, secrets: Secrets, then: (result: Result) => void) => {
    if (busy) return
    setBusy(true)
    setRefusal(null)
    try {
      const subject = { name, version: 1, input: { ...entry } as Record<string, unknown> }
      const { proofId } = await client.session.prove.mutate({ ...subject, ...secrets })
      const result = await save({ entry, proofId })
      await queries.invalidateQueries()
      then(result)
    } catch (error) {
      setRefusal(refusalOf(error))
    }
    setBusy(false)
  }
  return { save: (...args: Parameters<typeof run>) => void run(...args), busy, refusal }
}
