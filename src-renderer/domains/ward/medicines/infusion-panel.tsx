import { Button } from '@mantine/core'
import { useState } from 'react'
import type { MedicinesView, OrderView } from '../../../../src-shared/domains/ward/medicine-views.ts'
import { needsSecondNurse } from '../../../../src-shared/domains/ward/rules/second-nurse.ts'
import { type Amount, amountNumber, amountOf } from '../../../../src-shared/kernel/amount.ts'
import { useText } from '../../../messages/index.ts'
import { type Inputs, useApi, useApiClient, useSave } from '../../../platform/api.ts'
import { useClinicalTime } from '../../../platform/clinical.ts'
import { clinicalNow } from '../../../platform/now.ts'
import { useProven } from '../../../platform/proven.ts'
import { Choice, TextField } from '../../../ui/fields.tsx'
import { SidePanel } from '../../../ui/panel.tsx'
import { RefusalNote } from '../../../ui/states.tsx'
import { readTakenAt } from '../vitals/taken-at.ts'
import { InfusionStrip } from './infusion-strip.tsx'
import { MedicineName } from './medicine-name.tsx'
import { WitnessFields, type WitnessForm, witnessReady } from './witness-fields.tsx'
import { timingWords } from './words.ts'

type Plain = Inputs['medicines']['recordInfusionStep']
type Witnessed = Inputs['medicines']['recordWitnessedInfusionStep']['entry']
type Step = Plain['step']

interface Props {
  order: OrderView
  chart: MedicinesView
  onDone: () => void
}

const NOTHING = { rate: '', remaining: '', taken: '', note: '' }

/** A new rate, a pause, or the end of an infusion. */
export function InfusionPanel({ order, chart, onDone }: Props) {
  const t = useText()
  const { offsetMinutes } = useClinicalTime()
  const { infusion, timing } = order
  const ordered = timing.type === 'infusion' ? timing.rate : null
  const [step, setStep] = useState<Step>('rate')
  const [form, setForm] = useState({ ...NOTHING, rate: rateToOffer(order) })
  const [witness, setWitness] = useState<WitnessForm>({ own: '', username: '', pin: '', amount: '' })
  const [wrong, setWrong] = useState<Partial<Record<'rate' | 'remaining' | 'taken', string>>>({})
  const plain = useSave(useApi().medicines.recordInfusionStep.mutationOptions())
  const witnessed = useWitnessedStep()
  const unit = ordered?.unit ?? 'mL'
  const two = step === 'rate' && needsSecondNurse(order.medicine)
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change })
  const submit = () => {
    if (plain.busy || witnessed.busy || (two && !witnessReady(witness))) return
    const at = readTakenAt(form.taken, clinicalNow(), offsetMinutes)
    const rate = step === 'rate' ? amountOf(form.rate, unit) : null
    const left = form.remaining.trim()
    if (!at.ok) return setWrong({ taken: t(at.why) })
    if (step === 'rate' && !rate) return setWrong({ rate: t('inf.rateWrong') })
    if (step === 'stop' && !/^\d{0,5}$/.test(left)) return setWrong({ remaining: t('inf.remainingWrong') })
    setWrong({})
    const entry: Plain = {
      ...{ orderId: order.orderId, admissionId: chart.admissionId, patientId: chart.patientId, step, rate },
      remaining: step === 'stop' && left !== '' ? Number(left) : null,
      ...{ at: form.taken.trim() === '' ? null : at.at, note: form.note.trim() || null },
      seenId: infusion?.seenId ?? null,
    }
    if (two) witnessed.save(entry, witness, amountOf(witness.amount, unit) ?? { nano: 0, unit }, onDone)
    else plain.save(entry, onDone)
  }
  return (
    <SidePanel
      title={t('inf.title')}
      onClose={onDone}
      keys={[{ keys: 'Enter', label: t('key.save'), run: submit, inFields: true }]}
      foot={
        <>
          <RefusalNote refusal={plain.refusal ?? witnessed.refusal} />
          <Button
            onClick={submit}
            disabled={two && !witnessReady(witness)}
            loading={plain.busy || witnessed.busy}
            rightSection={<span className="kbd">↵</span>}
          >
            {t('inf.save')}
          </Button>
        </>
      }
    >
      <MedicineName medicine={order.medicine} product={order.product} />
      <p className="plain dim">{timingWords(t, timing, order.product?.unit ?? '')}</p>
      {infusion && <InfusionStrip name={order.medicine.name} infusion={infusion} onStep={null} />}
      <Choice
        label={t('inf.step')}
        value={step}
        options={(['rate', 'pause', 'stop'] as const).map((value) => ({ value, name: t(`inf.${value}`) }))}
        onChange={setStep}
      />
      {step === 'rate' && (
        <TextField
          data-first
          label={t('inf.rateIn', { unit })}
          value={form.rate}
          inputMode="decimal"
          wrong={wrong.rate ?? null}
          onChange={(rate) => set({ rate })}
        />
      )}
      {step === 'stop' && (
        <TextField
          label={t('inf.remaining')}
          value={form.remaining}
          inputMode="numeric"
          wrong={wrong.remaining ?? null}
          onChange={(remaining) => set({ remaining })}
        />
      )}
      <TextField
        label={t('inf.at')}
        value={form.taken}
        placeholder={t('vitals.timeNow')}
        wrong={wrong.taken ?? null}
        onChange={(taken) => set({ taken })}
      />
      <TextField label={t('med.note')} value={form.note} maxLength={200} onChange={(note) => set({ note })} />
      {two && <WitnessFields value={witness} unit={unit} label={t('inf.secondRate', { unit })} onChange={setWitness} />}
    </SidePanel>
  )
}

/** The ordered rate where it does not run so; what runs otherwise is what will be changed. */
function rateToOffer({ infusion, timing }: OrderView): string {
  if (timing.type !== 'infusion') return ''
  const shown = infusion?.differs || infusion?.rate === null ? timing.rate : infusion?.rate
  return shown && shown.unit === timing.rate.unit ? amountNumber(shown).replaceAll(',', '') : ''
}

/** Both prove to be there for this one entry, then it is saved. */
function useWitnessedStep() {
  const client = useApiClient()
  const proven = useProven<Witnessed>('ward.recordWitnessedInfusionStep', (input) =>
    client.medicines.recordWitnessedInfusionStep.mutate(input),
  )
  return {
    ...proven,
    save(plain: Plain, { own, username, pin }: WitnessForm, witnessRate: Amount, then: () => void) {
      proven.save({ ...plain, witnessRate }, { secret: { pin: own }, witness: { username, pin } }, then)
    },
  }
}
