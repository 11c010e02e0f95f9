import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../../messages/index.ts'
import { useApi, useSave } from '../../platform/api.ts'
import { useScans } from '../../platform/scanning/use-scans.ts'
import { Choice, TextField } from '../../ui/fields.tsx'
import { RefusalNote, Shown } from '../../ui/states.tsx'

/** One person's badge, and the wards whose charts open to her without a reason. */
export function PersonSection() {
  const t = useText()
  const api = useApi()
  const staff = useQuery(api.session.staff.queryOptions()).data ?? []
  const [userId, setUserId] = useState('')
  const person = useQuery(api.identity.atTerminals.queryOptions({ userId }, { enabled: userId !== '' }))
  return (
    <section className="section">
      <h2>{t('terminals.people')}</h2>
      <div className="field">
        <label htmlFor="terminal-person">{t('terminals.person')}</label>
        <select
          id="terminal-person"
          className="input"
          value={userId}
          onChange={(event) => setUserId(event.currentTarget.value)}
        >
          <option value="">{t('terminals.choose')}</option>
          {staff.map((each) => (
            <option key={each.userId} value={each.userId}>
              {each.displayName}
            </option>
          ))}
        </select>
      </div>
      {userId && (
        <Shown of={person}>
          {({ hasBadge, wards }) => (
            <>
              <BadgeForm key={`badge-${userId}-${hasBadge}`} userId={userId} hasBadge={hasBadge} />
              <WardsForm key={`wards-${userId}-${wards?.join()}`} userId={userId} wards={wards} />
            </>
          )}
        </Shown>
      )}
    </section>
  )
}

function BadgeForm({ userId, hasBadge }: { userId: string; hasBadge: boolean }) {
  const t = useText()
  const [code, setCode] = useState('')
  const { save, busy, refusal } = useSave(useApi().session.setBadge.mutationOptions())
  useScans({ accepts: 'any', run: ({ text }) => setCode(text.trim()) })
  return (
    <form
      className="terminals-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (code) save({ userId, code }, () => setCode(''))
      }}
    >
      <TextField
        type="password"
        label={t('terminals.badge')}
        hint={t(hasBadge ? 'terminals.badgeHas' : 'terminals.badgeNone')}
        value={code}
        onChange={setCode}
      />
      <RefusalNote refusal={refusal} />
      <div className="row">
        <Button type="submit" loading={busy} disabled={!code}>
          {t('terminals.badgeGive')}
        </Button>
        {hasBadge && (
          <Button variant="default" loading={busy} onClick={() => save({ userId, code: null })}>
            {t('terminals.badgeTake')}
          </Button>
        )}
      </div>
    </form>
  )
}

function WardsForm({ userId, wards }: { userId: string; wards: readonly string[] | null }) {
  const t = useText()
  const api = useApi()
  const all = useQuery(api.ward.wards.queryOptions()).data ?? []
  const [chosen, setChosen] = useState(wards ?? [])
  const { save, busy, refusal } = useSave(api.session.setChartAccess.mutationOptions())
  const toggle = (wardId: string, on: boolean) =>
    setChosen(on ? [...chosen, wardId] : chosen.filter((each) => each !== wardId))
  return (
    <div className="terminals-form">
      <span>{t(wards === null ? 'terminals.wardsAll' : 'terminals.wardsSome')}</span>
      {all.map(({ wardId, name }) => (
        <Choice
          key={wardId}
          label={name}
          value={chosen.includes(wardId)}
          options={[true, false].map((value) => ({ value, name: t(value ? 'inbox.yes' : 'inbox.no') }))}
          onChange={(on) => toggle(wardId, on)}
        />
      ))}
      <RefusalNote refusal={refusal} />
      <div>
        <Button variant="default" loading={busy} onClick={() => save({ userId, wards: [...chosen] })}>
          {t('terminals.wardsSet')}
        </Button>
      </div>
    </div>
  )
}
