import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { DepartmentView } from '../../../src-shared/domains/pharmacy/stock-views.ts'
import { useText } from '../../messages/index.ts'
import { useApi, useApiClient, useSave } from '../../platform/api.ts'
import { useDraft } from '../../platform/drafts.ts'
import { useKeys } from '../../platform/keys.ts'
import { go } from '../../platform/navigation.ts'
import { useScans } from '../../platform/scanning/use-scans.ts'
import { TextField } from '../../ui/fields.tsx'
import { Pick } from '../../ui/pick.tsx'
import { Select } from '../../ui/select.tsx'
import { RefusalNote } from '../../ui/states.tsx'
import { MedicineName } from '../ward/index.ts'
import { DepartmentChoice, OfDepartment } from './department.tsx'
import { moneyText } from './read-entry.ts'
import {
  type Article,
  changed,
  EMPTY,
  entryOf,
  ofPurchase,
  type ReceiveForm,
  totalOf,
  withArticle,
  without,
} from './receive-form.ts'
import { ReceiveLineRow } from './receive-line.tsx'
import { SupplierForm } from './supplier-form.tsx'
import { useArticles } from './use-articles.ts'
import './pharmacy.css'
import './receive.css'

/** What a supplier has brought: scan or choose, compare with the invoice, one key. */
export function ReceiveScreen({ purchaseId }: { purchaseId: string | null }) {
  return <OfDepartment>{(department) => <Receive department={department} purchaseId={purchaseId} />}</OfDepartment>
}

function Receive({ department, purchaseId }: { department: DepartmentView; purchaseId: string | null }) {
  const t = useText()
  const api = useApi()
  const { departmentId } = department
  const { value, set, discard } = useDraft<ReceiveForm>(`receive:${departmentId}`, EMPTY)
  // a draft of an earlier version lacks what was added since
  const form = { ...EMPTY, ...value }
  const purchase = useExpected(departmentId, purchaseId)
  // what is being entered already is not thrown away for another order
  const isFree = form.lines.length === 0 && form.purchaseId !== purchaseId
  useEffect(() => {
    if (purchase && isFree) set(ofPurchase(purchase))
  })
  const { save, busy, refusal } = useSave(api.pharmacy.stock.receive.mutationOptions())
  const said = useBoxes(departmentId, (article, printed) => set(withArticle(form, article, printed)))
  const entry = entryOf(form, departmentId)
  const submit = () =>
    entry &&
    save(entry, () => {
      discard()
      go({ screen: 'stock' })
    })
  useKeys('screen', [
    { keys: 'Ctrl+Enter', label: t('receive.do'), run: submit },
    { keys: 'Escape', label: t('key.back'), run: () => go({ screen: 'stock' }) },
  ])
  return (
    <div className="page receive">
      <div className="row">
        <h1 className="grow">{t('receive.title')}</h1>
        <DepartmentChoice department={department} />
      </div>
      {purchase && form.purchaseId !== purchaseId && <p className="note ask">{t('buy.otherFirst')}</p>}
      <Head form={form} set={(change) => set({ ...form, ...change })} />
      <Pick<Article>
        label={t('receive.add')}
        hint={t('receive.addHint')}
        none={t('med.searchNone')}
        useFound={useArticles}
        keyOf={({ product }) => product.productId}
        show={({ medicine, product }) => <MedicineName medicine={medicine} product={product} />}
        onPick={(article) => set(withArticle(form, article))}
      />
      {said && <p className="note ask">{said}</p>}
      {form.lines.length > 0 && (
        <ul className="receive-lines">
          {form.lines.map((line) => (
            <ReceiveLineRow
              key={line.key}
              line={line}
              onChange={(change) => set(changed(form, line.key, change))}
              onRemove={() => set(without(form, line.key))}
            />
          ))}
        </ul>
      )}
      <RefusalNote refusal={refusal} />
      {refusal?.code === 'INVOICE_ENTERED' && (
        <label className="row">
          <input
            type="checkbox"
            checked={form.again}
            onChange={(event) => set({ ...form, again: event.currentTarget.checked })}
          />
          {t('receive.again')}
        </label>
      )}
      <div className="row">
        <span className="grow">
          {t('receive.total')} <strong className="receive-total">{moneyText(Math.max(0, totalOf(form)))}</strong>
        </span>
        <Button variant="default" onClick={discard} disabled={form.lines.length === 0}>
          {t('counter.clear')}
        </Button>
        <Button onClick={submit} disabled={!entry} loading={busy} rightSection={<span className="kbd">Ctrl ↵</span>}>
          {t('receive.do')}
        </Button>
      </div>
    </div>
  )
}

function Head({ form, set }: { form: ReceiveForm; set: (change: Partial<ReceiveForm>) => void }) {
  const t = useText()
  const [adding, setAdding] = useState(false)
  const suppliers = useQuery(useApi().pharmacy.stock.suppliers.queryOptions()).data ?? []
  return (
    <>
      <div className="receive-head">
        <Select
          label={t('receive.supplier')}
          value={form.supplierId}
          options={suppliers.map(({ supplierId, name }) => ({ value: supplierId, name }))}
          onChange={(supplierId) => set({ supplierId })}
        />
        <TextField
          label={t('receive.invoice')}
          value={form.invoice}
          maxLength={60}
          onChange={(invoice) => set({ invoice, again: false })}
        />
        <TextField
          label={t('receive.discount')}
          value={form.discount}
          inputMode="decimal"
          onChange={(discount) => set({ discount })}
        />
      </div>
      {adding ? (
        <SupplierForm
          onDone={(supplierId) => {
            setAdding(false)
            if (supplierId) set({ supplierId })
          }}
        />
      ) : (
        <button type="button" className="link receive-new" onClick={() => setAdding(true)}>
          {t('receive.newSupplier')}
        </button>
      )}
    </>
  )
}

/** The order of which goods have come; null: none, or it is not open. */
function useExpected(departmentId: string, purchaseId: string | null) {
  const api = useApi()
  const purchases = useQuery(
    api.pharmacy.stock.purchases.queryOptions({ departmentId }, { enabled: purchaseId !== null }),
  ).data
  return purchases?.find((each) => each.purchaseId === purchaseId && each.state === 'approved') ?? null
}

type Printed = Parameters<typeof withArticle>[2]

/** A scanned box is a line, with what its code says of lot, expiry and size. */
function useBoxes(departmentId: string, onBox: (article: Article, printed: Printed) => void): string | null {
  const t = useText()
  const client = useApiClient()
  const [said, setSaid] = useState<string | null>(null)
  useScans({
    accepts: ['drug'],
    async run({ code }) {
      const found = await client.pharmacy.stock.scan.query({ departmentId, code }).catch(() => null)
      setSaid(found ? null : t('counter.scanUnknown'))
      if (!found) return
      const { product, lot, expiry, packSize } = found
      onBox(product, { lot: lot ?? '', expiry: expiry ?? '', packSize: String(packSize) })
    },
  })
  return said
}
