import { ActionIcon, Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useCounted, useText } from '../../messages/index.ts'
import { useApi, useSave } from '../../platform/api.ts'
import { useClinicalTime } from '../../platform/clinical.ts'
import { go } from '../../platform/navigation.ts'
import { TextField } from '../../ui/fields.tsx'
import { SidePanel } from '../../ui/panel.tsx'
import { Pick } from '../../ui/pick.tsx'
import { Select } from '../../ui/select.tsx'
import { RefusalNote } from '../../ui/states.tsx'
import { MedicineName } from '../ward/index.ts'
import {
  changedLine,
  draftOf,
  formOf,
  NOTHING,
  type PurchaseForm,
  type PurchaseView,
  withoutLine,
  withProduct,
} from './purchase-form.ts'
import type { Article } from './receive-form.ts'
import { useArticles } from './use-articles.ts'

interface Props {
  departmentId: string
  /** Null: a new order is written. */
  purchase: PurchaseView | null
  onClose: () => void
  onSaved: (purchaseId: string | null) => void
}

/** One order of a supplier: written, approved by somebody else, received, closed. */
export function PurchasePanel({ departmentId, purchase, onClose, onSaved }: Props) {
  const t = useText()
  const state = purchase?.state ?? 'draft'
  return (
    <SidePanel title={purchase?.supplier ?? t('buy.new')} onClose={onClose}>
      {purchase && <History purchase={purchase} />}
      {state === 'draft' ? (
        <Draft departmentId={departmentId} purchase={purchase} onSaved={onSaved} />
      ) : (
        <Lines purchase={purchase as PurchaseView} />
      )}
      {purchase && <Acts purchase={purchase} />}
    </SidePanel>
  )
}

function History({ purchase }: { purchase: PurchaseView }) {
  const t = useText()
  const time = useClinicalTime()
  const { state, draftedBy, draftedAt, approvedBy, approvedAt, closedAt, closeReason } = purchase
  return (
    <div>
      <p className="plain">
        <strong>{t(`buy.state.${state}`)}</strong>
      </p>
      <p className="plain dim">{t('buy.draftedBy', { by: draftedBy, time: time.dateTime(draftedAt) })}</p>
      {approvedBy && approvedAt !== null && (
        <p className="plain dim">{t('buy.approvedBy', { by: approvedBy, time: time.dateTime(approvedAt) })}</p>
      )}
      {closedAt !== null && (
        <p className="plain dim">
          {t('buy.closedAt', { time: time.dateTime(closedAt) })} {closeReason}
        </p>
      )}
    </div>
  )
}

/** What was ordered, and how much of it has come. */
function Lines({ purchase }: { purchase: PurchaseView }) {
  const t = useText()
  const counted = useCounted()
  return (
    <ul className="batches">
      {purchase.lines.map(({ medicine, product, packs, packSize, received }) => (
        <li key={product.productId}>
          <MedicineName medicine={medicine} product={product} />
          <span>
            {packs} × {counted.count(packSize, product.unit)}
          </span>
          <span className={received < packs * packSize ? 'dim' : undefined}>
            {t('buy.received', { count: counted.count(received, product.unit), of: packs * packSize })}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Draft({ departmentId, purchase, onSaved }: Omit<Props, 'onClose'>) {
  const t = useText()
  const api = useApi()
  const start = purchase ? formOf(purchase) : NOTHING
  const [form, setForm] = useState<PurchaseForm>(start)
  const suppliers = useQuery(api.pharmacy.stock.suppliers.queryOptions()).data ?? []
  const { save, busy, refusal } = useSave(api.pharmacy.stock.draftPurchase.mutationOptions())
  const entry = JSON.stringify(form) === JSON.stringify(start) ? null : draftOf(form, departmentId, purchase)
  return (
    <form
      aria-label={t('buy.draft')}
      className="purchase-draft"
      onSubmit={(event) => {
        event.preventDefault()
        if (entry) save(entry, (saved) => onSaved((saved.result.purchaseId as string | undefined) ?? null))
      }}
    >
      <Select
        label={t('receive.supplier')}
        value={form.supplierId}
        options={suppliers.map(({ supplierId, name }) => ({ value: supplierId, name }))}
        onChange={(supplierId) => setForm({ ...form, supplierId })}
      />
      {form.lines.map((line, at) => {
        const { medicine, product } = line.article
        const set = (change: Partial<typeof line>) => setForm(changedLine(form, at, change))
        return (
          <div key={product.productId} className="purchase-line">
            <div className="row">
              <span className="grow">
                <MedicineName medicine={medicine} product={product} />
              </span>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={32}
                onClick={() => setForm(withoutLine(form, at))}
                aria-label={t('counter.remove', { name: medicine.name })}
              >
                <IconX size={18} />
              </ActionIcon>
            </div>
            <div className="purchase-numbers">
              <TextField
                label={t('receive.packs')}
                value={line.packs}
                inputMode="numeric"
                autoFocus={line.packs === ''}
                onChange={(packs) => set({ packs })}
              />
              <TextField
                label={t('receive.packSize', { unit: product.unit })}
                value={line.packSize}
                inputMode="numeric"
                onChange={(packSize) => set({ packSize })}
              />
              <TextField
                label={t('receive.packPrice')}
                value={line.packPrice}
                inputMode="decimal"
                onChange={(packPrice) => set({ packPrice })}
              />
            </div>
          </div>
        )
      })}
      <Pick<Article>
        label={t('buy.add')}
        hint={t('buy.addHint')}
        none={t('med.searchNone')}
        useFound={useArticles}
        keyOf={({ product }) => product.productId}
        show={({ medicine, product }) => <MedicineName medicine={medicine} product={product} />}
        onPick={(article) => setForm(withProduct(form, article))}
      />
      <RefusalNote refusal={refusal} />
      <Button type="submit" variant="default" disabled={!entry} loading={busy}>
        {t('buy.save')}
      </Button>
    </form>
  )
}

function Acts({ purchase }: { purchase: PurchaseView }) {
  const t = useText()
  const api = useApi()
  const [reason, setReason] = useState('')
  const { purchaseId, version, state } = purchase
  const approve = useSave(api.pharmacy.stock.approvePurchase.mutationOptions())
  const close = useSave(api.pharmacy.stock.closePurchase.mutationOptions())
  if (state !== 'draft' && state !== 'approved') return null
  return (
    <div className="purchase-draft">
      {state === 'draft' && (
        <Button loading={approve.busy} onClick={() => approve.save({ purchaseId, version })}>
          {t('buy.approve')}
        </Button>
      )}
      {state === 'approved' && (
        <Button onClick={() => go({ screen: 'receive', id: purchaseId })}>{t('buy.receive')}</Button>
      )}
      <RefusalNote refusal={approve.refusal ?? close.refusal} />
      <TextField label={t('buy.closeWhy')} value={reason} maxLength={200} onChange={setReason} />
      <Button
        variant="default"
        disabled={reason.trim().length < 3}
        loading={close.busy}
        onClick={() => close.save({ purchaseId, reason })}
      >
        {t('buy.close')}
      </Button>
    </div>
  )
}
