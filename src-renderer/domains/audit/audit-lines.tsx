import type { AuditAsk, AuditLineView } from '../../../src-shared/domains/audit/views.ts'
import { textOr, useText } from '../../messages/index.ts'
import { useClinicalTime } from '../../platform/clinical.ts'

interface Props {
  lines: readonly AuditLineView[]
  unusual: boolean
  onShow: (ask: AuditAsk, id: string) => void
}

/** What arrives later than this was done while the workstation was offline. */
const LATE_MS = 10 * 60_000

export function AuditLines({ lines, unusual, onShow }: Props) {
  const t = useText()
  return (
    <table className="table audit-lines">
      <thead>
        <tr>
          <th className="number">{t('audit.at')}</th>
          <th>{t('audit.who')}</th>
          <th>{t('audit.what')}</th>
          <th>{t('audit.whose')}</th>
          <th>{t('audit.where')}</th>
          <th>{t(unusual ? 'audit.whyShown' : 'audit.why')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Line key={line.key} line={line} unusual={unusual} onShow={onShow} />
        ))}
      </tbody>
    </table>
  )
}

function Line({ line, unusual, onShow }: Omit<Props, 'lines'> & { line: AuditLineView }) {
  const t = useText()
  const time = useClinicalTime()
  const { at, receivedAt, actor, patients, more } = line
  return (
    <tr>
      <td className="number">
        {time.dateTime(at)}
        {receivedAt - at > LATE_MS && (
          <div className="dim">{t('audit.received', { time: time.dateTime(receivedAt) })}</div>
        )}
      </td>
      <td className="audit-wrap">
        {actor ? <Named of={actor} onClick={() => onShow('user', actor.id)} /> : <span className="dim">–</span>}
      </td>
      <td className="audit-wrap">{actionWords(t, line.action)}</td>
      <td className="audit-wrap">
        {patients.map((each) => (
          <div key={each.id}>
            <Named of={each} onClick={() => onShow('patient', each.id)} />
          </div>
        ))}
        {more > 0 && <span className="dim">{t('audit.more', { count: more })}</span>}
      </td>
      <td className="audit-wrap">
        {line.workstation ?? '–'}
        {line.ward !== null && <div className="dim">{line.ward}</div>}
      </td>
      <td className="audit-wrap">{unusual ? <Unusual line={line} /> : <Reason line={line} />}</td>
    </tr>
  )
}

/** A name that nobody knows any more is shown by the end of its id. */
function Named({ of, onClick }: { of: { id: string; name: string | null }; onClick: () => void }) {
  return (
    <button type="button" className="link" onClick={onClick}>
      {of.name ?? `…${of.id.slice(-8)}`}
    </button>
  )
}

function Reason({ line: { breakGlass } }: { line: AuditLineView }) {
  const t = useText()
  if (breakGlass === null) return <span className="dim">{t('audit.byRole')}</span>
  return (
    <strong className="wrong-text">{t('audit.glass', { reason: textOr(t, `glass.${breakGlass}`, breakGlass) })}</strong>
  )
}

function Unusual({ line }: { line: AuditLineView }) {
  const t = useText()
  return (
    <ul className="audit-why">
      {line.unusual.map(({ rule, params }) => (
        <li key={rule}>{t(`unusual.${rule}`, params)}</li>
      ))}
    </ul>
  )
}

/** `command:ward.admit@1` has the words of its command, anything else its own. */
function actionWords(t: ReturnType<typeof useText>, action: string): string {
  const command = /^command:([\w.]+)/.exec(action)?.[1]
  return textOr(t, command ? `command.${command}` : `auditAction.${action}`, command ?? action)
}
