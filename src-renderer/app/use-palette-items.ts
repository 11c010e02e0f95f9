import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { PatientHit } from '../../src-shared/domains/patients/views.ts'
import type { BedView } from '../../src-shared/domains/ward/views.ts'
import { groupNumber, nameInWords } from '../domains/patients/index.ts'
import { useText } from '../messages/index.ts'
import { useApi, useApiClient } from '../platform/api.ts'
import { useClinicalTime } from '../platform/clinical.ts'
import { go } from '../platform/navigation.ts'
import { readPreference, writePreference } from '../platform/preferences.ts'
import { useLock } from './use-lock.ts'

interface Item {
  id: string
  group: string
  name: string
  detail: string
  run: () => void
}
const PATIENTS = 8

function useBeds(text: string): Item[] {
  const t = useText()
  const api = useApi()
  const wards = useQuery(api.ward.wards.queryOptions()).data ?? []
  const wardId = readPreference('ward') ?? wards.find((ward) => ward.here)?.wardId ?? ''
  const beds = useQuery(api.ward.board.queryOptions({ wardId }, { enabled: wardId !== '' })).data?.beds ?? []
  const wanted = text.toLowerCase()
  const item = ({ bedId, label, occupant }: BedView): Item => ({
    id: bedId,
    group: t('nav.groupBeds'),
    name: t('board.bed', { label }),
    detail: occupant ? nameInWords(occupant.patient) : t('board.empty'),
    run: () => (occupant ? go({ screen: 'chart', id: occupant.admissionId }) : go({ screen: 'board', id: wardId })),
  })
  return wanted ? beds.filter((bed) => bed.label.toLowerCase() === wanted).map(item) : []
}

function usePatients(text: string): Item[] {
  const t = useText()
  const api = useApi()
  const client = useApiClient()
  const time = useClinicalTime()
  const options = { enabled: text.length > 1, placeholderData: keepPreviousData }
  const { data } = useQuery(api.patients.search.queryOptions({ text, limit: PATIENTS }, options))
  const open = async (patientId: string) => {
    const stay = await client.ward.admissionOf.query({ patientId }).catch(() => null)
    go(stay ? { screen: 'chart', id: stay.admissionId } : { screen: 'patient', id: patientId })
  }
  const item = (hit: PatientHit): Item => ({
    id: hit.patientId,
    group: t('nav.groupPatients'),
    name: nameInWords(hit),
    detail: `${time.born(hit.birthDate)} · ${groupNumber(hit.phn)}`,
    run: () => void open(hit.patientId),
  })
  return text.length > 1 ? (data ?? []).slice(0, PATIENTS).map(item) : []
}

function useCommands(text: string): Item[] {
  const t = useText()
  const lock = useLock()
  const group = t('nav.groupCommands')
  const command = (id: string, name: string, run: () => void): Item => ({ id, group, name, detail: '', run })
  const all = [
    command('board', t('nav.board'), () => go({ screen: 'board' })),
    command('patients', t('nav.patients'), () => go({ screen: 'patients' })),
    command('inbox', t('nav.inbox'), () => go({ screen: 'inbox' })),
    command('connection', t('nav.connection'), () => go({ screen: 'connection' })),
    command('printing', t('print.title'), () => go({ screen: 'printing' })),
    command('lock', t('nav.lock'), lock),
    command('theme', t('nav.theme'), () =>
      writePreference('theme', readPreference('theme') === 'night' ? 'day' : 'night'),
    ),
  ]
  const found = all.filter((each) => each.name.toLowerCase().includes(text.toLowerCase()))
  const register = command('register', text.length > 1 ? t('nav.registerNamed', { text }) : t('nav.register'), () =>
    go({ screen: 'register' }),
  )
  return [...found, register]
}

/** Beds first (a label is exact), then people, then what can be done. */
export function usePaletteItems(text: string): Item[] {
  const beds = useBeds(text)
  const patients = usePatients(text)
  const commands = useCommands(text)
  return [...beds, ...patients, ...commands]
}
