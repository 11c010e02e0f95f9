import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { BatchView, DepartmentView } from '../../../src-shared/domains/pharmacy/stock-views.ts'
import { useCounted, useText } from '../../messages/index.ts'
import { useApi, useSave } from '../../platform/api.ts'
import { TextField } from '../../ui/fields.tsx'
import { SidePanel } from '../../ui/panel.tsx'
import { RefusalNote, Shown } from '../../ui/states.tsx'
import { TabBar } from '../../ui/tabs.tsx'
import { MedicineName } from '../ward/index.ts'
import { AdjustForm } from './adjust-form.tsx'
import { BatchMark } from './batch-mark.tsx'
import { BinCard } from './bin-card.tsx'
import { LotList } from './lot-list.tsx'
import { ReorderLevel } from './reorder-level.tsx'
import type { StockLine } from './stock-screen.tsx'

interface Props {
  department: DepartmentView
  line: StockLine
  /** The lot that is looked at first; null: all. */
  lot: string | null
  onClose: () => void
}

/** One product at a department: its batches, its bin card, and who was given a lot. */
export function ProductPanel({ department, line, lot: first, onClose }: Props) {
  const t = useText()
  const counted = useCounted()
  const [tab, setTab] = useState<'batches' | 'card'>('batches')
  const [lot, setLot] = useState(first)
  const { medicine, product } = line
  const about = { departmentId: department.departmentId, productId: product.productId }
  if (lot) {
    const batch = line.batches.find((each) => each.lot === lot) ?? null
    return <LotPanel lot={lot} batch={batch} productId={product.productId} onClose={() => setLot(null)} />
  }
  return (
    <SidePanel title={department.name} onClose={onClose}>
      <MedicineName medicine={medicine} product={product} />
      <p className="stock-sum">
        <strong>{counted.count(line.onHand, product.unit)}</strong> <span className="dim">{t('stock.onHand')}</span>
      </p>
      <TabBar
        label={t('stock.parts')}
        chosen={tab}
        tabs={(['batches', 'card'] as const).map((id) => ({ id, name: t(`stock.part.${id}`) }))}
        onChoose={setTab}
      />
      <div id={`panel-${tab}`} role="tabpanel" aria-labelledby={`tab-${tab}`}>
        {tab === 'batches' && (
          <>
            <Batches line={line} onLot={setLot} />
            <ReorderLevel about={about} />
          </>
        )}
        {tab === 'card' && <BinCard {...about} />}
      </div>
    </SidePanel>
  )
}

function Batches({ line, onLot }: { line: StockLine; onLot: (lot: string) => void }) {
  const t = useText()
  const [adjusting, setAdjusting] = useState<string | null>(null)
  if (line.batches.length === 0) return <p className="dim">{t('stock.noBatch')}</p>
  return (
    <ul className="batches">
      {line.batches.map((batch) => (
        <li key={batch.stockId}>
          <div className="row">
            <button type="button" className="link" onClick={() => onLot(batch.lot)}>
              {t('stock.lot', { lot: batch.lot })}
            </button>
            <span className="grow">
              <BatchMark batch={batch} />
            </span>
            <strong>{batch.onHand}</strong>
          </div>
          {adjusting === batch.stockId ? (
            <AdjustForm stockId={batch.stockId} unit={line.product.unit} onDone={() => setAdjusting(null)} />
          ) : (
            <button type="button" className="link stock-adjust" onClick={() => setAdjusting(batch.stockId)}>
              {t('stock.adjust')}
            </button>
          )}
          <span className="dim">{t('stock.parted', { held: batch.held, free: batch.free })}</span>
          {batch.suspense !== 0 && (
            <span className="warn-text">
              {t(batch.suspense < 0 ? 'stock.uncovered' : 'stock.lostSight', { count: Math.abs(batch.suspense) })}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

interface LotProps {
  lot: string
  /** Null: nothing of it is left here. */
  batch: BatchView | null
  productId: string
  onClose: () => void
}

/** Everybody who was given a lot, and the word that calls it back. */
function LotPanel({ lot: name, batch, productId, onClose }: LotProps) {
  const t = useText()
  const api = useApi()
  const [reason, setReason] = useState('')
  const about = { productId, lot: name }
  const lot = useQuery(api.pharmacy.stock.lot.queryOptions(about))
  const { save, busy, refusal } = useSave(api.pharmacy.stock.recall.mutationOptions())
  const recalled = lot.data?.recalled ?? null
  const ready = reason.trim().length >= 3
  const submit = () => ready && save({ ...about, reason }, () => setReason(''))
  return (
    <SidePanel
      title={t('stock.lot', { lot: name })}
      onClose={onClose}
      foot={
        lot.data &&
        recalled === null && (
          <>
            <RefusalNote refusal={refusal} />
            <TextField label={t('stock.recallWhy')} value={reason} maxLength={200} onChange={setReason} />
            <Button color="red" onClick={submit} disabled={!ready} loading={busy}>
              {t('stock.recall')}
            </Button>
          </>
        )
      }
    >
      {batch && <BatchMark batch={batch} />}
      {recalled && <p className="note wrong">{t('stock.recalledWhy', { reason: recalled.reason })}</p>}
      <Shown of={lot}>
        {(view) => (view ? <LotList lot={view} /> : <p className="dim">{t('counter.scanLot', { lot: name })}</p>)}
      </Shown>
    </SidePanel>
  )
}
