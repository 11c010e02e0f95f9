import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { DepartmentView, RegisterLineView } from '../../../src-shared/domains/pharmacy/stock-views.ts'
import { useText } from '../../messages/index.ts'
import { type Inputs, useApi, useApiClient } from '../../platform/api.ts'
import { useClinicalTime } from '../../platform/clinical.ts'
import { useProven } from '../../platform/proven.ts'
import { TextField } from '../../ui/fields.tsx'
import { SidePanel } from '../../ui/panel.tsx'
import { bothThere, NOBODY, SecondPerson, type TwoPeople } from '../../ui/second-person.tsx'
import { RefusalNote, Shown } from '../../ui/states.tsx'
import { TabBar } from '../../ui/tabs.tsx'
import { MedicineName } from '../ward/index.ts'
import type { Controlled } from './controlled-screen.tsx'

interface Props {
  department: DepartmentView
  line: Controlled
  onClose: () => void
}

/** One controlled medicine at a department: the count by two persons, and under it every line of its register. */
export function RegisterPanel({ department, line: { medicine, product, locked }, onClose }: Props) {
  const t = useText()
  const about = { departmentId: department.departmentId, productId: product.productId }
  // the register tells what to expect: whoever counts does not have it before her eyes
  const [tab, setTab] = useState<'count' | 'lines'>(locked ? 'lines' : 'count')
  return (
    <SidePanel title={department.name} onClose={onClose}>
      <MedicineName medicine={medicine} product={product} />
      {locked && <p className="note ask">{t('reg.isLocked')}</p>}
      <TabBar
        label={t('stock.parts')}
        chosen={tab}
        tabs={(['count', 'lines'] as const).map((id) => ({ id, name: t(`reg.${id}`) }))}
        onChoose={setTab}
      />
      <div id={`panel-${tab}`} role="tabpanel" aria-labelledby={`tab-${tab}`}>
        {tab === 'count' ? <CountForm about={about} onDone={() => setTab('lines')} /> : <Lines about={about} />}
      </div>
    </SidePanel>
  )
}

function Lines({ about }: { about: Pick<Check, 'departmentId' | 'productId'> }) {
  const t = useText()
  const register = useQuery(useApi().pharmacy.stock.register.queryOptions(about))
  return (
    <Shown of={register}>
      {(lines) => (
        <table className="table bin-card">
          <caption className="visually-hidden">{t('reg.lines')}</caption>
          <thead>
            <tr>
              <th>{t('reg.what')}</th>
              <th className="number">{t('stock.moved')}</th>
              <th className="number">{t('stock.balance')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((each) => (
              <Line key={each.lineId} line={each} />
            ))}
          </tbody>
        </table>
      )}
    </Shown>
  )
}

function Line({ line }: { line: RegisterLineView }) {
  const t = useText()
  const time = useClinicalTime()
  const { quantity, state } = line
  const isCheck = line.type === 'check'
  return (
    <tr>
      <td>
        {time.dateTime(line.at)}
        <span className={isCheck && state === 'open' ? 'register-locked' : undefined}>
          {isCheck
            ? t('reg.check', { counted: line.counted ?? 0 })
            : t(`stock.type.${line.type}` as 'stock.type.received')}
          {isCheck &&
            state !== null &&
            ` · ${t('reg.expected', { expected: line.expected ?? 0 })} · ${t(`reg.state.${state}`)}`}
          {line.patient && ` · ${line.patient}`}
        </span>
        <span className="dim">
          {line.by}
          {line.witness && ` + ${line.witness}`}
          {line.lot && `, ${line.lot}`}
        </span>
        {line.note && <span className="dim">{line.note}</span>}
        {line.settledAt !== null && (
          <span className="dim">
            {t('reg.settledBy', {
              ...{ time: time.dateTime(line.settledAt), finding: line.finding ?? '' },
              by: [line.settledBy, line.settledWitness].filter(Boolean).join(' + '),
            })}
          </span>
        )}
        {isCheck && state === 'open' && <SettleForm checkId={line.lineId} />}
      </td>
      <td className="number">{quantity === null ? '' : quantity > 0 ? `+${quantity}` : `−${-quantity}`}</td>
      <td className="number">{line.balance !== null && <strong>{line.balance}</strong>}</td>
    </tr>
  )
}

type Check = Inputs['pharmacy']['stock']['checkRegister']['entry']
type Settle = Inputs['pharmacy']['stock']['settleRegister']['entry']
const PIECES = /^\d{1,9}$/

/** Both count for themselves; neither is told what to expect. */
function CountForm({ about, onDone }: { about: Pick<Check, 'departmentId' | 'productId'>; onDone: () => void }) {
  const t = useText()
  const client = useApiClient()
  const [form, setForm] = useState({ counted: '', second: '' })
  const [people, setPeople] = useState<TwoPeople>(NOBODY)
  const { save, busy, refusal } = useProven<Check>('pharmacy.checkRegister', (input) =>
    client.pharmacy.stock.checkRegister.mutate(input),
  )
  const ready = PIECES.test(form.counted.trim()) && PIECES.test(form.second.trim()) && bothThere(people)
  return (
    <form
      className="witness"
      aria-label={t('reg.count')}
      onSubmit={(event) => {
        event.preventDefault()
        if (!ready) return
        const { own, username, pin } = people
        const entry = { ...about, counted: Number(form.counted), witnessCounted: Number(form.second) }
        save(entry, { secret: { pin: own }, witness: { username, pin } }, onDone)
      }}
    >
      <p className="plain dim">{t('reg.blind')}</p>
      <div className="two-fields">
        <TextField
          data-first
          label={t('reg.counted')}
          value={form.counted}
          inputMode="numeric"
          onChange={(counted) => setForm({ ...form, counted })}
        />
        <TextField
          label={t('reg.secondCounted')}
          value={form.second}
          inputMode="numeric"
          onChange={(second) => setForm({ ...form, second })}
        />
      </div>
      <SecondPerson value={people} onChange={(change) => setPeople({ ...people, ...change })} />
      <RefusalNote refusal={refusal} />
      <Button type="submit" disabled={!ready} loading={busy}>
        {t('reg.save')}
      </Button>
    </form>
  )
}

function SettleForm({ checkId }: { checkId: string }) {
  const t = useText()
  const client = useApiClient()
  const [finding, setFinding] = useState('')
  const [people, setPeople] = useState<TwoPeople>(NOBODY)
  const { save, busy, refusal } = useProven<Settle>('pharmacy.settleRegister', (input) =>
    client.pharmacy.stock.settleRegister.mutate(input),
  )
  const ready = finding.trim().length >= 3 && bothThere(people)
  return (
    <form
      className="witness"
      aria-label={t('reg.settle')}
      onSubmit={(event) => {
        event.preventDefault()
        if (!ready) return
        const { own, username, pin } = people
        save({ checkId, finding }, { secret: { pin: own }, witness: { username, pin } }, () => undefined)
      }}
    >
      <TextField label={t('reg.settle')} value={finding} maxLength={200} onChange={setFinding} />
      <SecondPerson value={people} onChange={(change) => setPeople({ ...people, ...change })} />
      <RefusalNote refusal={refusal} />
      <Button type="submit" size="compact-md" disabled={!ready} loading={busy}>
        {t('reg.settleDo')}
      </Button>
    </form>
  )
}
