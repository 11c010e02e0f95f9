import { Button } from '@mantine/core'
import { useEffect, useId, useRef, useState } from 'react'
import { ALL_ROLES, type Role } from '../../../src-shared/kernel/actor.ts'
import { useText } from '../../messages/index.ts'
import { useApi, useSave } from '../../platform/api.ts'
import { clinicalNow } from '../../platform/now.ts'
import { Choice, TextField } from '../../ui/fields.tsx'
import { RefusalNote } from '../../ui/states.tsx'
import { useGrantWords } from './words.ts'

const DAY_MS = 24 * 3_600_000
const RELATIONSHIPS = ['wardStaff', 'covering', 'consulting'] as const

/** A role on a ward or on all, for good or for some days. */
export function GrantForm({ userId, onDone }: { userId: string; onDone: () => void }) {
  const t = useText()
  const form = useRef<HTMLFormElement>(null)
  const ward = useId()
  const { wards } = useGrantWords()
  const [value, setValue] = useState({
    ...{ role: 'nurse' as Role, wardId: '', days: '' },
    relationship: 'wardStaff' as (typeof RELATIONSHIPS)[number],
  })
  const { save, busy, refusal } = useSave(useApi().people.grant.mutationOptions())
  useEffect(() => {
    // on a low screen what gives the role would stay below the edge
    form.current?.scrollIntoView({ block: 'nearest' })
    form.current?.querySelector<HTMLElement>('[role=radio][tabindex="0"]')?.focus({ preventScroll: true })
  }, [])
  const needsEnd = value.relationship !== 'wardStaff' && !value.days
  const submit = () => {
    const { role, wardId, relationship, days } = value
    const validUntil = days ? Math.round(clinicalNow()) + Number(days) * DAY_MS : null
    save({ userId, role, wardId: wardId || null, relationship, validFrom: null, validUntil }, onDone)
  }
  return (
    <form
      ref={form}
      className="people-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (!needsEnd) submit()
      }}
    >
      <Choice
        label={t('people.role')}
        value={value.role}
        options={ALL_ROLES.map((role) => ({ value: role, name: t(`role.${role}`) }))}
        // nobody is administrator of one ward
        onChange={(role) => setValue({ ...value, role, ...(role === 'administrator' ? { wardId: '' } : {}) })}
      />
      <div className="field">
        <label htmlFor={ward}>{t('people.ward')}</label>
        <select
          id={ward}
          className="input"
          value={value.wardId}
          disabled={value.role === 'administrator'}
          onChange={(event) => setValue({ ...value, wardId: event.currentTarget.value })}
        >
          <option value="">{t('people.everyWard')}</option>
          {wards.map(({ wardId, name }) => (
            <option key={wardId} value={wardId}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <Choice
        label={t('people.relationship')}
        value={value.relationship}
        options={RELATIONSHIPS.map((each) => ({ value: each, name: t(`relationship.${each}`) }))}
        onChange={(relationship) => setValue({ ...value, relationship })}
      />
      <TextField
        inputMode="numeric"
        label={t('people.days')}
        hint={t('people.daysHint')}
        value={value.days}
        wrong={needsEnd && refusal ? t('people.daysHint') : null}
        onChange={(text) => setValue({ ...value, days: text.replace(/\D/g, '').slice(0, 4) })}
      />
      <RefusalNote refusal={refusal} />
      <div className="row">
        <Button type="submit" loading={busy} disabled={needsEnd}>
          {t('people.grantNow')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t('app.cancel')}
        </Button>
      </div>
    </form>
  )
}
