import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useText } from '../../messages/index.ts'
import { TextField } from '../../ui/fields.tsx'
import { MedicineName } from '../ward/index.ts'
import { moneyText } from './read-entry.ts'
import { type LineField, priceOf, type ReceiveLine, wrongIn } from './receive-form.ts'

interface Props {
  line: ReceiveLine
  onChange: (change: Partial<ReceiveLine>) => void
  onRemove: () => void
}
const FIELDS: readonly { field: LineField; mode: 'text' | 'numeric' | 'decimal' }[] = [
  { field: 'lot', mode: 'text' },
  { field: 'expiry', mode: 'text' },
  { field: 'packSize', mode: 'numeric' },
  { field: 'packs', mode: 'numeric' },
  { field: 'packPrice', mode: 'decimal' },
  { field: 'freePacks', mode: 'numeric' },
]

/** Where the next key goes on a new line: behind what the box said of itself. */
const firstOpen = ({ lot, packs }: ReceiveLine): LineField | null =>
  lot === '' ? 'lot' : packs === '' ? 'packs' : null

/** One line of the invoice. What is typed and cannot be is marked; what is empty only waits. */
export function ReceiveLineRow({ line, onChange, onRemove }: Props) {
  const t = useText()
  const { medicine, product } = line.article
  const wrong = wrongIn(line)
  const open = firstOpen(line)
  const price = priceOf(line)
  return (
    <li className="receive-line">
      <div className="receive-what">
        <MedicineName medicine={medicine} product={product} />
        {price !== null && <span className="dim">{moneyText(price)}</span>}
      </div>
      {FIELDS.map(({ field, mode }) => (
        <TextField
          key={field}
          label={t(`receive.${field}`, { unit: product.unit })}
          value={line[field]}
          inputMode={mode}
          autoFocus={field === open}
          wrong={line[field].trim() !== '' && wrong.includes(field) ? t('receive.unreadable') : null}
          onChange={(value) => onChange({ [field]: value })}
        />
      ))}
      <ActionIcon
        variant="subtle"
        color="gray"
        size={32}
        onClick={onRemove}
        aria-label={t('counter.remove', { name: medicine.name })}
      >
        <IconX size={18} />
      </ActionIcon>
    </li>
  )
}
