import { useQuery } from '@tanstack/react-query'
import { useText } from '../../messages/index.ts'
import { useApi } from '../../platform/api.ts'
import { useClinicalTime } from '../../platform/clinical.ts'
import { Shown } from '../../ui/states.tsx'

/** Every movement of a product at a department, newest first, with what was on hand after it. */
export function BinCard({ departmentId, productId }: { departmentId: string; productId: string }) {
  const t = useText()
  const time = useClinicalTime()
  const card = useQuery(useApi().pharmacy.stock.binCard.queryOptions({ departmentId, productId }))
  return (
    <Shown of={card}>
      {(lines) => (
        <table className="table bin-card">
          <thead>
            <tr>
              <th>{t('stock.when')}</th>
              <th className="number">{t('stock.moved')}</th>
              <th className="number">{t('stock.balance')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.entryId}>
                <td>
                  {time.dateTime(line.at)}
                  <span className="dim">
                    {t(`stock.type.${line.type}` as 'stock.type.received')}, {line.lot}, {line.by}
                    {line.witness && ` + ${line.witness}`}
                  </span>
                  {line.note && <span className="dim">{line.note}</span>}
                </td>
                <td className="number">{line.quantity > 0 ? `+${line.quantity}` : `−${-line.quantity}`}</td>
                <td className="number">
                  <strong>{line.balance}</strong>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Shown>
  )
}
