import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../../messages/index.ts'
import { type Outputs, refusalOf, useApi } from '../../platform/api.ts'
import { useClinicalTime } from '../../platform/clinical.ts'
import { RefusalNote } from '../../ui/states.tsx'

type Lot = NonNullable<Outputs['pharmacy']['stock']['lot']>

/** Who was given a lot, newest first, and what is left of it: here, and where the server answers in the whole hospital. */
export function LotList({ lot }: { lot: Lot }) {
  const t = useText()
  const api = useApi()
  const [asked, setAsked] = useState(false)
  const about = { productId: lot.productId, lot: lot.lot }
  const everywhere = useQuery(api.pharmacy.stock.lotEverywhere.queryOptions(about, { enabled: asked }))
  const given = everywhere.data ?? lot.given
  return (
    <>
      <p className="stock-sum">
        <strong>{lot.onHand}</strong> <span className="dim">{t('stock.left')}</span>
      </p>
      <h3 className="lot-given">{t('stock.givenTo', { count: given.length })}</h3>
      {given.length === 0 && <p className="dim">{t('stock.givenNone')}</p>}
      <Given lines={given} />
      <p className="dim">{t(everywhere.data ? 'stock.givenEverywhere' : 'stock.givenHere')}</p>
      {everywhere.error && <RefusalNote title={t('app.wrong')} refusal={refusalOf(everywhere.error)} />}
      {!everywhere.data && (
        <Button
          variant="default"
          loading={everywhere.isFetching}
          onClick={() => (asked ? everywhere.refetch() : setAsked(true))}
        >
          {t('stock.askEverywhere')}
        </Button>
      )}
    </>
  )
}

function Given({ lines }: { lines: Lot['given'] }) {
  const t = useText()
  const time = useClinicalTime()
  return (
    <ul className="batches">
      {lines.map((line) => (
        <li key={line.lineId}>
          <div className="row">
            <strong className="grow">
              {line.patient ?? t(line.patientId ? 'stock.patientElsewhere' : 'stock.counterSale')}
            </strong>
            <span>{line.quantity}</span>
          </div>
          <span className="dim">
            {time.dateTime(line.at)}, {line.department}
            {line.returned > 0 && `, ${t('stock.returned', { count: line.returned })}`}
          </span>
        </li>
      ))}
    </ul>
  )
}
