import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { DepartmentView } from '../../../src-shared/domains/pharmacy/stock-views.ts'
import { useText } from '../../messages/index.ts'
import { type Outputs, useApi, useSave } from '../../platform/api.ts'
import { useClinicalTime } from '../../platform/clinical.ts'
import { useKeys } from '../../platform/keys.ts'
import { go } from '../../platform/navigation.ts'
import { TextField } from '../../ui/fields.tsx'
import { Empty, RefusalNote, Shown } from '../../ui/states.tsx'
import { MedicineName } from '../ward/index.ts'
import { CountRow } from './count-row.tsx'
import { DepartmentChoice, OfDepartment } from './department.tsx'
import './pharmacy.css'

type Count = NonNullable<Outputs['pharmacy']['stock']['count']>

/** A count of the shelves, blind: nobody is told what to expect. */
export function CountScreen() {
  return <OfDepartment>{(department) => <CountOf department={department} />}</OfDepartment>
}

function CountOf({ department }: { department: DepartmentView }) {
  const t = useText()
  const { departmentId } = department
  const count = useQuery(useApi().pharmacy.stock.count.queryOptions({ departmentId }))
  useKeys('screen', [{ keys: 'Escape', label: t('key.back'), run: () => go({ screen: 'stock' }) }])
  return (
    <div className="page stock-page">
      <div className="row">
        <h1 className="grow">{t('count.title')}</h1>
        <DepartmentChoice department={department} />
      </div>
      <Shown of={count}>{(open) => (open ? <Open count={open} /> : <Begin departmentId={departmentId} />)}</Shown>
    </div>
  )
}

function Begin({ departmentId }: { departmentId: string }) {
  const t = useText()
  const { save, busy, refusal } = useSave(useApi().pharmacy.stock.beginCount.mutationOptions())
  return (
    <Empty title={t('count.none')}>
      <p>{t('count.how')}</p>
      <RefusalNote refusal={refusal} />
      <Button loading={busy} onClick={() => save({ departmentId })}>
        {t('count.begin')}
      </Button>
    </Empty>
  )
}

function Open({ count }: { count: Count }) {
  const t = useText()
  const time = useClinicalTime()
  const api = useApi()
  const [asked, setAsked] = useState('')
  const approve = useSave(api.pharmacy.stock.approveCount.mutationOptions())
  const cancel = useSave(api.pharmacy.stock.cancelCount.mutationOptions())
  const { countId, products } = count
  const batches = products.flatMap((each) => each.batches)
  const done = batches.filter(({ counted }) => counted !== null).length
  const text = asked.trim().toLowerCase()
  const shown = products.filter(({ medicine, product, batches: own }) =>
    [medicine.name, product.brand, ...own.map(({ lot }) => lot)].join(' ').toLowerCase().includes(text),
  )
  return (
    <>
      <div className="row">
        <span className="grow">
          {t('count.progress', { done, of: batches.length })}{' '}
          <span className="dim">{t('count.since', { time: time.dateTime(count.begunAt) })}</span>
        </span>
        <Button variant="default" loading={cancel.busy} onClick={() => cancel.save({ countId })}>
          {t('count.cancel')}
        </Button>
        <Button
          loading={approve.busy}
          disabled={count.hasCounted || done === 0}
          onClick={() => approve.save({ countId }, () => go({ screen: 'stock' }))}
        >
          {t('count.approve')}
        </Button>
      </div>
      {count.hasCounted && <p className="dim">{t('count.otherApproves')}</p>}
      <RefusalNote refusal={approve.refusal ?? cancel.refusal} />
      <TextField label={t('stock.filter')} value={asked} onChange={setAsked} />
      <div className="stock-scroll">
        <table className="table">
          <thead>
            <tr>
              <th>{t('stock.medicine')}</th>
              <th>{t('count.lot')}</th>
              <th>{t('receive.expiry')}</th>
              <th>{t('count.found')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.flatMap(({ medicine, product, batches: own }) =>
              own.map((batch) => (
                <CountRow
                  key={batch.stockId}
                  countId={countId}
                  batch={batch}
                  name={<MedicineName medicine={medicine} product={product} />}
                  label={`${medicine.name} ${batch.lot}`}
                />
              )),
            )}
          </tbody>
        </table>
      </div>
    </>
  )
}
