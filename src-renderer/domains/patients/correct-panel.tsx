import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { PatientView } from '../../../src-shared/domains/patients/views.ts'
import { type MessageKey, useText } from '../../messages/index.ts'
import { type Inputs, useApi, useSave } from '../../platform/api.ts'
import { useDraft } from '../../platform/drafts.ts'
import { closePanel } from '../../platform/navigation.ts'
import { TextField } from '../../ui/fields.tsx'
import { SidePanel } from '../../ui/panel.tsx'
import { RefusalNote } from '../../ui/states.tsx'
import { nameInWords } from './name.tsx'

const FIELDS = {
  phone: 'patient.phone',
  nic: 'patient.nic',
  familyName: 'register.family',
  givenName: 'register.given',
  title: 'register.titleField',
  locality: 'patient.locality',
  nextOfKinName: 'register.kin',
  nextOfKinPhone: 'register.kinPhone',
} as const satisfies Partial<Record<keyof PatientView, MessageKey>>
type Field = keyof typeof FIELDS
const NAMES = Object.keys(FIELDS) as Field[]
/** A name is never empty at the server; the other fields are null where nothing is known. */
const EMPTY_IS_TEXT: readonly Field[] = ['familyName', 'givenName']
/** What was typed, and what the screen showed when that field was touched first. */
type Typed = Partial<Record<Field, { from: string | null; text: string }>>
const NOTHING: Typed = {}

/** Corrects single fields. Each change carries what was seen before it, so that nobody else's is overwritten unseen. */
export function CorrectPanel({ patientId }: { patientId: string }) {
  const api = useApi()
  const patient = useQuery(api.patients.byId.queryOptions({ patientId })).data
  return patient ? <Correct patient={patient} /> : null
}

function Correct({ patient }: { patient: PatientView }) {
  const t = useText()
  const api = useApi()
  const { value: typed, set, discard } = useDraft(`correct:${patient.patientId}`, NOTHING)
  const { save, busy, refusal } = useSave(api.patients.update.mutationOptions())
  const changes = changesOf(typed)
  const changed = Object.keys(changes).length > 0
  const submit = () => {
    if (!changed) return closePanel()
    save({ patientId: patient.patientId, changes }, () => {
      discard()
      closePanel()
    })
  }
  const write = (field: Field, text: string) =>
    set({ ...typed, [field]: { from: typed[field] ? typed[field].from : patient[field], text } })
  return (
    <SidePanel
      title={t('correct.title', { name: nameInWords(patient) })}
      keys={[{ keys: 'Ctrl+Enter', label: t('key.save'), run: submit }]}
      foot={
        <>
          <RefusalNote refusal={refusal} />
          <Button
            onClick={submit}
            loading={busy}
            disabled={!changed}
            rightSection={<span className="kbd">Ctrl ↵</span>}
          >
            {t('correct.save')}
          </Button>
        </>
      }
    >
      {NAMES.map((field, n) => (
        <TextField
          key={field}
          label={t(FIELDS[field])}
          value={typed[field]?.text ?? patient[field] ?? ''}
          onChange={(text) => write(field, text)}
          {...(n === 0 ? { 'data-first': true } : {})}
        />
      ))}
    </SidePanel>
  )
}

function changesOf(typed: Typed): Inputs['patients']['update']['changes'] {
  const made = NAMES.flatMap((field) => {
    const change = typed[field]
    const to = change && (change.text.trim() || (EMPTY_IS_TEXT.includes(field) ? '' : null))
    return change && to !== change.from ? [[field, { from: change.from, to }]] : []
  })
  return Object.fromEntries(made)
}
