import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../platform/api.ts'
import type { Article } from './receive-form.ts'

/** Products of the formulary whose medicine or brand begins as typed. */
export function useArticles(text: string): readonly Article[] {
  const api = useApi()
  const hits = useQuery(api.pharmacy.formulary.queryOptions({ text }, { enabled: text.trim() !== '' })).data ?? []
  return hits.flatMap(({ medicine, products }) => products.map((product) => ({ medicine, product })))
}
