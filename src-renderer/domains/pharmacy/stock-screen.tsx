import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { DepartmentView } from '../../../src-shared/domains/pharmacy/stock-views.ts'
import { useCounted, useText } from '../../messages/index.ts'
import { type Outputs, useApi, useApiClient } from '../../platform/api.ts'
import { useKeys } from '../../platform/keys.ts'
import { go } from '../../platform/navigation.ts'
import { useScans } from '../../platform/scanning/use-scans.ts'
import { Choice, TextField } from '../../ui/fields.tsx'
import { Empty, Shown } from '../../ui/states.tsx'
import { MedicineName } from '../ward/index.ts'
import { BatchMark } from './batch-mark.tsx'
import { DepartmentChoice, OfDepartment } from './department.tsx'
import { ProductPanel } from './product-panel.tsx'
import './pharmacy.css'

export type StockLine = Outputs['pharmacy']['stock']['list'][number]
const SHOWN = ['all', 'near', 'stopped', 'open'] as const
type Which = (typeof SHOWN)[number]

/** What the department has, by product; beside it the batches and the bin card of one. */
/** `lot`: the one that is looked at, by a scan of its box. */
export function StockScreen({ productId, lot }: { productId: string | null; lot: string | null }) {
  return (
    <OfDepartment>{(department) => <Stock department={department} productId={productId} lot={lot} />}</OfDepartment>
  )
}

const openProduct = (id: string | null) => go({ screen: 'stock', id })

interface StockProps {
  department: DepartmentView
  productId: string | null
  lot: string | null
}

function Stock({ department, productId, lot }: StockProps) {
  const t = useText()
  const client = useApiClient()
  const [unknown, setUnknown] = useState(false)
  const { departmentId } = department
  const stock = useQuery(useApi().pharmacy.stock.list.queryOptions({ departmentId }))
  const chosen = stock.data?.find((line) => line.product.productId === productId) ?? null
  useKeys('screen', [
    { keys: 'g', label: t('stock.receive'), run: () => go({ screen: 'receive' }) },
    { keys: 'o', label: t('buy.title'), run: () => go({ screen: 'purchases' }) },
    { keys: 'r', label: t('reg.title'), run: () => go({ screen: 'controlled' }) },
    { keys: 'c', label: t('count.title'), run: () => go({ screen: 'count' }) },
  ])
  useScans({
    accepts: ['drug'],
    async run({ code }) {
      const box = await client.pharmacy.stock.scan.query({ departmentId, code }).catch(() => null)
      setUnknown(!box)
      if (box) go({ screen: 'stock', id: box.product.product.productId, tab: box.lot?.toUpperCase() ?? null })
    },
  })
  return (
    <div className="stock-split">
      <div className="page stock-page">
        {unknown && <p className="note ask">{t('counter.scanUnknown')}</p>}
        <div className="row stock-head">
          <h1 className="grow">{t('stock.title')}</h1>
          <DepartmentChoice department={department} />
          <Button
            variant="default"
            onClick={() => go({ screen: 'purchases' })}
            rightSection={<span className="kbd">o</span>}
          >
            {t('buy.title')}
          </Button>
          <Button
            variant="default"
            onClick={() => go({ screen: 'controlled' })}
            rightSection={<span className="kbd">r</span>}
          >
            {t('reg.title')}
          </Button>
          <Button
            variant="default"
            onClick={() => go({ screen: 'count' })}
            rightSection={<span className="kbd">c</span>}
          >
            {t('count.title')}
          </Button>
          <Button
            variant="default"
            onClick={() => go({ screen: 'receive' })}
            rightSection={<span className="kbd">g</span>}
          >
            {t('stock.receive')}
          </Button>
        </div>
        <Shown of={stock}>{(lines) => <Lines lines={lines} chosen={productId} />}</Shown>
      </div>
      {chosen && (
        <ProductPanel
          key={`${productId} ${lot}`}
          department={department}
          line={chosen}
          lot={lot}
          onClose={() => openProduct(null)}
        />
      )}
    </div>
  )
}

const WANTED: Readonly<Record<Which, (line: StockLine) => boolean>> = {
  all: () => true,
  near: ({ batches }) => batches.some(({ freshness }) => freshness === 'near'),
  stopped: ({ batches }) => batches.some(({ freshness, recalled }) => freshness === 'expired' || recalled !== null),
  open: ({ batches }) => batches.some(({ suspense }) => suspense !== 0),
}
const wordsOf = ({ medicine, product, batches }: StockLine) =>
  [medicine.name, product.brand, product.form, ...batches.map(({ lot }) => lot)].join(' ').toLowerCase()

function Lines({ lines, chosen }: { lines: readonly StockLine[]; chosen: string | null }) {
  const t = useText()
  const [asked, setAsked] = useState('')
  const [which, setWhich] = useState<Which>('all')
  const table = useRef<HTMLTableElement>(null)
  const text = asked.trim().toLowerCase()
  const found = lines.filter((line) => WANTED[which](line) && wordsOf(line).includes(text))
  const step = (by: number) => {
    const rows = [...(table.current?.querySelectorAll<HTMLElement>('.stock-open') ?? [])]
    rows[Math.max(0, rows.indexOf(document.activeElement as HTMLElement) + by)]?.focus()
  }
  useKeys('screen', [
    { keys: 'ArrowDown', label: t('stock.next'), inFields: true, run: () => step(1) },
    { keys: 'ArrowUp', label: t('stock.next'), quiet: true, inFields: true, run: () => step(-1) },
  ])
  if (lines.length === 0) return <Empty title={t('stock.none')}>{t('stock.noneDo')}</Empty>
  return (
    <>
      <div className="stock-ask">
        <TextField label={t('stock.filter')} value={asked} onChange={setAsked} />
        <Choice
          label={t('stock.which')}
          value={which}
          options={SHOWN.map((value) => ({
            value,
            name: `${t(`stock.which.${value}`)} (${lines.filter(WANTED[value]).length})`,
          }))}
          onChange={setWhich}
        />
      </div>
      {found.length === 0 ? (
        <Empty title={t('stock.noneSuch')} />
      ) : (
        <div className="stock-scroll">
          <table className="table" ref={table}>
            <thead>
              <tr>
                <th>{t('stock.medicine')}</th>
                <th className="number">{t('stock.onHand')}</th>
                <th className="number">{t('stock.heldHere')}</th>
                <th>{t('stock.firstExpiry')}</th>
              </tr>
            </thead>
            <tbody>
              {found.map((line) => (
                <Line key={line.product.productId} line={line} chosen={line.product.productId === chosen} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}

function Line({ line, chosen }: { line: StockLine; chosen: boolean }) {
  const counted = useCounted()
  const { medicine, product, onHand, held, batches } = line
  const [first] = batches
  return (
    <tr aria-current={chosen ? 'true' : undefined}>
      <td className="stock-name">
        <button type="button" className="stock-open" onClick={() => openProduct(product.productId)}>
          <MedicineName medicine={medicine} product={product} />
        </button>
      </td>
      <td className="number">
        <strong>{counted.count(onHand, product.unit)}</strong>
      </td>
      <td className="number">{held}</td>
      <td>{first ? <BatchMark batch={first} /> : '–'}</td>
    </tr>
  )
}
