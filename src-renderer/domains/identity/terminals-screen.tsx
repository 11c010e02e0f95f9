import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../../messages/index.ts'
import { type Inputs, useApi, useSave } from '../../platform/api.ts'
import { Choice, TextField } from '../../ui/fields.tsx'
import { RefusalNote, Shown } from '../../ui/states.tsx'
import { PersonSection } from './person-section.tsx'
import './identity.css'

type Policy = Inputs['session']['setPolicy']
const NUMBERS = [
  'blankSeconds',
  'lockSeconds',
  'shiftHours',
  'pinDigits',
  'breakGlassHours',
  'cacheLeaseHours',
] as const

/** How every shared terminal behaves, and who has a badge and whose charts; for administrators. */
export function TerminalsScreen() {
  const t = useText()
  const policy = useQuery(useApi().session.policy.queryOptions())
  return (
    <div className="page terminals">
      <h1>{t('terminals.title')}</h1>
      <Shown of={policy}>{(data) => <PolicyForm key={JSON.stringify(data)} policy={data} />}</Shown>
      <PersonSection />
    </div>
  )
}

function PolicyForm({ policy }: { policy: Policy }) {
  const t = useText()
  const api = useApi()
  const [texts, setTexts] = useState(() => NUMBERS.map((field) => String(policy[field])))
  const [offlineShift, setOfflineShift] = useState(policy.offlineShift)
  const [saved, setSaved] = useState(false)
  const { save, busy, refusal } = useSave(api.session.setPolicy.mutationOptions())
  const submit = () => {
    const numbers = Object.fromEntries(NUMBERS.map((field, n) => [field, Number(texts[n])]))
    save({ ...(numbers as Omit<Policy, 'offlineShift'>), offlineShift }, () => setSaved(true))
  }
  return (
    <form
      className="section"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <h2>{t('terminals.policy')}</h2>
      <div className="terminals-fields">
        {NUMBERS.map((field, n) => (
          <TextField
            key={field}
            inputMode="numeric"
            label={t(`terminals.${field}`)}
            value={texts[n] ?? ''}
            onChange={(text) => {
              setSaved(false)
              setTexts(texts.map((each, at) => (at === n ? text.replace(/\D/g, '') : each)))
            }}
          />
        ))}
      </div>
      <Choice
        label={t('terminals.offlineShift')}
        value={offlineShift}
        options={[true, false].map((value) => ({ value, name: t(value ? 'inbox.yes' : 'inbox.no') }))}
        onChange={(value) => {
          setSaved(false)
          setOfflineShift(value)
        }}
      />
      <RefusalNote refusal={refusal} />
      <div className="row">
        <Button type="submit" loading={busy} disabled={texts.includes('')}>
          {t('terminals.save')}
        </Button>
        {saved && <span role="status">{t('terminals.saved')}</span>}
      </div>
    </form>
  )
}
