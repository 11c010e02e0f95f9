import { Button } from '@mantine/core'
import { IconHandStop } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { DuplicateHit } from '../../../../src-shared/domains/patients/views.ts'
import { useText } from '../../../messages/index.ts'
import { useApi, useSave } from '../../../platform/api.ts'
import { useKeys } from '../../../platform/keys.ts'
import { go } from '../../../platform/navigation.ts'
import { readPreference } from '../../../platform/preferences.ts'
import { RefusalNote } from '../../../ui/states.tsx'
import { nameInWords } from '../name.tsx'
import '../patients.css'
import { Duplicates, useDuplicates } from './duplicates.tsx'
import { RegisterFields } from './register-fields.tsx'
import { useRegisterForm } from './use-register-form.ts'

/** Few fields first; who may already be here stands beside the form and grows while one types. */
export function RegisterScreen({ bedId }: { bedId: string | null }) {
  const t = useText()
  const api = useApi()
  const form = useRegisterForm()
  const { texts, read } = form
  const [another, setAnother] = useState<string | null>(null)
  const { save, busy, refusal } = useSave(api.patients.register.mutationOptions())
  const hits = useDuplicates(read())
  const stops = hits.filter((hit) => hit.verdict === 'review')
  const seen = stops.map((hit) => hit.patientId).join()
  const stopped = stops.length > 0 && another !== seen
  const goOn = (patientId: string) => {
    form.draft.discard()
    if (bedId)
      go({
        screen: 'board',
        id: readPreference('ward'),
        panel: { name: 'admit', bed: bedId, patient: patientId, admission: null },
      })
    else go({ screen: 'patient', id: patientId })
  }
  const submit = () => {
    if (form.complete && !stopped) save(read(), (saved) => goOn(saved.result.patientId ?? ''))
  }
  const use = (hit: DuplicateHit) => goOn(hit.patientId)
  useKeys('screen', [
    { keys: 'Ctrl+Enter', label: t('key.save'), run: submit },
    { keys: 'Escape', label: t('key.back'), run: () => window.history.back() },
  ])
  const name = nameInWords({ familyName: texts.familyName, givenName: texts.givenName, title: null })
  return (
    <div className="register">
      <FormColumn onSubmit={submit}>
        <h1>{t('register.title')}</h1>
        <RegisterFields form={form} />
        <RefusalNote refusal={refusal} />
        <Button
          type="button"
          onClick={submit}
          loading={busy}
          disabled={!form.complete || stopped}
          rightSection={<span className="kbd">Ctrl ↵</span>}
        >
          {t('register.save')} {!texts.unknown && name}
        </Button>
      </FormColumn>
      <section className="register-side" aria-live="polite">
        <h2>{t('register.duplicates')}</h2>
        {stopped && (
          <div className="note wrong">
            <IconHandStop size={20} aria-hidden />
            <div>
              <strong>{t('register.stop')}</strong>
              <p>{t('register.stopText')}</p>
              <button type="button" className="link" onClick={() => setAnother(seen)}>
                {t('register.another', { name })}
              </button>
            </div>
          </div>
        )}
        <Duplicates hits={hits} onUse={use} />
      </section>
    </div>
  )
}

/** Enter goes to the next field; only Ctrl+Enter saves. */
function FormColumn({ onSubmit, children }: { onSubmit: () => void; children: React.ReactNode }) {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.querySelector<HTMLElement>('input:not([type=checkbox])')?.focus(), [])
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key !== 'Enter' || event.ctrlKey || !(event.target instanceof HTMLInputElement)) return
    event.preventDefault()
    const stops = [
      ...(form.current?.querySelectorAll<HTMLElement>('input, button[tabindex="0"], button.mantine-Button-root') ?? []),
    ]
    stops[stops.indexOf(event.target) + 1]?.focus()
  }
  return (
    <form
      className="register-form"
      ref={form}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      {children}
    </form>
  )
}
