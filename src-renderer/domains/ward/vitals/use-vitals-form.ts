import { type RefObject, useRef } from 'react'
import type { Draft } from '../../../platform/drafts.ts'
import {
  fieldsOf,
  findingOf,
  isComplete,
  isNumberField,
  type NumberField,
  type VitalField,
  type VitalTexts,
} from './vital-fields.ts'
import { blocks } from './vital-input.tsx'

/** What is kept of an unfinished set: the texts, which strange values were confirmed, and the time if it was changed. */
export interface VitalsDraft {
  texts: VitalTexts
  confirmed: readonly VitalField[]
  time: string
}

const focusField = (form: RefObject<HTMLElement | null>, field: VitalField | undefined) => {
  const found = form.current?.querySelector<HTMLElement>(`[data-vital=${field}]`)
  found?.focus()
  if (found instanceof HTMLInputElement) found.select()
  return found
}

/** How the keys walk through the form. */
export function useVitalsForm(draft: Draft<VitalsDraft>, form: RefObject<HTMLElement | null>) {
  const { value, set } = draft
  /** The field that an entry reached by itself: an Enter out of habit must not skip it. */
  const arrived = useRef<VitalField | null>(null)

  const next = (field: VitalField, texts: VitalTexts, byItself: boolean) => {
    const walk = fieldsOf(texts)
    const to = walk[walk.indexOf(field) + 1]
    arrived.current = byItself ? (to ?? null) : null
    // After the next drawing: the flow appears only when oxygen was chosen.
    requestAnimationFrame(() => focusField(form, to))
  }

  const type = (field: VitalField, text: string) => {
    const texts = { ...value.texts, [field]: text }
    set({ ...value, texts, confirmed: value.confirmed.filter((each) => each !== field) })
    arrived.current = null
    const grown = text.length > value.texts[field].length
    if (!isNumberField(field)) next(field, texts, true)
    else if (grown && isComplete(field, text) && findingOf(field, texts) === null) next(field, texts, true)
  }

  const enter = (field: VitalField) => {
    const habit = arrived.current === field && value.texts[field] === ''
    arrived.current = null
    if (habit) return
    const finding = isNumberField(field) ? findingOf(field, value.texts) : null
    if (blocks(finding)) return
    if (finding) confirm(field)
    next(field, value.texts, false)
  }

  const confirm = (field: VitalField) => set({ ...value, confirmed: [...new Set([...value.confirmed, field])] })

  /** The first field that forbids to save: impossible, or strange and not yet confirmed. */
  const firstOpen = (): NumberField | undefined =>
    fieldsOf(value.texts)
      .filter(isNumberField)
      .find((field) => {
        const finding = findingOf(field, value.texts)
        return finding !== null && (blocks(finding) || !value.confirmed.includes(field))
      })

  return { type, enter, confirm, firstOpen, focus: (field: VitalField) => focusField(form, field) }
}
