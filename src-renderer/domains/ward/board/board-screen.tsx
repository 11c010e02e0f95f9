import { IconClockExclamation } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { BoardView } from '../../../../src-shared/domains/ward/views.ts'
import { type MessageKey, useText } from '../../../messages/index.ts'
import { useApi } from '../../../platform/api.ts'
import { useClinicalTime } from '../../../platform/clinical.ts'
import { useKeys } from '../../../platform/keys.ts'
import { go, openPanel } from '../../../platform/navigation.ts'
import { clinicalNow } from '../../../platform/now.ts'
import { Empty, Shown } from '../../../ui/states.tsx'
import { PrintButton } from '../../printing/index.ts'
import { Census } from './census.tsx'
import { Tile } from './tile.tsx'
import { Unplaced } from './unplaced.tsx'
import { useBoardKeys } from './use-board-keys.ts'
import './board.css'

/** Due times pass without any change of data: the board asks anew. */
const REFRESH_MS = 20_000
/** Older than this, the board says of which time it is. */
const STALE_MS = 3 * 60_000

export function BoardScreen({ wardId }: { wardId: string }) {
  const api = useApi()
  const board = useQuery(api.ward.board.queryOptions({ wardId }, { refetchInterval: REFRESH_MS }))
  return <Shown of={board}>{(data) => <Board key={wardId} board={data} />}</Shown>
}

function Board({ board }: { board: BoardView }) {
  const t = useText()
  const { selected, select, list } = useSelection()
  const open = useCallback((index: number) => openBed(board, index), [board])
  useKeys('screen', [{ keys: 'm', label: t('med.round'), run: () => go({ screen: 'round', id: board.ward.wardId }) }])
  const jump = useBoardKeys({ beds: board.beds, selected, select, open })
  if (board.beds.length === 0) return <Empty title={t('board.noBeds')}>{t('board.noBedsDo')}</Empty>
  return (
    <>
      <div className="board">
        <BoardHead board={board} typed={jump.typed} missing={jump.missing} />
        <Unplaced patients={board.unplaced} />
        <ul className="tiles" ref={list} aria-label={board.ward.name}>
          {board.beds.map((bed, index) => (
            <li key={bed.bedId}>
              <Tile bed={bed} index={index} selected={index === selected} onSelect={select} onOpen={open} />
            </li>
          ))}
        </ul>
      </div>
      <Census board={board} />
    </>
  )
}

function openBed(board: BoardView, index: number): void {
  const bed = board.beds[index]
  if (bed?.occupant) go({ screen: 'chart', id: bed.occupant.admissionId })
  else if (bed?.state === 'available') openPanel('admit', { bed: bed.bedId })
}

/** The selected tile is the focused one; it survives a visit to a chart. */
let lastSelected = 0
function useSelection() {
  const list = useRef<HTMLUListElement>(null)
  const [selected, setSelected] = useState(lastSelected)
  const select = useCallback((index: number) => {
    lastSelected = index
    setSelected(index)
    list.current?.querySelectorAll<HTMLElement>('.tile')[index]?.focus()
  }, [])
  useEffect(() => {
    if (document.activeElement?.matches('body, main')) select(lastSelected)
  }, [select])
  return { selected, select, list }
}

const HINTS: readonly (readonly [string, MessageKey])[] = [
  ['v', 'key.vitals'],
  ['t', 'key.transfer'],
  ['d', 'key.discharge'],
  ['a', 'key.admit'],
]

function BoardHead({ board, typed, missing }: { board: BoardView; typed: string; missing: boolean }) {
  const t = useText()
  const { ward, beds } = board
  const late = beds.filter((bed) => bed.occupant?.due.state === 'overdue').length
  const high = beds.filter((bed) => bed.occupant?.score.band === 'high').length
  return (
    <div className="board-head">
      <h1>{ward.name}</h1>
      <span className="count">{t('board.count', { occupied: ward.occupied, beds: ward.beds })}</span>
      {late > 0 && (
        <span className="count count-late">
          <IconClockExclamation size={16} aria-hidden /> {t('board.late', { count: late })}
        </span>
      )}
      {high > 0 && <span className="count">{t('board.high', { count: high })}</span>}
      <AsOf asOf={board.asOf} />
      <span className="grow" role="status">
        {typed && <strong>{t(missing ? 'board.jumpNone' : 'board.jump', { label: typed })}</strong>}
      </span>
      <span className="board-hints" aria-hidden>
        {HINTS.map(([key, label]) => (
          <span key={key}>
            <span className="kbd">{key}</span>
            {t(label)}
          </span>
        ))}
      </span>
      <PrintButton what={{ kind: 'census', wardId: ward.wardId }} />
    </div>
  )
}

function AsOf({ asOf }: { asOf: number | null }) {
  const t = useText()
  const time = useClinicalTime()
  if (asOf === null) return <span className="dim">{t('board.neverSynced')}</span>
  if (clinicalNow() - asOf < STALE_MS) return null
  return <span className="dim">{t('board.asOf', { time: time.dateTime(asOf) })}</span>
}
