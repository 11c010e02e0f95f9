import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useCounted, useText } from '../../messages/index.ts'
import { useApi } from '../../platform/api.ts'
import { useClinicalTime } from '../../platform/clinical.ts'
import { MedicineName } from '../ward/index.ts'
import { ReturnForm } from './return-form.tsx'

/** What the patient was given before, while nothing is on the counter; from here it comes back. */
export function GivenBefore({ patientId }: { patientId: string }) {
  const t = useText()
  const counted = useCounted()
  const time = useClinicalTime()
  const [back, setBack] = useState<string | null>(null)
  const given = useQuery(useApi().pharmacy.stock.givenTo.queryOptions({ patientId })).data ?? []
  if (given.length === 0) return null
  return (
    <section className="section">
      <h2>{t('counter.before')}</h2>
      <ul className="batches">
        {given.map(({ lineId, medicine, product, lot, quantity, returned, at }) => (
          <li key={lineId}>
            <div className="row">
              <span className="grow">
                <MedicineName medicine={medicine} product={product} />
              </span>
              <strong>{counted.count(quantity, product.unit)}</strong>
            </div>
            <span className="dim">
              {time.dateTime(at)}, {t('stock.lot', { lot })}
              {returned > 0 && `, ${t('stock.returned', { count: returned })}`}
            </span>
            {back === lineId ? (
              <ReturnForm lineId={lineId} left={quantity - returned} unit={product.unit} onDone={() => setBack(null)} />
            ) : (
              quantity > returned && (
                <button type="button" className="link stock-adjust" onClick={() => setBack(lineId)}>
                  {t('counter.cameBack')}
                </button>
              )
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
