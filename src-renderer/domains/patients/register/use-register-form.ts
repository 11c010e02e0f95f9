import { parseNic } from '../../../../src-shared/domains/patients/rules/nic.ts'
import type { PatientHit } from '../../../../src-shared/domains/patients/views.ts'
import { formatDate } from '../../../../src-shared/kernel/clinical-date.ts'
import { useClinicalTime } from '../../../platform/clinical.ts'
import { useDraft } from '../../../platform/drafts.ts'
import { clinicalNow } from '../../../platform/now.ts'
import { readBirth } from './read-birth.ts'

export interface RegisterTexts {
  familyName: string
  givenName: string
  title: string
  sex: PatientHit['sex'] | ''
  birth: string
  nic: string
  phone: string
  locality: string
  nextOfKinName: string
  nextOfKinPhone: string
  unknown: boolean
}

const NOTHING: RegisterTexts = {
  familyName: '',
  givenName: '',
  title: '',
  sex: '',
  birth: '',
  nic: '',
  phone: '',
  locality: '',
  nextOfKinName: '',
  nextOfKinPhone: '',
  unknown: false,
}
/** A person as the form says them; every field is there, null where nothing was said. */
export type Person = ReturnType<ReturnType<typeof useRegisterForm>['read']>

const orNull = (text: string) => text.trim() || null

/** The form of a registration, kept as a draft, and what the record would hold. */
export function useRegisterForm() {
  const time = useClinicalTime()
  const draft = useDraft('register', NOTHING)
  const texts = draft.value
  const today = new Date(clinicalNow() + time.offsetMinutes * 60_000).toISOString().slice(0, 10)
  const birth = readBirth(texts.birth, today)
  const nic = texts.nic.trim() ? parseNic(texts.nic) : null
  const read = () => ({
    familyName: texts.unknown ? null : orNull(texts.familyName),
    givenName: texts.unknown ? '' : texts.givenName.trim(),
    title: orNull(texts.title),
    sex: texts.sex || ('unknown' as const),
    birthDate: birth.kind === 'date' ? birth.iso : null,
    birthDateEstimated: birth.kind === 'date' && birth.estimated,
    nic: orNull(texts.nic),
    phone: orNull(texts.phone),
    locality: orNull(texts.locality),
    nextOfKinName: orNull(texts.nextOfKinName),
    nextOfKinPhone: orNull(texts.nextOfKinPhone),
    identity: texts.unknown ? ('unknown' as const) : ('known' as const),
  })
  const complete = (texts.unknown || texts.familyName.trim() !== '') && texts.sex !== '' && birth.kind !== 'wrong'
  /** What the NIC says, offered where the form does not say it yet. */
  const proposal = nic?.ok && (birth.kind === 'none' || texts.sex === '') ? nic.value : null
  const takeNic = () => {
    if (!proposal) return
    const date = formatDate(Date.parse(`${proposal.birthDate}T00:00:00Z`), 0)
    draft.set({ ...texts, birth: texts.birth || date, sex: texts.sex || proposal.sex })
  }
  return {
    draft,
    texts,
    birth,
    nic,
    proposal,
    takeNic,
    read,
    complete,
    set: (change: Partial<RegisterTexts>) => draft.set({ ...texts, ...change }),
  }
}
