import { Button } from '@mantine/core'
import { IconBarcode, IconBarcodeOff } from '@tabler/icons-react'
import { useState } from 'react'
import type { MedicinesView } from '../../../../src-shared/domains/ward/medicine-views.ts'
import {
  noScanReasons,
  notGivenReasons,
  outcomes,
  wentIn,
} from '../../../../src-shared/domains/ward/rules/dose-outcome.ts'
import { needsSecondNurse } from '../../../../src-shared/domains/ward/rules/second-nurse.ts'
import { amountText } from '../../../../src-shared/kernel/amount.ts'
import { useCounted, useText } from '../../../messages/index.ts'
import { useApi, useSave } from '../../../platform/api.ts'
import { Choice, TextField } from '../../../ui/fields.tsx'
import { SidePanel } from '../../../ui/panel.tsx'
import { Select } from '../../../ui/select.tsx'
import { RefusalNote } from '../../../ui/states.tsx'
import { entryOf, type GiveForm, missing, startOf } from './give-form.ts'
import { MedicineName } from './medicine-name.tsx'
import type { Giving } from './use-bedside.ts'
import { Verdict } from './verdict.tsx'
import { useWitnessed, WitnessFields, type WitnessForm, witnessReady } from './witness-fields.tsx'

interface Props {
  giving: Giving
  chart: MedicinesView
  onDone: () => void
}

/** One dose: the verdict of what was scanned, then one key. */
export function GivePanel({ giving, chart, onDone }: Props) {
  const t = useText()
  const counted = useCounted()
  const api = useApi()
  const [form, setForm] = useState<GiveForm>(() => startOf(giving))
  const [witness, setWitness] = useState<WitnessForm>({ own: '', username: '', pin: '', amount: '' })
  const plain = useSave(api.medicines.recordAdministration.mutationOptions())
  const witnessed = useWitnessed()
  const { order, verdict } = giving
  const set = (change: Partial<GiveForm>) => setForm({ ...form, ...change })
  const lacks = missing(form, giving)
  const two = order !== null && needsSecondNurse(order.medicine) && wentIn(form)
  const ready = lacks === null && (!two || witnessReady(witness))
  const submit = () => {
    if (!ready || !order || plain.busy || witnessed.busy) return
    const entry = entryOf(form, giving, { admissionId: chart.admissionId, patientId: chart.patientId })
    if (two) witnessed.save(entry, witness, order.dose.unit, onDone)
    else plain.save(entry, onDone)
  }
  const title = t(wentIn(form) ? 'med.giveTitle' : 'med.recordTitle')
  return (
    <SidePanel
      title={title}
      onClose={onDone}
      keys={[{ keys: 'Enter', label: t('key.save'), run: submit, inFields: true }]}
      foot={
        <>
          <RefusalNote refusal={plain.refusal ?? witnessed.refusal} />
          {lacks && lacks !== 'order' && <p className="hint">{t(`med.lacks.${lacks}`)}</p>}
          <Button
            data-first
            onClick={submit}
            disabled={!ready}
            loading={plain.busy || witnessed.busy}
            rightSection={<span className="kbd">↵</span>}
          >
            {t(`med.${form.outcome}`)}
          </Button>
        </>
      }
    >
      {verdict && <Verdict verdict={verdict} />}
      {order && (
        <div className="give-what">
          <MedicineName medicine={order.medicine} product={verdict?.product ?? order.product} />
          <span className="give-dose">
            <span className="dim">{t('med.dose')}</span>{' '}
            <strong>{counted.dose(order.dose, order.product?.unit)}</strong>
            {verdict?.pieces && (
              <>
                {' = '}
                <strong>{counted.dose(verdict.pieces, verdict.product?.unit)}</strong>
              </>
            )}
          </span>
          <span>{t(`med.route.${order.route}` as 'med.route.oral')}</span>
        </div>
      )}
      {order?.timing.type === 'infusion' && wentIn(form) && (
        <p className="note">
          {t(order.infusion?.state === 'running' ? 'inf.goesOn' : 'inf.begins', {
            rate: amountText(order.infusion?.rate ?? order.timing.rate),
          })}
        </p>
      )}
      <Scanned giving={giving} />
      {order && (
        <>
          <Choice
            label={t('med.outcome')}
            value={form.outcome}
            options={outcomes.map((value) => ({
              value,
              name: t(`med.${value}`),
              disabled: verdict?.level === 'stop' && (value === 'given' || value === 'partial'),
            }))}
            onChange={(outcome) => set({ outcome })}
          />
          {form.outcome === 'partial' && (
            <TextField
              label={t('med.howMuch', {
                unit: order.dose.unit === '1' ? (order.product?.unit ?? '') : order.dose.unit,
              })}
              value={form.amount}
              onChange={(amount) => set({ amount })}
              inputMode="decimal"
            />
          )}
          {form.outcome !== 'given' && (
            <Select
              label={t('med.reason')}
              value={form.reason}
              options={notGivenReasons.map((value) => ({ value, name: t(`med.why.${value}`) }))}
              onChange={(reason) => set({ reason })}
            />
          )}
          {wentIn(form) && !(giving.patientScanned && verdict) && (
            <Select
              label={t('med.noScan')}
              value={form.noScanReason}
              options={noScanReasons.map((value) => ({ value, name: t(`med.noScan.${value}`) }))}
              onChange={(noScanReason) => set({ noScanReason })}
            />
          )}
          {(verdict?.level === 'ask' || form.outcome !== 'given') && (
            <TextField label={t('med.note')} value={form.note} maxLength={300} onChange={(note) => set({ note })} />
          )}
          {two && <WitnessFields value={witness} unit={order.dose.unit} onChange={setWitness} />}
        </>
      )}
    </SidePanel>
  )
}

/** Patient and drug: a shape and a word each. */
function Scanned({ giving: { patientScanned, verdict } }: { giving: Giving }) {
  const t = useText()
  const line = (done: boolean, yes: 'med.patientScanned' | 'med.drugScanned', no: 'med.patientNot' | 'med.drugNot') => {
    const Icon = done ? IconBarcode : IconBarcodeOff
    return (
      <span className={done ? 'scan-yes' : 'scan-no'}>
        <Icon size={17} aria-hidden /> {t(done ? yes : no)}
      </span>
    )
  }
  return (
    <div className="scans">
      {line(patientScanned, 'med.patientScanned', 'med.patientNot')}
      {line(verdict !== null, 'med.drugScanned', 'med.drugNot')}
    </div>
  )
}
