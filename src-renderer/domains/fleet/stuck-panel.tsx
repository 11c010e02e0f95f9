import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { StuckView, WorkstationLine, WorkstationService } from '../../../src-shared/domains/fleet/views.ts'
import { textOr, useText } from '../../messages/index.ts'
import { useApi, useSave } from '../../platform/api.ts'
import { useClinicalTime } from '../../platform/clinical.ts'
import { go } from '../../platform/navigation.ts'
import { SidePanel } from '../../ui/panel.tsx'
import { Empty, RefusalNote, Shown } from '../../ui/states.tsx'
import { Reclaim } from './reclaim.tsx'
import { grouped, serviceName } from './words.ts'

const back = () => go({ screen: 'workstations' })

/** One workstation: how it stands with each service, what is stuck of it and why, and the request for a rebuild. */
export function StuckPanel({ workstation }: { workstation: WorkstationLine }) {
  const t = useText()
  const api = useApi()
  const { deviceId, name, stuck } = workstation
  // another number of stuck entries is another list
  const entries = useQuery(api.fleet.stuck.queryOptions({ deviceId }, { refetchInterval: stuck > 0 ? 10_000 : false }))
  return (
    <SidePanel title={name} onClose={back} foot={<AskRebuild workstation={workstation} />}>
      <Services services={workstation.services} />
      <h3 className="fleet-heading">{t('fleet.stuckTitle')}</h3>
      <Shown of={entries}>
        {(list) =>
          list.length === 0 ? (
            <Empty title={t('fleet.noStuck')}>{t('fleet.noStuckDo')}</Empty>
          ) : (
            <ul className="fleet-stuck">
              {list.map((each) => (
                <Stuck key={`${each.service} ${each.id}`} entry={each} />
              ))}
            </ul>
          )
        }
      </Shown>
    </SidePanel>
  )
}

function Services({ services }: { services: readonly WorkstationService[] }) {
  const t = useText()
  return (
    <table className="table">
      <thead>
        <tr>
          <th>{t('connection.service')}</th>
          <th className="number">{t('connection.queue')}</th>
          <th className="number">{t('fleet.behind')}</th>
          <th className="number">{t('fleet.stuck')}</th>
        </tr>
      </thead>
      <tbody>
        {services.map(({ service, queue, behind, stuck }) => (
          <tr key={service}>
            <td>{serviceName(t, service)}</td>
            <td className="number">{queue === null ? '–' : grouped(queue)}</td>
            <td className="number">{behind === null ? '–' : grouped(behind)}</td>
            <td className="number">{grouped(stuck)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Stuck({ entry }: { entry: StuckView }) {
  const t = useText()
  const time = useClinicalTime()
  return (
    <li>
      <div className="row">
        <strong>{textOr(t, `command.${entry.name}`, entry.name || t('fleet.unreadable'))}</strong>
        <span className="grow" />
        <span className="wrong-text">{t(`outbox.${entry.status}`)}</span>
      </div>
      <div className="dim">
        {time.dateTime(entry.occurredAt ?? entry.receivedAt)} {entry.actorName && `· ${entry.actorName}`} ·{' '}
        {serviceName(t, entry.service)}
      </div>
      {entry.problem && (
        <div>
          {entry.problem.cause} {entry.problem.remedy} <span className="dim">{entry.problem.code}</span>
        </div>
      )}
    </li>
  )
}

function AskRebuild({ workstation }: { workstation: WorkstationLine }) {
  const t = useText()
  const api = useApi()
  const { save, busy, refusal } = useSave(api.fleet.askRebuild.mutationOptions())
  const { deviceId, rebuild, revokedAt, queue } = workstation
  if (revokedAt !== null) return <Reclaim deviceId={deviceId} />
  const waiting = rebuild === 'asked' || rebuild === 'running'
  return (
    <>
      <RefusalNote refusal={refusal} title={t('rebuild.notBegun')} />
      <span className="dim">
        {rebuild === null ? t('fleet.rebuildKeeps', { unsent: queue ?? 0 }) : t(`fleet.rebuild.${rebuild}`)}
      </span>
      <Button variant="default" onClick={() => save({ deviceId })} loading={busy} disabled={waiting}>
        {t('fleet.rebuildAsk')}
      </Button>
    </>
  )
}
