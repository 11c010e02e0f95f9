import { useRef, useState } from 'react'
import type { InboxView } from '../../../src-shared/domains/inbox/views.ts'
import { useText } from '../../messages/index.ts'
import { useApi, useSave } from '../../platform/api.ts'
import { useClinicalTime } from '../../platform/clinical.ts'
import type { KeyBinding } from '../../platform/keys.ts'
import { SidePanel } from '../../ui/panel.tsx'
import { RefusalNote } from '../../ui/states.tsx'
import { type Action, actionsOf, type How, type Outcome } from './actions.ts'
import { EntryLines, Sides } from './entry-lines.tsx'
import { linksOf } from './links.ts'
import { Settle } from './settle.tsx'
import { Cause, commandWords, DueTime } from './words.tsx'

/** One item beside the list: what happened, both values, the entry, and what can be done about it. */
export function ItemPanel({ entry, keys, onClose }: { entry: InboxView; keys: KeyBinding[]; onClose: () => void }) {
  const t = useText()
  const { act, asked, ask, busy, refusal } = useActions(entry, onClose)
  const actions = actionsOf(entry)
  const links = linksOf(entry)
  const bindings = [
    ...keys,
    ...actions.map((action) => ({ keys: action.keys, label: t(action.name), run: () => act(action) })),
    ...links.map((link) => ({ keys: link.keys, label: t(link.name), run: link.go })),
  ]
  return (
    <SidePanel
      title={commandWords(t, entry)}
      keys={bindings}
      onClose={() => (asked ? ask(null) : onClose())}
      foot={
        <>
          <RefusalNote refusal={refusal} title={t('inbox.notSettled')} />
          <Settle {...{ actions, asked, busy, onAct: act }} />
          <Hint entry={entry} none={actions.length === 0} />
        </>
      }
    >
      <What entry={entry} />
      {links.length > 0 && (
        <div className="row inbox-links">
          {links.map((link) => (
            <button key={link.name} type="button" className="link" onClick={link.go}>
              {t(link.name)} <span className="kbd">{link.keys}</span>
            </button>
          ))}
        </div>
      )}
      <Sides entry={entry} />
      <EntryLines entry={entry} />
    </SidePanel>
  )
}

/** What an entry of this workstation waits for, where nobody has it as a task yet. */
function Hint({ entry, none }: { entry: InboxView; none: boolean }) {
  const t = useText()
  if (entry.itemId !== null) return null
  if (entry.cause !== 'blocked') return <span className="dim">{t('inbox.later')}</span>
  if (!none) return <span className="dim">{t('inbox.heldHere')}</span>
  return entry.ownerRole && <span className="dim">{t('inbox.otherRole', { role: t(`role.${entry.ownerRole}`) })}</span>
}

function What({ entry }: { entry: InboxView }) {
  const t = useText()
  const time = useClinicalTime()
  return (
    <>
      <div className="row">
        <Cause entry={entry} />
        <span className="grow" />
        <DueTime dueAt={entry.dueAt} />
      </div>
      {entry.patientName && <strong className="inbox-name">{entry.patientName}</strong>}
      {entry.problems.map((problem) => (
        <div key={problem.code} className="note ask">
          <div>
            <strong>{problem.cause}</strong>
            <p>{problem.remedy}</p>
            <p className="code">{problem.code}</p>
          </div>
        </div>
      ))}
      <span className="dim">
        {t('inbox.madeBy', { name: entry.actorName ?? t('app.unknown'), time: time.dateTime(entry.occurredAt) })}
        {entry.ownerRole && ` · ${t(`role.${entry.ownerRole}`)}`}
      </span>
    </>
  )
}

/** An action that leaves things as they are asks why first; the others are done at once. */
function useActions(entry: InboxView, onDone: () => void) {
  const api = useApi()
  const [asked, ask] = useState<Action | null>(null)
  const close = useSave(api.inbox.close.mutationOptions())
  const keepOurs = useSave(api.inbox.keepOurs.mutationOptions())
  const redo = useSave(api.inbox.redo.mutationOptions())
  const send = useSave(api.inbox.send.mutationOptions())
  const discard = useSave(api.inbox.discard.mutationOptions())
  const review = useSave(api.identity.reviewBreakGlass.mutationOptions())
  const done = useRef(onDone)
  done.current = onDone
  const act = (action: Action, note?: string) => {
    if (action.does === 'send') return send.save({ commandId: entry.key }, () => done.current())
    if ((action.does === 'close' || action.does === 'review') && !note?.trim()) return ask(action)
    if (entry.itemId === null) return discard.save({ commandId: entry.key, note: note ?? '' }, () => done.current())
    if (action.does === 'review')
      return review.save({ breakGlassId: entry.itemId, outcome: action.how as Outcome, note: note ?? '' }, () =>
        done.current(),
      )
    const place = { service: entry.service, itemId: entry.itemId }
    if (action.does === 'keepOurs') return keepOurs.save(place, () => done.current())
    if (action.does === 'redo') return redo.save(place, () => done.current())
    if (action.does === 'close')
      close.save({ ...place, how: action.how as How, note: note ?? null }, () => done.current())
  }
  const savings = [close, keepOurs, redo, send, discard, review]
  return {
    ...{ act, asked, ask },
    busy: savings.some((saving) => saving.busy),
    refusal: savings.map((saving) => saving.refusal).find((found) => found !== null) ?? null,
  }
}
