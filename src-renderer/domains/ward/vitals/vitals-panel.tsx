import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { news2 } from '../../../../src-shared/domains/ward/rules/news2.ts'
import type { AdmissionChartView } from '../../../../src-shared/domains/ward/views.ts'
import { ageOn } from '../../../../src-shared/kernel/clinical-date.ts'
import { useText } from '../../../messages/index.ts'
import { useApi, useSave } from '../../../platform/api.ts'
import { useClinicalTime } from '../../../platform/clinical.ts'
import { useDraft } from '../../../platform/drafts.ts'
import { closePanel } from '../../../platform/navigation.ts'
import { clinicalNow } from '../../../platform/now.ts'
import { TextField } from '../../../ui/fields.tsx'
import { SidePanel } from '../../../ui/panel.tsx'
import { RefusalNote, Shown } from '../../../ui/states.tsx'
import { nameInWords } from '../../patients/index.ts'
import { LiveScore } from './live-score.tsx'
import { readTakenAt } from './taken-at.ts'
import { useVitalsForm, type VitalsDraft } from './use-vitals-form.ts'
import { ACVPU, EMPTY, fieldsOf, findingOf, isNumberField, readVitals, type VitalField } from './vital-fields.ts'
import { LetterInput, VitalInput } from './vital-input.tsx'
import './vitals.css'

const OXYGEN = [
  { letter: 'a', name: 'vitals.air' },
  { letter: 'o', name: 'vitals.onOxygen' },
] as const
const CONSCIOUSNESS = ACVPU.map((letter) => ({ letter, short: letter, name: `vitals.acvpu${letter}` as const }))
const NOTHING: VitalsDraft = { texts: EMPTY, confirmed: [], time: '' }

export function VitalsPanel({ admissionId }: { admissionId: string }) {
  const api = useApi()
  const chart = useQuery(api.ward.chart.queryOptions({ admissionId }))
  return <Shown of={chart}>{(data) => data && <VitalsForm key={admissionId} chart={data} />}</Shown>
}

function useScore(chart: AdmissionChartView, measured: ReturnType<typeof readVitals>) {
  const { offsetMinutes } = useClinicalTime()
  const { birthDate } = chart.patient
  const ageYears = birthDate ? (ageOn(birthDate, clinicalNow(), offsetMinutes)?.years ?? null) : null
  return news2({ ...measured, spo2Scale: chart.spo2Scale, pregnant: chart.pregnant, ageYears })
}

function VitalsForm({ chart }: { chart: AdmissionChartView }) {
  const t = useText()
  const api = useApi()
  const time = useClinicalTime()
  const form = useRef<HTMLFormElement>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const draft = useDraft(`vitals:${chart.admissionId}`, NOTHING)
  const keys = useVitalsForm(draft, form)
  const { save, busy, refusal } = useSave(api.ward.recordVitals.mutationOptions())
  const { texts, confirmed } = draft.value
  const measured = readVitals(texts)
  const score = useScore(chart, measured)
  const taken = readTakenAt(draft.value.time, clinicalNow(), time.offsetMinutes)

  const submit = () => {
    const open = keys.firstOpen()
    if (open) return void keys.focus(open)
    if (Object.values(measured).every((value) => value === null)) return setProblem(t('vitals.nothing'))
    if (!taken.ok) return setProblem(t(taken.why))
    const { admissionId, patient } = chart
    save({ admissionId, patientId: patient.patientId, takenAt: taken.at, ...measured }, () => {
      draft.discard()
      closePanel()
    })
  }
  const last = chart.vitals.find((set) => set.status === 'final')
  const field = (name: VitalField) => {
    const points = score.kind === 'score' && name in score.parts ? score.parts[name as keyof typeof score.parts] : null
    const letter = {
      points,
      value: texts[name],
      onType: (text: string) => keys.type(name, text),
      onEnter: () => keys.enter(name),
    }
    if (name === 'onOxygen') return <LetterInput key={name} field={name} options={OXYGEN} {...letter} />
    if (name === 'consciousness') return <LetterInput key={name} field={name} options={CONSCIOUSNESS} {...letter} />
    return (
      <VitalInput
        key={name}
        field={name}
        text={texts[name]}
        last={last?.[name] ?? null}
        points={points}
        finding={isNumberField(name) ? findingOf(name, texts) : null}
        confirmed={confirmed.includes(name)}
        onType={(text) => keys.type(name, text)}
        onEnter={() => keys.enter(name)}
        onConfirm={() => keys.confirm(name)}
      />
    )
  }
  return (
    <SidePanel
      title={t('vitals.title', { name: nameInWords(chart.patient) })}
      keys={[
        { keys: 'Ctrl+Enter', label: t('key.save'), run: submit },
        { keys: 'Enter', label: t('key.nextField'), run: () => {} },
      ]}
      foot={
        <>
          <LiveScore score={score} />
          {problem && <RefusalLine text={problem} />}
          <RefusalNote refusal={refusal} />
          <Button onClick={submit} loading={busy} rightSection={<span className="kbd">Ctrl ↵</span>}>
            {t('vitals.save')}
          </Button>
        </>
      }
    >
      {draft.restored && (
        <div className="row dim">
          {t('app.draftKept')}
          <button type="button" className="link" onClick={draft.discard}>
            {t('vitals.discardDraft')}
          </button>
        </div>
      )}
      <form
        ref={form}
        onSubmit={(event) => event.preventDefault()}
        style={{ display: 'grid', gap: 7 }}
        onChange={() => setProblem(null)}
      >
        {fieldsOf(texts).map(field)}
        <TextField
          label={t('vitals.time')}
          value={draft.value.time}
          placeholder={`${t('vitals.timeNow')} (${time.time(clinicalNow())})`}
          onChange={(text) => draft.set({ ...draft.value, time: text })}
          wrong={taken.ok ? null : t(taken.why)}
          hint={taken.ok && draft.value.time ? time.dateTime(taken.at) : undefined}
        />
      </form>
    </SidePanel>
  )
}

const RefusalLine = ({ text }: { text: string }) => (
  <span className="wrong-text" role="alert">
    {text}
  </span>
)
