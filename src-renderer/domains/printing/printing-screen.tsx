import { Button } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCircleCheckFilled,
  IconCircleX,
  IconClock,
  IconHelpHexagon,
  IconSend,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../../messages/index.ts'
import { type Outputs, useApi, useSave } from '../../platform/api.ts'
import { useClinicalTime } from '../../platform/clinical.ts'
import { writePreference } from '../../platform/preferences.ts'
import { TextField } from '../../ui/fields.tsx'
import { Empty, RefusalNote, Shown } from '../../ui/states.tsx'
import { useLabelsByThemselves } from './use-print.ts'
import './printing.css'

type Job = Outputs['printing']['jobs'][number]
type Printers = Outputs['printing']['printers']
type Kind = Job['kind']

const ICON = {
  queued: IconClock,
  sent: IconSend,
  acknowledged: IconCircleCheckFilled,
  failed: IconAlertTriangle,
  unknown: IconHelpHexagon,
  cancelled: IconCircleX,
}

/** What this workstation has printed in the last seven days, what became of it, and where it prints. */
export function PrintingScreen() {
  const t = useText()
  const api = useApi()
  const jobs = useQuery(api.printing.jobs.queryOptions())
  const printers = useQuery(api.printing.printers.queryOptions())
  return (
    <div className="page printing">
      <h1>{t('print.title')}</h1>
      <Shown of={jobs}>
        {(list) =>
          list.length === 0 ? <Empty title={t('print.none')}>{t('print.noneDo')}</Empty> : <Jobs jobs={list} />
        }
      </Shown>
      <Shown of={printers}>{(view) => <Choices printers={view} />}</Shown>
    </div>
  )
}

function Jobs({ jobs }: { jobs: readonly Job[] }) {
  const t = useText()
  return (
    <table className="table">
      <thead>
        <tr>
          <th>{t('print.when')}</th>
          <th>{t('print.what')}</th>
          <th>{t('print.about')}</th>
          <th>{t('print.by')}</th>
          <th>{t('print.printer')}</th>
          <th>{t('print.state')}</th>
          <th>{t('print.act')}</th>
        </tr>
      </thead>
      <tbody>
        {jobs.map((job) => (
          <JobRow key={job.jobId} job={job} />
        ))}
      </tbody>
    </table>
  )
}

function JobRow({ job }: { job: Job }) {
  const t = useText()
  const time = useClinicalTime()
  const Icon = ICON[job.state]
  const isBad = job.state === 'failed' || job.state === 'unknown'
  return (
    <tr>
      <td>{time.dateTime(job.madeAt)}</td>
      <td>
        {t(`print.kind.${job.kind}`)} <span className="dim">{t('print.sheets', { count: job.sheets })}</span>
        {job.reprint > 0 && <div className="dim">{t('print.reprint', { n: job.reprint })}</div>}
      </td>
      <td>{job.about.length > 2 ? t('print.people', { count: job.about.length }) : job.about.join(', ')}</td>
      <td>{job.madeBy}</td>
      <td>{job.printer}</td>
      <td className="printing-state">
        <span className={isBad && !job.seen ? 'printing-bad' : ''}>
          <Icon size={15} aria-hidden /> {t(`print.state.${job.state}`)}
        </span>
        {job.problem && (
          <div className="dim">
            {job.problem.cause} {job.problem.remedy}
          </div>
        )}
      </td>
      <td>
        <Acts job={job} />
      </td>
    </tr>
  )
}

function Acts({ job: { jobId, state, seen } }: { job: Job }) {
  const t = useText()
  const api = useApi()
  const again = useSave(api.printing.again.mutationOptions())
  const cancel = useSave(api.printing.cancel.mutationOptions())
  const look = useSave(api.printing.seen.mutationOptions())
  if (state === 'sent') return null
  return (
    <div className="row">
      {state === 'queued' ? (
        <Button size="compact-sm" variant="default" loading={cancel.busy} onClick={() => cancel.save({ jobId })}>
          {t('print.cancel')}
        </Button>
      ) : (
        <Button size="compact-sm" variant="default" loading={again.busy} onClick={() => again.save({ jobId })}>
          {t('print.again')}
        </Button>
      )}
      {(state === 'failed' || state === 'unknown') && !seen && (
        <Button size="compact-sm" variant="default" loading={look.busy} onClick={() => look.save({ jobId })}>
          {t('print.seen')}
        </Button>
      )}
      <RefusalNote refusal={again.refusal ?? cancel.refusal ?? look.refusal} />
    </div>
  )
}

function Choices({ printers }: { printers: Printers }) {
  const t = useText()
  return (
    <section className="section">
      <h2>{t('print.printers')}</h2>
      <p className="dim">{t('print.printersDo', { offered: printers.offered.join(', ') || '–' })}</p>
      <div className="printing-choices">
        {printers.chosen.map(({ kind, printer }) => (
          <PrinterChoice key={`${kind} ${printer}`} kind={kind} printer={printer} />
        ))}
      </div>
      {printers.chosen.some(({ kind, printer }) => kind === 'label' && printer !== null) && <ByThemselves />}
    </section>
  )
}

function ByThemselves() {
  const t = useText()
  const on = useLabelsByThemselves()
  return (
    <label className="row">
      <input type="checkbox" checked={on} onChange={() => writePreference('labels', on ? 'by-key' : 'by-themselves')} />
      {t('print.labelsByThemselves')}
    </label>
  )
}

function PrinterChoice({ kind, printer }: { kind: Kind; printer: string | null }) {
  const t = useText()
  const [text, setText] = useState(printer ?? '')
  const { save, busy, refusal } = useSave(useApi().printing.choose.mutationOptions())
  const wanted = text.trim() || null
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save({ kind, printer: wanted })
      }}
    >
      <TextField label={t(`print.kind.${kind}`)} value={text} onChange={setText} placeholder={t('print.noPrinter')} />
      {wanted !== printer && (
        <Button type="submit" size="compact-sm" loading={busy}>
          {t('print.choose')}
        </Button>
      )}
      <RefusalNote refusal={refusal} />
    </form>
  )
}
