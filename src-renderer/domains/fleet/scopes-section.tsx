import type { ConnectionView, ScopeHere } from '../../../src-shared/domains/fleet/views.ts'
import { useText } from '../../messages/index.ts'
import { useClinicalTime } from '../../platform/clinical.ts'
import { grouped, scopeName, serviceName } from './words.ts'

/** Which data this workstation holds, and when the server confirmed it last. */
export function ScopesSection({ view }: { view: Pick<ConnectionView, 'scopes'> }) {
  const t = useText()
  return (
    <section className="section">
      <h2>{t('connection.scopes')}</h2>
      {view.scopes.length === 0 ? (
        <p className="dim fleet-none">{t('connection.noScopes')}</p>
      ) : (
        <table className="table">
          <thead>
            <tr>
              <th>{t('connection.scope')}</th>
              <th>{t('connection.service')}</th>
              <th>{t('connection.state')}</th>
              <th className="number">{t('connection.rows')}</th>
              <th className="number">{t('connection.confirmed')}</th>
            </tr>
          </thead>
          <tbody>
            {view.scopes.map((each) => (
              <ScopeRow key={`${each.service} ${each.scope}`} scope={each} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function ScopeRow({ scope }: { scope: ScopeHere }) {
  const t = useText()
  const time = useClinicalTime()
  const { state, done, total } = scope
  const rows =
    state === 'loading' ? t('connection.loaded', { done: grouped(done), total: grouped(total) }) : grouped(done)
  return (
    <tr>
      <td>{scopeName(t, scope)}</td>
      <td className="dim">{serviceName(t, scope.service)}</td>
      <td>{t(`scopeState.${state}`)}</td>
      <td className="number">{rows}</td>
      <td className="number">
        {scope.confirmedAt === null ? t('connection.notYet') : time.dateTime(scope.confirmedAt)}
      </td>
    </tr>
  )
}
