import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useText } from '../../messages/index.ts'
import { useApi, useSave } from '../../platform/api.ts'
import { useDraft } from '../../platform/drafts.ts'
import { closePanel } from '../../platform/navigation.ts'
import { Choice, TextField } from '../../ui/fields.tsx'
import { SidePanel } from '../../ui/panel.tsx'
import { RefusalNote } from '../../ui/states.tsx'
import { nameInWords } from './name.tsx'

type Severity = 'mild' | 'moderate' | 'severe' | 'unsure'
const SEVERITIES: readonly Severity[] = ['mild', 'moderate', 'severe', 'unsure']
const NOTHING = { substance: '', reaction: '', severity: 'unsure' as Severity }

export function AllergyPanel({ patientId }: { patientId: string }) {
  const t = useText()
  const api = useApi()
  const patient = useQuery(api.patients.byId.queryOptions({ patientId })).data
  const { value: form, set, discard } = useDraft(`allergy:${patientId}`, NOTHING)
  const { save, busy, refusal } = useSave(api.patients.recordAllergy.mutationOptions())
  const submit = () => {
    if (!form.substance.trim()) return
    const severity = form.severity === 'unsure' ? null : form.severity
    save({ patientId, substance: form.substance, reaction: form.reaction || null, severity }, () => {
      discard()
      closePanel()
    })
  }
  return (
    <SidePanel
      title={`${t('allergy.record')}${patient ? `: ${nameInWords(patient)}` : ''}`}
      keys={[{ keys: 'Ctrl+Enter', label: t('key.save'), run: submit }]}
      foot={
        <>
          <RefusalNote refusal={refusal} />
          <Button
            onClick={submit}
            loading={busy}
            disabled={!form.substance.trim()}
            rightSection={<span className="kbd">Ctrl ↵</span>}
          >
            {t('allergy.record')}
          </Button>
        </>
      }
    >
      <TextField
        data-first
        label={t('allergy.substance')}
        value={form.substance}
        onChange={(substance) => set({ ...form, substance })}
      />
      <TextField
        label={t('allergy.reaction')}
        value={form.reaction}
        onChange={(reaction) => set({ ...form, reaction })}
      />
      <Choice
        label={t('allergy.severity')}
        value={form.severity}
        options={SEVERITIES.map((value) => ({ value, name: t(`allergy.${value}`) }))}
        onChange={(severity) => set({ ...form, severity })}
      />
    </SidePanel>
  )
}
