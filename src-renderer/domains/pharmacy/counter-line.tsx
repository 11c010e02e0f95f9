import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useText } from '../../messages/index.ts'
import { TextField } from '../../ui/fields.tsx'
import { MedicineName } from '../ward/index.ts'
import { BatchMark } from './batch-mark.tsx'
import { type CounterLine, lackOf, type Planned } from './counter-form.ts'

interface Props {
  planned: Planned
  onChange: (change: Partial<CounterLine>) => void
  onRemove: () => void
}

/** One medicine on the counter: how much, from which batches, and what is still missing. */
export function CounterLineRow({ planned, onChange, onRemove }: Props) {
  const t = useText()
  const { line, stock, owing, first, parts } = planned
  if (!stock) return null
  const { medicine, product } = stock
  const lack = lackOf(planned)
  return (
    <li className="counter-line">
      <div className="counter-what">
        <MedicineName medicine={medicine} product={product} />
        {parts.map(({ stockId, quantity }) => {
          const batch = stock.batches.find((each) => each.stockId === stockId)
          return (
            batch && (
              <span key={stockId} className="counter-part">
                <strong>{quantity}</strong> {t('stock.lot', { lot: batch.lot })} <BatchMark batch={batch} />
              </span>
            )
          )
        })}
        {lack === 'stock' && <span className="wrong-text">{t('counter.noStock')}</span>}
        {owing > 0 && parts.length > 0 && <span className="warn-text">{t('counter.owing', { count: owing })}</span>}
        {first && <span className="warn-text">{t('counter.first', { lot: first.lot })}</span>}
      </div>
      <TextField
        label={t('counter.quantity', { unit: product.unit })}
        value={line.quantity}
        inputMode="numeric"
        autoFocus
        onChange={(quantity) => onChange({ quantity })}
      />
      {first || line.reason ? (
        <TextField
          label={t('counter.reason')}
          value={line.reason}
          maxLength={200}
          onChange={(reason) => onChange({ reason })}
        />
      ) : (
        <span />
      )}
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
