import { IconAlertTriangle, IconCloudOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { FleetView, WorkstationLine } from '../../../src-shared/domains/fleet/views.ts'
import { useText } from '../../messages/index.ts'
import { refusalOf, useApi } from '../../platform/api.ts'
import { ageInWords, useClinicalTime } from '../../platform/clinical.ts'
import { go } from '../../platform/navigation.ts'
import { useNow } from '../../platform/now.ts'
import { Empty, Shown } from '../../ui/states.tsx'
import { StuckPanel } from './stuck-panel.tsx'
import { grouped, serviceName } from './words.ts'
import './fleet.css'

const EVERY_MS = 5000
/** A workstation that is switched on asks every half a minute. */
const SILENT_MS = 3 * 60_000
/** Smaller differences of a clock change no clinical time. */
const SKEW_SHOWN_MS = 30_000

/** Every workstation of the hospital as the server knows it; for administrators. Beside it: what is stuck of one. */
export function WorkstationsScreen({ deviceId }: { deviceId: string | null }) {
  const api = useApi()
  const t = useText()
  const fleet = useQuery(api.fleet.workstations.queryOptions(undefined, { refetchInterval: EVERY_MS }))
  const away = fleet.error !== null && refusalOf(fleet.error).code === 'SERVER_UNREACHABLE'
  const chosen = fleet.data?.workstations.find((each) => each.deviceId === deviceId) ?? null
  return (
    <div className="fleet-split">
      <div className="page fleet">
        <h1>{t('fleet.title')}</h1>
        {away && <Away since={fleet.data?.at ?? null} />}
        {!(away && !fleet.data) && <Shown of={fleet}>{(view) => <Workstations view={view} chosen={deviceId} />}</Shown>}
      </div>
      {chosen && <StuckPanel key={chosen.deviceId} workstation={chosen} />}
    </div>
  )
}

function Away({ since }: { since: number | null }) {
  const t = useText()
  const time = useClinicalTime()
  return (
    <div className="note ask" role="status">
      <IconCloudOff size={18} aria-hidden />
      <span>{since === null ? t('fleet.away') : t('fleet.awaySince', { time: time.dateTime(since) })}</span>
    </div>
  )
}

function Workstations({ view, chosen }: { view: FleetView; chosen: string | null }) {
  const t = useText()
  if (view.workstations.length === 0) return <Empty title={t('fleet.none')}>{t('fleet.noneDo')}</Empty>
  return (
    <section className="section">
      {view.silent.length > 0 && (
        <p className="row wrong-text">
          <IconAlertTriangle size={16} aria-hidden />
          {t('fleet.silent', { services: view.silent.map((each) => serviceName(t, each)).join(', ') })}
        </p>
      )}
      <table className="table fleet-lines">
        <thead>
          <tr>
            <th>{t('fleet.name')}</th>
            <th className="number">{t('connection.contact')}</th>
            <th className="number">{t('connection.queue')}</th>
            <th className="number">{t('connection.oldest')}</th>
            <th className="number">{t('fleet.behind')}</th>
            <th className="number">{t('fleet.stuck')}</th>
            <th className="number">{t('connection.clock')}</th>
            <th>{t('fleet.version')}</th>
            <th>{t('connection.state')}</th>
          </tr>
        </thead>
        <tbody>
          {view.workstations.map((each) => (
            <Line key={each.deviceId} line={each} chosen={each.deviceId === chosen} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Line({ line, chosen }: { line: WorkstationLine; chosen: boolean }) {
  const t = useText()
  const time = useClinicalTime()
  const now = useNow(1000)
  const { lastContactAt, oldestUnsentAt, queue, stuck, clockSkewMs } = line
  const silent = line.revokedAt === null && lastContactAt !== null && now - lastContactAt > SILENT_MS
  const skewed = clockSkewMs !== null && Math.abs(clockSkewMs) > SKEW_SHOWN_MS
  return (
    <tr aria-current={chosen ? 'true' : undefined}>
      <td>
        <button type="button" className="link" onClick={() => go({ screen: 'workstations', id: line.deviceId })}>
          {line.name}
        </button>
        {line.here && <span className="dim"> {t('fleet.here')}</span>}
      </td>
      <td className={`number ${silent ? 'fleet-warn' : ''}`}>
        {lastContactAt === null
          ? t('connection.notYet')
          : t('connection.ago', { age: ageInWords(now - lastContactAt) })}
      </td>
      <td className="number">{queue === null ? '–' : grouped(queue)}</td>
      <td className="number">{oldestUnsentAt === null ? '–' : time.dateTime(oldestUnsentAt)}</td>
      <td className="number">{behindOf(line)}</td>
      <td className={`number ${stuck > 0 ? 'wrong-text' : ''}`}>{grouped(stuck)}</td>
      <td className={`number ${skewed ? 'fleet-warn' : ''}`}>
        {skewed ? t(clockSkewMs > 0 ? 'fleet.ahead' : 'fleet.slow', { age: ageInWords(Math.abs(clockSkewMs)) }) : '–'}
      </td>
      <td className="dim">{line.version ?? '–'}</td>
      <td>{t(`fleetState.${stateOf(line, silent)}`)}</td>
    </tr>
  )
}

/** The service that is the farthest behind counts. */
function behindOf({ services }: WorkstationLine): string {
  const known = services.flatMap(({ behind }) => behind ?? [])
  return known.length === 0 ? '–' : grouped(Math.max(...known))
}

function stateOf({ revokedAt, rebuild, lastContactAt }: WorkstationLine, silent: boolean) {
  if (revokedAt !== null) return 'revoked'
  if (lastContactAt === null) return 'never'
  if (rebuild === 'asked' || rebuild === 'running') return rebuild
  return silent ? 'silent' : 'works'
}
