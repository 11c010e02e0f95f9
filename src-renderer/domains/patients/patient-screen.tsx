import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { PatientView } from '../../../src-shared/domains/patients/views.ts'
import { useText } from '../../messages/index.ts'
import { useApi } from '../../platform/api.ts'
import { useClinicalTime } from '../../platform/clinical.ts'
import { useKeys } from '../../platform/keys.ts'
import { go, openPanel } from '../../platform/navigation.ts'
import { Empty, Shown } from '../../ui/states.tsx'
import { BreakGlassAsk, closedChart, OpenedNote } from '../identity/index.ts'
import { PrintButton } from '../printing/index.ts'
import { AllergiesTab } from './allergies-tab.tsx'
import { PatientBanner } from './banner.tsx'
import { HistoryTab } from './history-tab.tsx'

/** A person's record outside the ward; where the person is admitted, it leads to the ward's chart. */
export function PatientScreen({ patientId }: { patientId: string }) {
  const t = useText()
  const api = useApi()
  const patient = useQuery(api.patients.byId.queryOptions({ patientId }))
  const closed = closedChart(patient.error)
  if (closed) return <BreakGlassAsk key={patientId} closed={closed} />
  return (
    <Shown of={patient}>
      {(data) => (data ? <Patient patient={data} /> : <Empty title={t('patient.gone')}>{t('patient.goneDo')}</Empty>)}
    </Shown>
  )
}

function Patient({ patient }: { patient: PatientView }) {
  const t = useText()
  const api = useApi()
  const { patientId } = patient
  const stay = useQuery(api.ward.admissionOf.queryOptions({ patientId })).data
  const chart = () => stay && go({ screen: 'chart', id: stay.admissionId })
  const admit = () => !stay && openPanel('admit', { patient: patientId })
  useKeys('screen', [
    { keys: 'Enter', label: t('patient.openChart'), run: () => chart() },
    { keys: 'm', label: t('patient.admit'), run: () => admit() },
    { keys: 'a', label: t('key.allergy'), run: () => openPanel('allergy', { patient: patientId }) },
    { keys: 'e', label: t('correct.open'), run: () => openPanel('correct', { patient: patientId }) },
    { keys: 'Escape', label: t('key.back'), run: () => go({ screen: 'patients' }) },
  ])
  return (
    <div className="patients">
      <PatientBanner
        patient={patient}
        allergies={patient.allergyStatus}
        birthDateEstimated={patient.birthDateEstimated}
        deceasedAt={patient.deceasedAt}
        pending={patient.pending}
      />
      <OpenedNote patientId={patientId} />
      <div className="page">
        <div className="row">
          {stay ? (
            <Button onClick={chart} rightSection={<span className="kbd">↵</span>}>
              {t('patient.openChart')} · {t('board.bed', { label: stay.bedLabel })}
            </Button>
          ) : (
            <Button onClick={admit} rightSection={<span className="kbd">m</span>}>
              {t('patient.admit')}
            </Button>
          )}
          <Button
            variant="default"
            onClick={() => openPanel('correct', { patient: patientId })}
            rightSection={<span className="kbd">e</span>}
          >
            {t('correct.open')}
          </Button>
          <PrintButton what={{ kind: 'wristband', patientId }} />
          {!stay && <span className="dim">{t('patient.notAdmitted')}</span>}
        </div>
        <Details patient={patient} />
        <section className="section">
          <AllergiesTab patientId={patientId} name={patient} bare />
        </section>
        <section className="section">
          <HistoryTab patientId={patientId} />
        </section>
      </div>
    </div>
  )
}

function Details({ patient }: { patient: PatientView }) {
  const t = useText()
  const time = useClinicalTime()
  const kin = [patient.nextOfKinName, patient.nextOfKinPhone].filter(Boolean).join(', ')
  const facts: [string, string | null][] = [
    [t('patient.nic'), patient.nic],
    [t('patient.phone'), patient.phone],
    [t('patient.locality'), patient.locality],
    [t('patient.nextOfKin'), kin || null],
  ]
  return (
    <section className="section">
      <h2>{t('patient.details')}</h2>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value ?? <span className="dim">{t('app.unknown')}</span>}</dd>
          </div>
        ))}
      </dl>
      <p className="dim" style={{ margin: '8px 0 0' }}>
        {t('patient.registered', { time: time.dateTime(patient.registeredAt) })}
      </p>
    </section>
  )
}
