import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import {
  formatAge,
  formatBirthDate,
  formatDate,
  formatDateTime,
  formatTime,
} from '../../src-shared/kernel/clinical-date.ts'
import { type Text, useText } from '../messages/index.ts'
import { useApi } from './api.ts'
import { clinicalNow } from './now.ts'

const MINUTE = 60_000

/** Dates, times and ages as the clinic reads them, in the hospital's own offset whatever this computer is set to. */
export interface ClinicalTime {
  offsetMinutes: number
  date: (ms: number) => string
  time: (ms: number) => string
  dateTime: (ms: number) => string
  birthDate: (iso: string | null) => string
  age: (iso: string | null) => string
  /** Date and age together, or the word for unknown. */
  born: (iso: string | null) => string
}

/** Colombo, until the main process has said what the hospital uses. */
const DEFAULT_OFFSET = 330

function clinicalTime(offset: number, t: Text): ClinicalTime {
  const unknown = t('app.unknown')
  const birthDate = (iso: string | null) => formatBirthDate(iso, unknown)
  const age = (iso: string | null) => formatAge(iso, clinicalNow(), offset, { unknown })
  return {
    offsetMinutes: offset,
    date: (ms) => formatDate(ms, offset),
    time: (ms) => formatTime(ms, offset),
    dateTime: (ms) => formatDateTime(ms, offset),
    birthDate,
    age,
    born: (iso) => (iso === null ? unknown : `${birthDate(iso)} (${age(iso)})`),
  }
}

export function useClinicalTime(): ClinicalTime {
  const api = useApi()
  const t = useText()
  const { data } = useQuery(api.app.info.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY }))
  const offset = data?.utcOffsetMinutes ?? DEFAULT_OFFSET
  return useMemo(() => clinicalTime(offset, t), [offset, t])
}

/** Hours and minutes that have passed, `0:25`; from a day on also `1d 2:05`. */
export function countUp(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / MINUTE))
  const days = Math.floor(minutes / 1440)
  const clock = `${Math.floor((minutes % 1440) / 60)}:${String(minutes % 60).padStart(2, '0')}`
  return days ? `${days}d ${clock}` : clock
}

/** Age of something recent in its largest unit: `2 s`, `14 min`, `3 h`, `2 d`. */
export function ageInWords(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`
  return seconds < 86_400 ? `${Math.floor(seconds / 3600)} h` : `${Math.floor(seconds / 86_400)} d`
}
