import { IconCircleCheck, IconHelpHexagon, IconHourglass } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { DepartmentView } from '../../../src-shared/domains/pharmacy/stock-views.ts'
import type { QueueLineView } from '../../../src-shared/domains/ward/medicine-views.ts'
import { useText } from '../../messages/index.ts'
import { useApi } from '../../platform/api.ts'
import { ageInWords } from '../../platform/clinical.ts'
import { useKeys } from '../../platform/keys.ts'
import { go } from '../../platform/navigation.ts'
import { useNow } from '../../platform/now.ts'
import { useScans } from '../../platform/scanning/use-scans.ts'
import { Empty, Shown } from '../../ui/states.tsx'
import { AllergyLabel, nameInWords } from '../patients/index.ts'
import { DepartmentChoice, OfDepartment } from './department.tsx'
import { PrescriptionPanel } from './prescription-panel.tsx'
import './pharmacy.css'
import './queue.css'

const AGES_EVERY_MS = 30_000

/** Orders of the wards: what nobody has verified first. Beside it: those of one patient. */
export function QueueScreen({ admissionId }: { admissionId: string | null }) {
  return <OfDepartment>{(department) => <Queue department={department} admissionId={admissionId} />}</OfDepartment>
}

const open = (id: string | null) => go({ screen: 'queue', id })

function Queue({ department, admissionId }: { department: DepartmentView; admissionId: string | null }) {
  const t = useText()
  const queue = useQuery(useApi().medicines.queue.queryOptions(undefined, { refetchInterval: 20_000 }))
  const unknown = useScannedPatient(queue.data)
  return (
    <div className="stock-split">
      <div className="page stock-page">
        <div className="row">
          <h1 className="grow">{t('queue.title')}</h1>
          <DepartmentChoice department={department} />
        </div>
        <Shown of={queue}>{(lines) => <Lines lines={lines} chosen={admissionId} unknown={unknown} />}</Shown>
      </div>
      {admissionId && (
        <PrescriptionPanel
          key={admissionId}
          department={department}
          admissionId={admissionId}
          onClose={() => open(null)}
        />
      )}
    </div>
  )
}

/**
 * Opens whose wristband is scanned; a scan that comes before the list waits for it, or it would be taken by the shell, which
 * opens the chart. @returns what was scanned, where nobody in the list has it
 */
function useScannedPatient(lines: readonly QueueLineView[] | undefined): string | null {
  const [waiting, setWaiting] = useState<{ code: string; text: string } | null>(null)
  const [unknown, setUnknown] = useState<string | null>(null)
  useScans({ accepts: ['patient'], run: setWaiting })
  useEffect(() => {
    if (!waiting || !lines) return
    const found = lines.find(({ patient }) => patient.phn === waiting.code.toUpperCase())
    setWaiting(null)
    setUnknown(found ? null : waiting.text)
    if (found) open(found.admissionId)
  }, [waiting, lines])
  return unknown
}

interface LinesProps {
  lines: readonly QueueLineView[]
  chosen: string | null
  /** A scanned wristband of nobody in the list. */
  unknown: string | null
}

function Lines({ lines, chosen, unknown }: LinesProps) {
  const t = useText()
  const now = useNow(AGES_EVERY_MS)
  const list = useRef<HTMLUListElement>(null)
  const step = (by: number) => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('.queue-row') ?? [])]
    rows[Math.max(0, rows.indexOf(document.activeElement as HTMLElement) + by)]?.focus()
  }
  useEffect(() => {
    if (document.activeElement?.matches('body, main')) list.current?.querySelector<HTMLElement>('.queue-row')?.focus()
  }, [])
  useKeys('screen', [
    { keys: 'ArrowDown', label: t('med.nextPatient'), run: () => step(1) },
    { keys: 'ArrowUp', label: t('med.nextPatient'), quiet: true, run: () => step(-1) },
  ])
  if (lines.length === 0) return <Empty title={t('queue.none')}>{t('queue.noneDo')}</Empty>
  return (
    <>
      {unknown && <p className="note ask">{t('queue.scanUnknown', { text: unknown })}</p>}
      <ul className="queue-list" ref={list} aria-label={t('queue.title')}>
        {lines.map((line) => (
          <li key={line.admissionId}>
            <button
              type="button"
              className="queue-row"
              aria-current={line.admissionId === chosen ? 'true' : undefined}
              onClick={() => open(line.admissionId)}
            >
              <span>
                <strong>{nameInWords(line.patient)}</strong>{' '}
                <span className="dim">
                  {line.ward} {line.bed}
                </span>
              </span>
              <AllergyLabel status={line.allergies} />
              <State line={line} />
              <span className="dim">{ageInWords(now - line.since)}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

function State({ line: { orders, unverified, queried, undispensed } }: { line: QueueLineView }) {
  const t = useText()
  return (
    <span className="queue-state">
      {unverified > 0 && (
        <span className="queue-mark queue-open">
          <IconHourglass size={16} aria-hidden /> {t('queue.unverified', { count: unverified })}
        </span>
      )}
      {queried > 0 && (
        <span className="queue-mark queue-asked">
          <IconHelpHexagon size={16} aria-hidden /> {t('queue.queried', { count: queried })}
        </span>
      )}
      {unverified === 0 && undispensed > 0 && <span>{t('queue.undispensed', { count: undispensed })}</span>}
      {unverified + queried + undispensed === 0 && (
        <span className="queue-mark">
          <IconCircleCheck size={16} aria-hidden /> {t('queue.done', { count: orders })}
        </span>
      )}
    </span>
  )
}
