import { useApi, useApiClient, useSave } from '../../platform/api.ts'
import { useProven } from '../../platform/proven.ts'
import type { TwoPeople } from '../../ui/second-person.tsx'
import type { DispenseEntry } from './counter-form.ts'

/** Fetches what this workstation lacks, where the server answers, and saves; with a second person where one is needed. */
export function useHandOver() {
  const api = useApi()
  const client = useApiClient()
  const { stock } = client.pharmacy
  const plain = useSave({
    ...api.pharmacy.stock.dispense.mutationOptions(),
    async mutationFn(entry: DispenseEntry) {
      await stock.cover.mutate(wantedBy(entry))
      return stock.dispense.mutate(entry)
    },
  })
  const proven = useProven<DispenseEntry, { result: Record<string, string> }>(
    'pharmacy.dispenseWitnessed',
    async (input) => {
      await stock.cover.mutate(wantedBy(input.entry))
      return stock.dispenseWitnessed.mutate(input)
    },
  )
  return {
    handOver(entry: DispenseEntry, people: TwoPeople | null, then: (dispenseId: string) => void) {
      const saved = ({ result }: { result: Record<string, string> }) => then(result.dispenseId ?? '')
      if (!people) return plain.save(entry, saved)
      const { own, username, pin } = people
      proven.save(entry, { secret: { pin: own }, witness: { username, pin } }, saved)
    },
    busy: plain.busy || proven.busy,
    refusal: plain.refusal ?? proven.refusal,
  }
}

const wantedBy = ({ lines }: DispenseEntry) => ({
  lines: lines.map(({ stockId, quantity }) => ({ stockId, quantity })),
})
