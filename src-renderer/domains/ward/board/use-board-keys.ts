import { useRef, useState } from 'react'
import type { BedView } from '../../../../src-shared/domains/ward/views.ts'
import { type MessageKey, useText } from '../../../messages/index.ts'
import { type KeyBinding, useKeys } from '../../../platform/keys.ts'
import { openPanel, type PanelName } from '../../../platform/navigation.ts'
import { findBed, moveOnBoard } from './board-keys.ts'

const COLUMNS = 8
/** After this pause a new bed label begins. */
const TYPING_MS = 1500
const ARROWS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End']

interface Board {
  beds: readonly BedView[]
  selected: number
  select: (index: number) => void
  open: (index: number) => void
}

/** Typing a bed label jumps to the bed; what was typed is shown until the pause. */
function useJump({ beds, select }: Board) {
  const [typed, setTyped] = useState('')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const type = (character: string) => {
    const next = typed + character
    const index = findBed(beds, next)
    if (index >= 0) select(index)
    setTyped(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setTyped(''), TYPING_MS)
  }
  /** Another key ends the label: what is typed next begins a new one. */
  const end = () => {
    clearTimeout(timer.current)
    setTyped('')
  }
  return { typed, type, end, missing: typed !== '' && findBed(beds, typed) < 0 }
}

export function useBoardKeys(board: Board) {
  const t = useText()
  const jump = useJump(board)
  const bed = board.beds[board.selected]
  const occupant = bed?.occupant
  const panel = (keys: string, label: MessageKey, name: PanelName): KeyBinding => ({
    keys,
    label: t(label),
    run: () => {
      jump.end()
      if (occupant) openPanel(name, { admission: occupant.admissionId })
    },
  })
  const quiet = { quiet: true, label: '' }
  useKeys('screen', [
    ...ARROWS.map((keys, n) => ({
      keys,
      label: t('key.arrows'),
      quiet: n > 0,
      run: () => {
        jump.end()
        board.select(moveOnBoard(board.selected, keys, board.beds.length, COLUMNS))
      },
    })),
    { keys: '0', label: t('key.bedLabel'), run: () => jump.type('0') },
    ...[...'123456789'].map((keys) => ({ ...quiet, keys, run: () => jump.type(keys) })),
    { keys: 'Enter', label: t('key.open'), run: () => board.open(board.selected) },
    panel('v', 'key.vitals', 'vitals'),
    panel('t', 'key.transfer', 'transfer'),
    panel('d', 'key.discharge', 'discharge'),
    panel('i', 'key.details', 'details'),
    {
      keys: 'a',
      label: t('key.admit'),
      run: () => {
        jump.end()
        if (bed?.state === 'available') openPanel('admit', { bed: bed.bedId })
      },
    },
    { keys: 'Ctrl+p', label: t('key.print'), run: () => window.print() },
  ])
  return jump
}
