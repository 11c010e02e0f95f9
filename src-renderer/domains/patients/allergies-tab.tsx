import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { AllergyView, PatientView } from '../../../src-shared/domains/patients/views.ts'
import { useText } from '../../messages/index.ts'
import { useApi, useSave } from '../../platform/api.ts'
import { useClinicalTime } from '../../platform/clinical.ts'
import { openPanel } from '../../platform/navigation.ts'
import { TextField } from '../../ui/fields.tsx'
import { PendingMark } from '../../ui/marks.tsx'
import { RefusalNote, Shown } from '../../ui/states.tsx'
import { AllergyLabel } from './allergy-label.tsx'
import { type Named, nameInWords } from './name.tsx'

interface Props {
  patientId: string
  name: Named
  /** Inside another page: no margin of its own. */
  bare?: boolean
}

export function AllergiesTab({ patientId, name, bare }: Props) {
  const api = useApi()
  const patient = useQuery(api.patients.byId.queryOptions({ patientId }))
  return (
    <div className={bare ? undefined : 'page'}>
      <Shown of={patient}>{(data) => <Allergies patientId={patientId} patient={data} name={name} />}</Shown>
    </div>
  )
}

const ASK = { notRecorded: 'allergy.ask', unavailable: 'allergy.askUnavailable', none: 'allergy.noneText' } as const

function Allergies({ patientId, patient, name }: { patientId: string; patient: PatientView | null; name: Named }) {
  const t = useText()
  const status = patient?.allergyStatus ?? 'unavailable'
  return (
    <section>
      <div className="row" style={{ flexWrap: 'wrap' }}>
        <h2 style={{ margin: 0 }}>{t('allergy.title')}</h2>
        <AllergyLabel status={status} />
      </div>
      {status !== 'known' && <p>{t(ASK[status])}</p>}
      {patient?.allergies.map((allergy) => (
        <AllergyRow key={allergy.allergyId} allergy={allergy} name={name} />
      ))}
      <div className="row" style={{ marginTop: 12 }}>
        <Button
          rightSection={<span className="kbd">a</span>}
          onClick={() => openPanel('allergy', { patient: patientId })}
        >
          {t('allergy.record')}
        </Button>
        {status === 'notRecorded' && <ConfirmNone patientId={patientId} name={name} />}
      </div>
    </section>
  )
}

/** Asked once more by name: this line decides what is given without a second thought. */
function ConfirmNone({ patientId, name }: { patientId: string; name: Named }) {
  const t = useText()
  const api = useApi()
  const [asking, setAsking] = useState(false)
  const { save, busy, refusal } = useSave(api.patients.confirmNoAllergies.mutationOptions())
  if (!asking)
    return (
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('allergy.confirmNone')}
      </Button>
    )
  return (
    <div className="note ask" style={{ alignItems: 'center' }}>
      <span>{t('allergy.confirmNoneOf', { name: nameInWords(name) })}</span>
      <Button size="compact-md" loading={busy} autoFocus onClick={() => save({ patientId }, () => setAsking(false))}>
        {t('allergy.none')}
      </Button>
      <Button size="compact-md" variant="default" onClick={() => setAsking(false)}>
        {t('app.cancel')}
      </Button>
      <RefusalNote refusal={refusal} />
    </div>
  )
}

function AllergyRow({ allergy, name }: { allergy: AllergyView; name: Named }) {
  const t = useText()
  const time = useClinicalTime()
  const [retracting, setRetracting] = useState(false)
  const wrong = allergy.status === 'enteredInError'
  return (
    <>
      <div className={`allergy-row ${wrong ? 'in-error' : ''}`}>
        <span className="substance">{allergy.substance}</span>
        <span>{allergy.severity ? t(`allergy.${allergy.severity}`) : ''}</span>
        <span className="grow">{allergy.reaction}</span>
        {allergy.pending && <PendingMark />}
        <span className="dim">
          {t('allergy.recorded', { time: time.dateTime(allergy.recordedAt), by: allergy.recordedBy })}
        </span>
        {!wrong && (
          <button
            type="button"
            className="link"
            aria-label={t('allergy.retractOf', { substance: allergy.substance, name: nameInWords(name) })}
            onClick={() => setRetracting(!retracting)}
          >
            {t('allergy.retract')}
          </button>
        )}
      </div>
      {retracting && <Retract allergy={allergy} name={name} onDone={() => setRetracting(false)} />}
    </>
  )
}

function Retract({ allergy, name, onDone }: { allergy: AllergyView; name: Named; onDone: () => void }) {
  const t = useText()
  const api = useApi()
  const [reason, setReason] = useState('')
  const { save, busy, refusal } = useSave(api.patients.retractAllergy.mutationOptions())
  return (
    <form
      className="note ask"
      style={{ flexDirection: 'column' }}
      onSubmit={(event) => {
        event.preventDefault()
        save({ allergyId: allergy.allergyId, reason }, onDone)
      }}
    >
      <strong>{t('allergy.retractOf', { substance: allergy.substance, name: nameInWords(name) })}</strong>
      <TextField label={t('chart.errorReason')} value={reason} onChange={setReason} autoFocus />
      <RefusalNote refusal={refusal} />
      <Button type="submit" size="compact-md" color="red" loading={busy} disabled={reason.trim().length < 3}>
        {t('chart.markErrorDo')}
      </Button>
    </form>
  )
}
