import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { DepartmentView } from '../../../src-shared/domains/pharmacy/stock-views.ts'
import { useCounted, useText } from '../../messages/index.ts'
import { useApi } from '../../platform/api.ts'
import { useDraft } from '../../platform/drafts.ts'
import { useKeys } from '../../platform/keys.ts'
import { Pick } from '../../ui/pick.tsx'
import { bothThere, NOBODY, SecondPerson, type TwoPeople } from '../../ui/second-person.tsx'
import { Empty, RefusalNote } from '../../ui/states.tsx'
import { PrintAct, useLabelsByThemselves, usePrint } from '../printing/index.ts'
import { MedicineName } from '../ward/index.ts'
import { type CounterForm, changed, EMPTY, entryOf, type StockLine, withLine, without } from './counter-form.ts'
import { CounterLineRow } from './counter-line.tsx'
import { CounterPatient } from './counter-patient.tsx'
import { DepartmentChoice, OfDepartment } from './department.tsx'
import { GivenBefore } from './given-before.tsx'
import { useCounterScans } from './use-counter-scans.ts'
import { useHandOver } from './use-hand-over.ts'
import { usePlans } from './use-plans.ts'
import './pharmacy.css'
import './counter.css'

/** What is handed over, to a patient or at the counter: scan, count, one key. */
export function CounterScreen() {
  return <OfDepartment>{(department) => <Counter department={department} />}</OfDepartment>
}

function Counter({ department }: { department: DepartmentView }) {
  const t = useText()
  const counted = useCounted()
  const { departmentId } = department
  const { value: form, set, discard } = useDraft<CounterForm>(`counter:${departmentId}`, EMPTY)
  const stock = useQuery(useApi().pharmacy.stock.list.queryOptions({ departmentId })).data ?? []
  const planned = usePlans(form, stock)
  const [people, setPeople] = useState<TwoPeople>(NOBODY)
  const [done, setDone] = useState<string | null>(null)
  const { handOver, busy, refusal } = useHandOver()
  const labels = usePrint()
  const labelsByThemselves = useLabelsByThemselves()
  const scans = useCounterScans(departmentId, form, (next) => {
    setDone(null)
    set(next)
  })
  const needsSecond = planned.some((each) => each.stock?.medicine.controlled)
  const entry = entryOf(form, planned, departmentId)
  const ready = entry !== null && (!needsSecond || bothThere(people))
  const submit = () =>
    ready &&
    handOver(entry, needsSecond ? people : null, (dispenseId) => {
      discard()
      setPeople(NOBODY)
      setDone(dispenseId)
      if (labelsByThemselves) labels.print({ kind: 'label', dispenseId })
    })
  useKeys('screen', [{ keys: 'Ctrl+Enter', label: t('counter.do'), run: submit }])
  return (
    <div className="page counter">
      <div className="row">
        <h1 className="grow">{t('counter.title')}</h1>
        <DepartmentChoice department={department} />
      </div>
      <div className="counter-who">
        <CounterPatient patientId={form.patientId} onPatient={(patientId) => set({ ...form, patientId })} />
        <Pick<StockLine>
          label={t('counter.add')}
          hint={t('counter.addHint')}
          none={t('counter.addNone')}
          useFound={(text) => begins(stock, text)}
          keyOf={({ product }) => product.productId}
          show={(line) => (
            <span className="row">
              <span className="grow">
                <MedicineName medicine={line.medicine} product={line.product} />
              </span>
              <span className="dim">{counted.count(line.onHand, line.product.unit)}</span>
            </span>
          )}
          onPick={({ product }) => {
            setDone(null)
            set(withLine(form, product.productId, null))
          }}
        />
      </div>
      {scans.said && <p className="note ask">{scans.said}</p>}
      {planned.length === 0 ? (
        <>
          <Empty title={t(done ? 'counter.done' : 'counter.empty')}>{t('counter.emptyDo')}</Empty>
          {done && (
            <div className="row">
              <PrintAct what={{ kind: 'label', dispenseId: done }} by={labels} />
            </div>
          )}
          {form.patientId && <GivenBefore key={form.patientId} patientId={form.patientId} />}
        </>
      ) : (
        <ul className="counter-lines">
          {planned.map((each) => (
            <CounterLineRow
              key={each.line.productId}
              planned={each}
              onChange={(change) => set(changed(form, each.line.productId, change))}
              onRemove={() => set(without(form, each.line.productId))}
            />
          ))}
        </ul>
      )}
      {needsSecond && (
        <fieldset className="witness">
          <legend>{t('counter.second')}</legend>
          <SecondPerson value={people} onChange={(change) => setPeople({ ...people, ...change })} />
        </fieldset>
      )}
      <RefusalNote refusal={refusal} />
      {planned.length > 0 && (
        <div className="row">
          <span className="grow" />
          <Button variant="default" onClick={discard}>
            {t('counter.clear')}
          </Button>
          <Button onClick={submit} disabled={!ready} loading={busy} rightSection={<span className="kbd">Ctrl ↵</span>}>
            {t('counter.do')}
          </Button>
        </div>
      )}
    </div>
  )
}

const MOST = 8
function begins(stock: readonly StockLine[], text: string): StockLine[] {
  const wanted = text.trim().toLowerCase()
  const isOf = ({ medicine, product }: StockLine) =>
    `${medicine.name} ${product.brand ?? ''} ${product.strength}`.toLowerCase().includes(wanted)
  return stock.filter(isOf).slice(0, MOST)
}
