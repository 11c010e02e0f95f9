import { type ReactNode, useState } from 'react'
import { useText } from '../../messages/index.ts'
import { type Outputs, useApi, useSave } from '../../platform/api.ts'
import { useClinicalTime } from '../../platform/clinical.ts'

type Count = NonNullable<Outputs['pharmacy']['stock']['count']>

interface Props {
  countId: string
  batch: Count['products'][number]['batches'][number]
  name: ReactNode
  label: string
}

/** One batch: a number, Enter. Where it differs much it is asked for once more, without a word of how much. */
export function CountRow({ countId, batch, name, label }: Props) {
  const t = useText()
  const time = useClinicalTime()
  const [typed, setTyped] = useState('')
  const [again, setAgain] = useState(false)
  const { save, refusal } = useSave(useApi().pharmacy.stock.recordCount.mutationOptions())
  const { stockId, counted } = batch
  const submit = () => {
    if (!/^\d{1,9}$/.test(typed.trim())) return
    save({ countId, stockId, counted: Number(typed) }, ({ result }) => {
      setTyped('')
      setAgain(result.again === 'yes')
    })
  }
  return (
    <tr>
      <td className="stock-name">{name}</td>
      <td>{batch.lot}</td>
      <td>{time.birthDate(batch.expiry)}</td>
      <td>
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault()
            submit()
          }}
        >
          <input
            className="input count-input"
            aria-label={t('count.foundOf', { name: label })}
            inputMode="numeric"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          {again && <strong className="warn-text">{t('count.again')}</strong>}
          {!again && counted !== null && <span>{t('count.was', { count: counted })}</span>}
          {refusal && <span className="wrong-text">{refusal.cause}</span>}
        </form>
      </td>
    </tr>
  )
}
