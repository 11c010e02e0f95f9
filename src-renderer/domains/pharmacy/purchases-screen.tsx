import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { DepartmentView } from '../../../src-shared/domains/pharmacy/stock-views.ts'
import { useCounted, useText } from '../../messages/index.ts'
import { useApi, useSave } from '../../platform/api.ts'
import { useClinicalTime } from '../../platform/clinical.ts'
import { useKeys } from '../../platform/keys.ts'
import { go } from '../../platform/navigation.ts'
import { Empty, RefusalNote, Shown } from '../../ui/states.tsx'
import { MedicineName } from '../ward/index.ts'
import { DepartmentChoice, OfDepartment } from './department.tsx'
import { draftsOf, type PurchaseView, type ReorderView } from './purchase-form.ts'
import { PurchasePanel } from './purchase-panel.tsx'
import { moneyText } from './read-entry.ts'
import './pharmacy.css'

const NEW = 'new'
const open = (id: string | null) => go({ screen: 'purchases', id })

/** What is too few, and what is ordered of suppliers. */
export function PurchasesScreen({ purchaseId }: { purchaseId: string | null }) {
  return <OfDepartment>{(department) => <Purchases department={department} purchaseId={purchaseId} />}</OfDepartment>
}

function Purchases({ department, purchaseId }: { department: DepartmentView; purchaseId: string | null }) {
  const t = useText()
  const api = useApi()
  const { departmentId } = department
  const purchases = useQuery(api.pharmacy.stock.purchases.queryOptions({ departmentId }))
  const reorder = useQuery(api.pharmacy.stock.reorder.queryOptions({ departmentId }))
  const chosen = purchases.data?.find((each) => each.purchaseId === purchaseId) ?? null
  useKeys('screen', [
    { keys: 'n', label: t('buy.new'), run: () => open(NEW) },
    { keys: 'Escape', label: t('key.back'), run: () => go({ screen: 'stock' }) },
  ])
  return (
    <div className="stock-split">
      <div className="page stock-page">
        <div className="row">
          <h1 className="grow">{t('buy.title')}</h1>
          <DepartmentChoice department={department} />
          <Button variant="default" onClick={() => open(NEW)} rightSection={<span className="kbd">n</span>}>
            {t('buy.new')}
          </Button>
        </div>
        <div className="stock-scroll">
          <Shown of={reorder}>{(list) => <ToOrder list={list} departmentId={departmentId} />}</Shown>
          <Shown of={purchases}>
            {(list) =>
              list.length === 0 ? (
                <Empty title={t('buy.none')}>{t('buy.noneDo')}</Empty>
              ) : (
                <Orders list={list} chosen={purchaseId} />
              )
            }
          </Shown>
        </div>
      </div>
      {(chosen || purchaseId === NEW) && (
        <PurchasePanel
          key={`${purchaseId} ${chosen?.version}`}
          departmentId={departmentId}
          purchase={chosen}
          onClose={() => open(null)}
          onSaved={(id) => open(id)}
        />
      )}
    </div>
  )
}

/** The reorder list; one key makes drafts of it. */
function ToOrder({ list, departmentId }: { list: readonly ReorderView[]; departmentId: string }) {
  const t = useText()
  const counted = useCounted()
  const { save, busy, refusal } = useSave(useApi().pharmacy.stock.draftPurchase.mutationOptions())
  const drafts = draftsOf(list, departmentId)
  const draftAll = () => {
    // one after the other: what was refused stays on the list
    const next = (at: number) => {
      const draft = drafts[at]
      if (draft) save(draft, () => next(at + 1))
    }
    if (!busy) next(0)
  }
  useKeys('screen', drafts.length > 0 ? [{ keys: 'd', label: t('buy.draftAll'), run: draftAll }] : [])
  if (list.length === 0) return <p className="plain dim purchase-enough">{t('buy.enough')}</p>
  return (
    <section className="purchase-part">
      <div className="row">
        <h2 className="grow">{t('buy.low', { count: list.length })}</h2>
        <Button
          disabled={drafts.length === 0}
          loading={busy}
          onClick={draftAll}
          rightSection={<span className="kbd">d</span>}
        >
          {t('buy.draftAll')}
        </Button>
      </div>
      <RefusalNote refusal={refusal} />
      <table className="table">
        <caption className="visually-hidden">{t('buy.low', { count: list.length })}</caption>
        <thead>
          <tr>
            <th>{t('reg.medicine')}</th>
            <th className="number">{t('stock.onHand')}</th>
            <th className="number">{t('buy.onOrder')}</th>
            <th className="number">{t('buy.level')}</th>
            <th>{t('buy.proposed')}</th>
          </tr>
        </thead>
        <tbody>
          {list.map(({ medicine, product, onHand, onOrder, level, upTo, packs, packSize, supplier }) => (
            <tr key={product.productId}>
              <td>
                <MedicineName medicine={medicine} product={product} />
              </td>
              <td className="number">
                <strong>{counted.count(onHand, product.unit)}</strong>
              </td>
              <td className="number">{onOrder}</td>
              <td className="number">
                {level} → {upTo}
              </td>
              <td>
                {packs} × {counted.count(packSize, product.unit)}
                <span className="dim"> {supplier ?? t('buy.noSupplier')}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Orders({ list, chosen }: { list: readonly PurchaseView[]; chosen: string | null }) {
  const t = useText()
  const time = useClinicalTime()
  return (
    <section className="purchase-part">
      <h2>{t('buy.orders')}</h2>
      <table className="table">
        <caption className="visually-hidden">{t('buy.orders')}</caption>
        <thead>
          <tr>
            <th>{t('receive.supplier')}</th>
            <th>{t('buy.state')}</th>
            <th className="number">{t('buy.lines')}</th>
            <th className="number">{t('buy.total')}</th>
          </tr>
        </thead>
        <tbody>
          {list.map((each) => (
            <tr key={each.purchaseId} aria-current={each.purchaseId === chosen ? 'true' : undefined}>
              <td className="stock-name">
                <button type="button" className="stock-open" onClick={() => open(each.purchaseId)}>
                  <strong>{each.supplier}</strong> <span className="dim">{time.dateTime(each.draftedAt)}</span>
                </button>
              </td>
              <td>{t(`buy.state.${each.state}`)}</td>
              <td className="number">{each.lines.length}</td>
              <td className="number">{each.isPriced ? moneyText(each.total) : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
