import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheckFilled, IconCloudOff } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { ConnectionView, ProblemWords, ServiceHere } from '../../../src-shared/domains/fleet/views.ts'
import { useText } from '../../messages/index.ts'
import { useApi } from '../../platform/api.ts'
import { ageInWords, useClinicalTime } from '../../platform/clinical.ts'
import { useKeys } from '../../platform/keys.ts'
import { useNow } from '../../platform/now.ts'
import { Shown } from '../../ui/states.tsx'
import { RebuildSection } from './rebuild-section.tsx'
import { ScopesSection } from './scopes-section.tsx'
import { bytesInWords, grouped, serviceName } from './words.ts'
import './fleet.css'

/** A progress is watched, a queue is looked at. */
const [BUSY_MS, CALM_MS] = [500, 2000]

/** How this workstation stands with the server: what waits, what came, what is wrong, and the rebuild of its data. */
export function ConnectionScreen() {
  const api = useApi()
  const view = useQuery(
    api.fleet.connection.queryOptions(undefined, {
      refetchInterval: ({ state }) => (state.data?.rebuild.running ? BUSY_MS : CALM_MS),
    }),
  )
  return <Shown of={view}>{(data) => <Connection view={data} />}</Shown>
}

function Connection({ view }: { view: ConnectionView }) {
  const t = useText()
  return (
    <div className="page fleet">
      <h1>{t('connection.title')}</h1>
      <div className="fleet-columns">
        <Facts view={view} />
        <RebuildSection view={view} />
      </div>
      <section className="section">
        <h2>{t('connection.services')}</h2>
        <table className="table">
          <thead>
            <tr>
              <th>{t('connection.service')}</th>
              <th>{t('connection.state')}</th>
              <th className="number">{t('connection.queue')}</th>
              <th className="number">{t('connection.oldest')}</th>
              <th className="number">{t('connection.refused')}</th>
              <th className="number">{t('connection.contact')}</th>
              <th className="number">{t('connection.cursor')}</th>
              <th>{t('connection.epoch')}</th>
            </tr>
          </thead>
          <tbody>
            {view.services.map((each, at) => (
              <ServiceRow key={each.service} service={each} told={view.services.slice(0, at).map(problemOf)} />
            ))}
          </tbody>
        </table>
      </section>
      <ScopesSection view={view} />
    </div>
  )
}

function Facts({ view }: { view: ConnectionView }) {
  const t = useText()
  const api = useApi()
  const time = useClinicalTime()
  const tryNow = useMutation(api.fleet.tryNow.mutationOptions())
  const ask = () => !tryNow.isPending && tryNow.mutate()
  useKeys('screen', [{ keys: 'c', label: t('connection.tryNow'), run: ask }])
  const { clockSkewMs, space } = view
  return (
    <section className="section">
      <h2>{view.deviceName}</h2>
      <dl className="facts">
        <dt>{t('connection.server')}</dt>
        <dd>{view.serverUrl ?? '–'}</dd>
        <dt>{t('connection.state')}</dt>
        <dd>
          <State view={view} />
        </dd>
        <dt>{t('connection.clock')}</dt>
        <dd>{clockSkewMs === null ? '–' : t('connection.clockOff', { seconds: Math.round(clockSkewMs / 1000) })}</dd>
        <dt>{t('connection.cache')}</dt>
        <dd>{t('connection.space', { size: bytesInWords(space.cache), free: bytesInWords(space.free) })}</dd>
        <dt>{t('connection.numbers')}</dt>
        <dd>
          {view.numbers.map(({ sequence, left }) => `${sequence.toUpperCase()} ${grouped(left)}`).join(' · ') || '–'}
        </dd>
        <dt>{t('connection.contact')}</dt>
        <dd>{view.lastContactAt === null ? t('connection.notYet') : time.dateTime(view.lastContactAt)}</dd>
      </dl>
      <div className="row fleet-foot">
        <Button variant="default" onClick={ask} loading={tryNow.isPending}>
          {t('connection.tryNow')} <span className="kbd fleet-key">c</span>
        </Button>
      </div>
    </section>
  )
}

function State({ view }: { view: Pick<ConnectionView, 'connection' | 'since' | 'clockSkewMs'> }) {
  const t = useText()
  const time = useClinicalTime()
  const since = time.time(view.since + (view.clockSkewMs ?? 0))
  if (view.connection === 'online')
    return (
      <span className="row fleet-good">
        <IconCircleCheckFilled size={16} aria-hidden /> {t('connection.online', { time: since })}
      </span>
    )
  if (view.connection === 'connecting') return <>{t('status.connecting')}</>
  return (
    <span className="row fleet-warn">
      <IconCloudOff size={16} aria-hidden /> {t('status.offline', { time: since })}
    </span>
  )
}

const problemOf = ({ push, pull }: ServiceHere) => push ?? pull

/** `told`: problems of the rows above; the same words are not said twice. */
function ServiceRow({ service: each, told }: { service: ServiceHere; told: readonly (ProblemWords | null)[] }) {
  const t = useText()
  // contacts are counted by this computer's own clock
  const now = useNow(1000, Date.now)
  const time = useClinicalTime()
  const problem = problemOf(each)
  return (
    <>
      <tr>
        <td>{serviceName(t, each.service)}</td>
        <td>
          {problem ? (
            <span className="row wrong-text">
              <IconAlertTriangle size={16} aria-hidden />{' '}
              {t(each.push ? 'connection.pushFails' : 'connection.pullFails')}
            </span>
          ) : (
            <span className="row fleet-good">
              <IconCircleCheckFilled size={16} aria-hidden /> {t('connection.works')}
            </span>
          )}
        </td>
        <td className="number">{grouped(each.queue)}</td>
        <td className="number">{each.oldestUnsentAt === null ? '–' : time.dateTime(each.oldestUnsentAt)}</td>
        <td className="number">{grouped(each.refused)}</td>
        <td className="number">
          {each.lastContactAt === null
            ? t('connection.notYet')
            : t('connection.ago', { age: ageInWords(now - each.lastContactAt) })}
        </td>
        <td className="number">{each.cursor === null ? '–' : grouped(each.cursor)}</td>
        <td className="dim" title={each.epoch ?? undefined}>
          {each.epoch?.slice(0, 8) ?? '–'}
        </td>
      </tr>
      {problem && !told.some((before) => before?.code === problem.code) && (
        <tr>
          <td colSpan={8} className="fleet-says">
            <strong>{problem.cause}</strong> {problem.remedy} <span className="dim">{problem.code}</span>
          </td>
        </tr>
      )}
    </>
  )
}
