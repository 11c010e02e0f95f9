import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useText } from '../../messages/index.ts'
import { useApi, useSave } from '../../platform/api.ts'
import { SidePanel } from '../../ui/panel.tsx'
import { RefusalNote } from '../../ui/states.tsx'
import { GrantForm } from './grant-form.tsx'
import { NamesForm } from './names-form.tsx'
import { OneTimePassword } from './one-time-password.tsx'
import type { Person } from './people-screen.tsx'
import { ReasonForm } from './reason-form.tsx'
import { type Grant, useGrantWords } from './words.ts'

type Doing = null | 'grant' | 'names' | 'leave' | Grant

/** One person: roles with their wards and times, and what an administrator changes, one form at a time. */
export function PersonPanel({ person, onClose }: { person: Person; onClose: () => void }) {
  const t = useText()
  const [doing, setDoing] = useState<Doing>(null)
  const done = () => setDoing(null)
  const begin = (what: Doing) => () => setDoing(what)
  const { active, displayName, username } = person
  return (
    <SidePanel title={displayName} onClose={doing === null ? onClose : done}>
      <p className="dim people-sub">{active ? username : `${username} · ${t('people.gone')}`}</p>
      <h3 className="people-heading">{t('people.roles')}</h3>
      <Grants person={person} doing={doing} onEnd={setDoing} onDone={done} />
      {doing === 'grant' && <GrantForm userId={person.userId} onDone={done} />}
      {active && doing !== 'grant' && (
        <Button data-first onClick={begin('grant')}>
          {t('people.grant')}
        </Button>
      )}
      <h3 className="people-heading">{t('people.account')}</h3>
      {doing === 'names' ? (
        <NamesForm person={person} onDone={done} />
      ) : (
        <Button variant="default" onClick={begin('names')}>
          {t('people.names')}
        </Button>
      )}
      {active ? <OneTimePassword userId={person.userId} /> : <ComeBack userId={person.userId} />}
      {active && doing !== 'leave' && (
        <Button variant="default" onClick={begin('leave')}>
          {t('people.leave')}
        </Button>
      )}
      {doing === 'leave' && <Leave person={person} onDone={done} />}
    </SidePanel>
  )
}

interface GrantsProps {
  person: Person
  doing: Doing
  onEnd: (grant: Grant) => void
  onDone: () => void
}

const keyOf = ({ grantId, role }: Grant) => grantId ?? role

function Grants({ person, doing, onEnd, onDone }: GrantsProps) {
  const t = useText()
  const [past, setPast] = useState(false)
  const over = person.grants.filter(({ state }) => state === 'over')
  const shown = past ? person.grants : person.grants.filter(({ state }) => state !== 'over')
  const ended = doing !== null && typeof doing === 'object' ? keyOf(doing) : null
  return (
    <>
      <ul className="people-grants">
        {shown.length === 0 && <li className="dim">{t('people.noRole')}</li>}
        {shown.map((grant) => (
          <GrantLine key={keyOf(grant)} grant={grant}>
            {grant.state !== 'over' && ended !== keyOf(grant) && (
              <button type="button" className="link" onClick={() => onEnd(grant)}>
                {t('people.end')}
              </button>
            )}
            {ended === keyOf(grant) && <End person={person} grant={grant} onDone={onDone} />}
          </GrantLine>
        ))}
      </ul>
      {over.length > 0 && (
        <button type="button" className="link people-past" aria-expanded={past} onClick={() => setPast(!past)}>
          {t('people.past', { count: over.length })}
        </button>
      )}
    </>
  )
}

function GrantLine({ grant, children }: { grant: Grant; children: ReactNode }) {
  const t = useText()
  const { where, until } = useGrantWords()
  const { relationship, state, forCause, reason } = grant
  return (
    <li className={state === 'over' ? 'people-gone' : undefined}>
      <strong>{where(grant)}</strong>
      <span className="dim">
        {[relationship === 'wardStaff' ? '' : t(`relationship.${relationship}`), until(grant)]
          .filter(Boolean)
          .join(' · ')}
      </span>
      {reason && (
        <span className="dim">
          {forCause ? `${t('people.forCauseShort')}: ` : ''}
          {reason}
        </span>
      )}
      {children}
    </li>
  )
}

function End({ person: { userId }, grant, onDone }: { person: Person; grant: Grant; onDone: () => void }) {
  const t = useText()
  const { save, busy, refusal } = useSave(useApi().people.endGrant.mutationOptions())
  const { grantId, role } = grant
  return (
    <ReasonForm
      title={t('people.endThis')}
      go={t('people.endNow')}
      busy={busy}
      refusal={refusal}
      onCancel={onDone}
      onGo={(why) => save({ userId, grantId, role, ...why }, onDone)}
    />
  )
}

function Leave({ person: { userId }, onDone }: { person: Person; onDone: () => void }) {
  const t = useText()
  const { save, busy, refusal } = useSave(useApi().people.leave.mutationOptions())
  return (
    <ReasonForm
      title={t('people.leaveDoes')}
      go={t('people.leaveNow')}
      busy={busy}
      refusal={refusal}
      onCancel={onDone}
      onGo={(why) => save({ userId, ...why }, onDone)}
    />
  )
}

function ComeBack({ userId }: { userId: string }) {
  const t = useText()
  const { save, busy, refusal } = useSave(useApi().people.comeBack.mutationOptions())
  return (
    <>
      <RefusalNote refusal={refusal} />
      <Button data-first loading={busy} onClick={() => save({ userId })}>
        {t('people.comeBack')}
      </Button>
    </>
  )
}
