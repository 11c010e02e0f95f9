import { IconClock, IconClockExclamation, IconEyeCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { RoundPatientView, RoundView } from '../../../../src-shared/domains/ward/medicine-views.ts'
import { useText } from '../../../messages/index.ts'
import { useApi } from '../../../platform/api.ts'
import { useClinicalTime } from '../../../platform/clinical.ts'
import { useKeys } from '../../../platform/keys.ts'
import { go } from '../../../platform/navigation.ts'
import { Empty, Shown } from '../../../ui/states.tsx'
import { AllergyLabel, nameInWords } from '../../patients/index.ts'
import './medicines.css'

/** The medication round of a ward, bed by bed: what is open, and where a scanned wristband leads to. */
export function RoundScreen({ wardId }: { wardId: string }) {
  const api = useApi()
  const round = useQuery(api.medicines.round.queryOptions({ wardId }, { refetchInterval: 20_000 }))
  return <Shown of={round}>{(data) => <Round round={data} />}</Shown>
}

function Round({ round }: { round: RoundView }) {
  const t = useText()
  const list = useRef<HTMLUListElement>(null)
  const step = (by: number) => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('.round-row') ?? [])]
    rows[rows.indexOf(document.activeElement as HTMLElement) + by]?.focus()
  }
  useEffect(() => {
    if (document.activeElement?.matches('body, main')) list.current?.querySelector<HTMLElement>('.round-row')?.focus()
  }, [])
  useKeys('screen', [
    { keys: 'ArrowDown', label: t('med.nextPatient'), run: () => step(1) },
    { keys: 'ArrowUp', label: t('med.nextPatient'), quiet: true, run: () => step(-1) },
    { keys: 'Escape', label: t('key.back'), run: () => go({ screen: 'board', id: round.wardId }) },
  ])
  const open = round.patients.reduce((all, patient) => all + patient.overdue + patient.due, 0)
  return (
    <div className="round">
      <div className="round-head">
        <h1>{t('med.round')}</h1>
        <span className="count">{t('med.openDoses', { count: open })}</span>
        <span className="dim">{t('med.roundHint')}</span>
      </div>
      {round.patients.length === 0 ? (
        <Empty title={t('med.roundNone')}>{t('med.roundNoneDo')}</Empty>
      ) : (
        <ul className="round-list" ref={list} aria-label={t('med.round')}>
          {round.patients.map((each) => (
            <li key={each.admissionId}>
              <Row patient={each} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Row({ patient: row }: { patient: RoundPatientView }) {
  const t = useText()
  const time = useClinicalTime()
  return (
    <button
      type="button"
      className="round-row"
      onClick={() => go({ screen: 'chart', id: row.admissionId, tab: 'medicines' })}
    >
      <strong className="round-bed">{row.bed ?? '—'}</strong>
      <span className="round-name">
        <strong>{nameInWords(row.patient)}</strong> <span className="dim">{time.born(row.patient.birthDate)}</span>
      </span>
      <AllergyLabel status={row.allergies} />
      <span className="round-open">
        {row.overdue > 0 && (
          <span className="dose-chip dose-overdue">
            <IconClockExclamation size={15} aria-hidden />
            {t('med.overdueCount', { count: row.overdue })}
          </span>
        )}
        {row.due > 0 && (
          <span className="dose-chip dose-due">
            <IconClock size={15} aria-hidden />
            {t('med.dueCount', { count: row.due })}
          </span>
        )}
        {row.rechecks > 0 && (
          <span className="dose-chip dose-due">
            <IconEyeCheck size={15} aria-hidden />
            {t('med.recheckCount', { count: row.rechecks })}
          </span>
        )}
        {row.nextAt !== null && <span className="dim">{t('med.nextAt', { time: time.time(row.nextAt) })}</span>}
      </span>
    </button>
  )
}
