import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { InboxView } from '../../../src-shared/domains/inbox/views.ts'
import { useText } from '../../messages/index.ts'
import { useApi } from '../../platform/api.ts'
import { useClinicalTime } from '../../platform/clinical.ts'
import { useKeys } from '../../platform/keys.ts'
import { Empty, Shown } from '../../ui/states.tsx'
import { ItemPanel } from './item-panel.tsx'
import { ItemRow } from './item-row.tsx'
import { SentList } from './sent-list.tsx'
import './inbox.css'

/** What somebody has to look at, the most urgent first; below it what was made here and is on its way. */
export function InboxScreen() {
  const api = useApi()
  const inbox = useQuery(api.inbox.list.queryOptions(undefined, { refetchInterval: 10_000 }))
  const t = useText()
  if (inbox.data === undefined && inbox.error)
    return (
      <div className="page">
        <h1 className="inbox-title">{t('inbox.title')}</h1>
        <Shown of={inbox}>{() => null}</Shown>
      </div>
    )
  return <Shown of={inbox}>{({ items, offlineSince }) => <Inbox items={items} offlineSince={offlineSince} />}</Shown>
}

function Inbox({ items, offlineSince }: { items: readonly InboxView[]; offlineSince: number | null }) {
  const t = useText()
  const time = useClinicalTime()
  const { list, chosen, choose, move, opened, open } = useChosen(items)
  const keys = [
    { keys: 'j', label: t('inbox.next'), run: () => move(1) },
    { keys: 'k', label: t('inbox.previous'), run: () => move(-1) },
    { keys: 'ArrowDown', label: t('inbox.next'), run: () => move(1), quiet: true },
    { keys: 'ArrowUp', label: t('inbox.previous'), run: () => move(-1), quiet: true },
  ]
  useKeys('screen', keys)
  return (
    <div className="inbox">
      <div className="page">
        <h1 className="inbox-title">{t('inbox.title')}</h1>
        {offlineSince !== null && <p className="note">{t('inbox.offline', { time: time.dateTime(offlineSince) })}</p>}
        <section className="section">
          <h2>{t('inbox.toLookAt', { count: items.length })}</h2>
          {items.length === 0 && <Empty title={t('inbox.empty')}>{t('inbox.emptyDo')}</Empty>}
          {items.length > 0 && <Head />}
          <ul className="inbox-list" ref={list} aria-label={t('inbox.title')}>
            {items.map((entry, index) => (
              <ItemRow
                key={entry.key}
                entry={entry}
                chosen={index === chosen}
                opened={entry.key === opened?.key}
                onFocus={() => choose(index)}
                onOpen={() => open(entry.key)}
              />
            ))}
          </ul>
        </section>
        <SentList />
      </div>
      {opened && <ItemPanel key={opened.key} entry={opened} keys={keys} onClose={() => open(null)} />}
    </div>
  )
}

function Head() {
  const t = useText()
  return (
    <div className="inbox-row inbox-head" aria-hidden>
      <span>{t('inbox.due')}</span>
      <span>{t('inbox.what')}</span>
      <span>{t('inbox.patient')}</span>
      <span>{t('inbox.owner')}</span>
      <span>{t('inbox.made')}</span>
    </div>
  )
}

/** Which row has the keyboard, and which item is open beside the list: by its key, so that a refresh moves neither. */
function useChosen(items: readonly InboxView[]) {
  const list = useRef<HTMLUListElement>(null)
  const [key, setKey] = useState<string | null>(null)
  const [openedKey, open] = useState<string | null>(null)
  // two strokes may come before the first is drawn
  const at = useRef<string | null>(null)
  const opened = items.find((entry) => entry.key === openedKey) ?? null
  const choose = (index: number) => {
    at.current = items[index]?.key ?? null
    setKey(at.current)
  }
  const move = (step: number) => {
    const from = items.findIndex((entry) => entry.key === at.current)
    const index = Math.max(0, Math.min(items.length - 1, from + step))
    choose(index)
    if (opened) open(at.current)
    else list.current?.querySelectorAll<HTMLElement>('button')[index]?.focus()
  }
  const some = items.length > 0
  // the list may still be the empty one of whoever sat here before
  useEffect(() => {
    if (some && document.activeElement?.matches('body, main'))
      list.current?.querySelector<HTMLElement>('button')?.focus()
  }, [some])
  const chosen = Math.max(
    0,
    items.findIndex((entry) => entry.key === key),
  )
  return { list, chosen, choose, move, opened, open }
}
