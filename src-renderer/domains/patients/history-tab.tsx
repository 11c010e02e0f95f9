import { useQuery } from '@tanstack/react-query'
import type { HistoryView } from '../../../src-shared/domains/patients/views.ts'
import { useText } from '../../messages/index.ts'
import { refusalOf, useApi } from '../../platform/api.ts'
import { useClinicalTime } from '../../platform/clinical.ts'
import { Empty, Shown } from '../../ui/states.tsx'
import { BreakGlassAsk, closedChart } from '../identity/index.ts'

/** What other contacts left behind. Kept at the server: offline it says so, and what is here instead. */
export function HistoryTab({ patientId }: { patientId: string }) {
  const t = useText()
  const api = useApi()
  const history = useQuery(api.patients.history.queryOptions({ patientId }))
  if (history.error && refusalOf(history.error).code === 'SERVER_UNREACHABLE' && !history.data)
    return <Empty title={t('history.offline')}>{t('history.offlineDo')}</Empty>
  // the server knows of wards that this workstation does not hold
  const closed = closedChart(history.error)
  if (closed) return <BreakGlassAsk key={patientId} closed={closed} />
  return <Shown of={history}>{(data) => <History history={data} />}</Shown>
}

function History({ history: { conditions, encounters } }: { history: HistoryView }) {
  const t = useText()
  const time = useClinicalTime()
  if (conditions.length + encounters.length === 0)
    return <Empty title={t('history.empty')}>{t('history.emptyDo')}</Empty>
  return (
    <div className="page" style={{ height: 'auto' }}>
      <section>
        <h2 style={{ margin: '0 0 8px' }}>{t('history.conditions')}</h2>
        <table className="table">
          <tbody>
            {conditions.map((each) => (
              <tr key={each.id}>
                <td>{each.display}</td>
                <td className="dim">{each.clinicalStatus}</td>
                <td className="number">
                  {each.onsetAt !== null && t('history.since', { date: time.date(each.onsetAt) })}
                </td>
                <td className="number">
                  {each.abatedAt !== null && t('history.until', { date: time.date(each.abatedAt) })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section>
        <h2 style={{ margin: '0 0 8px' }}>{t('history.encounters')}</h2>
        <table className="table">
          <tbody>
            {encounters.map((each) => (
              <tr key={each.id}>
                <td>{time.dateTime(each.startedAt)}</td>
                <td>{each.type ?? each.class}</td>
                <td className="dim">{each.reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  )
}
