import { useQuery } from '@tanstack/react-query'
import { useText } from '../../messages/index.ts'
import { useApi } from '../../platform/api.ts'
import { useClinicalTime } from '../../platform/clinical.ts'
import type { Person } from './people-screen.tsx'

export type Grant = Person['grants'][number]

/** A role in words: which, where, and for how long. */
export function useGrantWords() {
  const t = useText()
  const time = useClinicalTime()
  const wards = useQuery(useApi().ward.wards.queryOptions()).data ?? []
  const wardName = (wardId: string | null) =>
    wardId === null
      ? t('people.everyWard')
      : (wards.find((each) => each.wardId === wardId)?.name ?? t('people.unknownWard'))
  const until = ({ state, endedAt, validFrom, validUntil }: Grant): string => {
    if (state === 'over' && endedAt !== null) return t('people.ended', { at: time.dateTime(endedAt) })
    const from = validFrom === null ? '' : t('people.from', { at: time.dateTime(validFrom) })
    const to = validUntil === null ? '' : t('people.until', { at: time.dateTime(validUntil) })
    return [from, to].filter(Boolean).join(', ') || t('people.always')
  }
  return {
    wards,
    until,
    where: ({ role, wardId }: Pick<Grant, 'role' | 'wardId'>) => `${t(`role.${role}`)}, ${wardName(wardId)}`,
  }
}
