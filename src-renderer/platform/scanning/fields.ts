type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** What stood in a field before a key: a scanner's first characters are taken back with it. */
export interface Before {
  field: Field
  value: string
  caret: number | null
}

/** The field that takes what is typed; null where the keyboard is on something else. */
export function fieldOf(target: EventTarget | null): Field | null {
  const element = target as (Element & { type?: string }) | null
  if (element?.tagName === 'TEXTAREA' || element?.tagName === 'SELECT') return element as Field
  const typed = element?.tagName === 'INPUT' && !['radio', 'checkbox', 'button', 'submit'].includes(element.type ?? '')
  return typed ? (element as Field) : null
}

export const before = (field: Field): Before => ({
  field,
  value: field.value,
  caret: 'selectionStart' in field ? field.selectionStart : null,
})

export function putBack({ field, value, caret }: Before): void {
  if (!field.isConnected || field.value === value) return
  setValue(field, value)
  if (caret !== null && 'setSelectionRange' in field) field.setSelectionRange(caret, caret)
}

/** Types a text into a field where its caret is, as a paste would. */
export function insert(field: Field, text: string): void {
  if (field.tagName === 'SELECT') return
  field.focus()
  document.execCommand('insertText', false, text)
}

/** Through the setter of the element's class: a framework that watches the field's own would not see the change. */
function setValue(field: Field, value: string): void {
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set?.call(field, value)
  field.dispatchEvent(new Event('input', { bubbles: true }))
  if (field.tagName === 'SELECT') field.dispatchEvent(new Event('change', { bubbles: true }))
}
