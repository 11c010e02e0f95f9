import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { PatientView } from '../../../../src-shared/domains/patients/views.ts'
import { useText } from '../../../messages/index.ts'
import { useApi, useSave } from '../../../platform/api.ts'
import { closePanel, go, openPanel } from '../../../platform/navigation.ts'
import { readPreference } from '../../../platform/preferences.ts'
import { Choice, TextField } from '../../../ui/fields.tsx'
import { SidePanel } from '../../../ui/panel.tsx'
import { RefusalNote, Shown } from '../../../ui/states.tsx'
import { nameInWords, PatientPick, PatientSummary } from '../../patients/index.ts'
import { BedPicker, useFreeBeds } from './bed-picker.tsx'
import { ISOLATIONS } from './details-panel.tsx'

interface Props {
  bedId: string | null
  patientId: string | null
}

/** First who, then where and why; started from a bed or from a patient. */
export function AdmitPanel({ bedId, patientId }: Props) {
  const api = useApi()
  const patient = useQuery(
    api.patients.byId.queryOptions({ patientId: patientId ?? '' }, { enabled: patientId !== null }),
  )
  if (!patientId) return <WhoIsAdmitted bedId={bedId} />
  return <Shown of={patient}>{(data) => data && <Admit key={patientId} patient={data} bedId={bedId} />}</Shown>
}

function useTitle(bedId: string | null): string {
  const t = useText()
  const bed = useFreeBeds(null).find((each) => each.bedId === bedId)
  return bed ? t('admit.toBed', { bed: bed.label }) : t('admit.title')
}

function WhoIsAdmitted({ bedId }: { bedId: string | null }) {
  const t = useText()
  return (
    <SidePanel title={useTitle(bedId)} keys={[]}>
      <PatientPick
        label={t('admit.who')}
        onPick={(patient) => openPanel('admit', { bed: bedId, patient })}
        onNew={() => go({ screen: 'register', bed: bedId })}
      />
    </SidePanel>
  )
}

const NOTHING = { reason: '', consultant: '', isolation: 'none' as (typeof ISOLATIONS)[number], pregnant: false }

function Admit({ patient, bedId }: { patient: PatientView; bedId: string | null }) {
  const t = useText()
  const api = useApi()
  const [form, setForm] = useState(NOTHING)
  const beds = useFreeBeds(readPreference('ward'))
  const [choice, setChoice] = useState<{ typed: string; bedId: string | null }>({ typed: '', bedId })
  const bed = beds.find((each) => each.bedId === choice.bedId)
  const already = useQuery(api.ward.admissionOf.queryOptions({ patientId: patient.patientId })).data
  const { save, busy, refusal } = useSave(api.ward.admit.mutationOptions())
  useEffect(() => setChoice((now) => (now.bedId ? now : { ...now, bedId })), [bedId])
  const submit = () => {
    if (!bed || already) return
    const { patientId, phn, familyName, givenName, title, sex, birthDate } = patient
    const who = { patientId, patient: { phn, familyName, givenName, title, sex, birthDate } }
    save({ ...who, wardId: bed.wardId, bedId: bed.bedId, ...form, consultant: form.consultant || null }, () => {
      closePanel()
      go({ screen: 'board', id: bed.wardId })
    })
  }
  return (
    <SidePanel
      title={bed ? t('admit.toBed', { bed: bed.label }) : t('admit.title')}
      keys={[{ keys: 'Ctrl+Enter', label: t('key.save'), run: submit }]}
      foot={
        <>
          {already && (
            <div className="note ask">{t('admit.already', { name: nameInWords(patient), bed: already.bedLabel })}</div>
          )}
          <RefusalNote refusal={refusal} />
          <Button
            onClick={submit}
            disabled={!bed || Boolean(already)}
            loading={busy}
            rightSection={<span className="kbd">Ctrl ↵</span>}
          >
            {t('admit.save', { name: nameInWords(patient) })}
          </Button>
        </>
      }
    >
      <PatientSummary patient={patient} />
      <button
        type="button"
        className="link"
        style={{ justifySelf: 'start', alignSelf: 'start' }}
        onClick={() => openPanel('admit', { bed: choice.bedId })}
      >
        {t('admit.change')}
      </button>
      <TextField
        data-first
        label={t('admit.reason')}
        value={form.reason}
        onChange={(reason) => setForm({ ...form, reason })}
      />
      <TextField
        label={t('admit.consultant')}
        value={form.consultant}
        onChange={(consultant) => setForm({ ...form, consultant })}
      />
      <Choice
        label={t('admit.isolation')}
        value={form.isolation}
        options={ISOLATIONS.map((value) => ({ value, name: t(`isolation.${value}`) }))}
        onChange={(isolation) => setForm({ ...form, isolation })}
      />
      {patient.sex !== 'male' && (
        <label className="row">
          <input
            type="checkbox"
            checked={form.pregnant}
            onChange={() => setForm({ ...form, pregnant: !form.pregnant })}
          />
          {t('admit.pregnant')}
        </label>
      )}
      <BedPicker
        label={t('admit.bed')}
        wardId={readPreference('ward')}
        typed={choice.typed}
        chosen={choice.bedId}
        onType={(typed, id) => setChoice({ typed, bedId: id })}
      />
    </SidePanel>
  )
}
