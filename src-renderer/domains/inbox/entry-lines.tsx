import type { InboxView } from '../../../src-shared/domains/inbox/views.ts'
import { useText } from '../../messages/index.ts'
import { useClinicalTime } from '../../platform/clinical.ts'
import { readable } from './readable.ts'
import { fieldName, valueWords } from './words.tsx'

/** Field by field: what stands, and what this entry says. Equal ones are dimmed, so that the eye finds the others. */
export function Sides({ entry }: { entry: InboxView }) {
  const t = useText()
  const time = useClinicalTime()
  if (entry.sides.length === 0) return null
  return (
    <table className="table inbox-sides">
      <caption className="visually-hidden">{t('inbox.both')}</caption>
      <thead>
        <tr>
          <th>{t('inbox.field')}</th>
          <th>{t('inbox.theirs')}</th>
          <th>{t('inbox.ours')}</th>
        </tr>
      </thead>
      <tbody>
        {entry.sides.map(({ field, ours, theirs }) => (
          <tr key={field} data-equal={ours === theirs || undefined}>
            <th scope="row">{fieldName(t, field)}</th>
            <td>{valueWords(t, time, field, theirs)}</td>
            <td>{valueWords(t, time, field, ours)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The entry as it was made, in words. */
export function EntryLines({ entry }: { entry: InboxView }) {
  const t = useText()
  const time = useClinicalTime()
  const { payload } = entry
  if (payload === null) return entry.itemId === null ? null : <p className="dim inbox-text">{t('inbox.atServer')}</p>
  return (
    <section>
      <h3 className="inbox-heading">{t('inbox.entry')}</h3>
      <dl className="facts">
        {readable(payload).map(({ field, value, from }, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an entry does not change, and may name a field twice
          <div key={n} style={{ display: 'contents' }}>
            <dt>{fieldName(t, field)}</dt>
            <dd>
              {from !== undefined && <span className="dim">{valueWords(t, time, field, from)} → </span>}
              {valueWords(t, time, field, value)}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
