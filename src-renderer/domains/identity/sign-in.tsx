import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useText } from '../../messages/index.ts'
import { type Outputs, type Refusal, refusalOf, useApi, useApiClient } from '../../platform/api.ts'
import { useClinicalTime } from '../../platform/clinical.ts'
import { useKeys } from '../../platform/keys.ts'
import { useNow } from '../../platform/now.ts'
import { RefusalNote } from '../../ui/states.tsx'
import { matchStaff } from './match-staff.ts'
import { PasswordForm } from './password-form.tsx'
import { PeopleList } from './people-list.tsx'
import { useBadge } from './use-badge.ts'
import './identity.css'

const NEEDS_PASSWORD = ['PASSWORD_DUE', 'PIN_BLOCKED']

export type StaffMember = Outputs['session']['staff'][number]

/** Signs in or switches the user: two letters, four digits. */
export function SignIn({ locked }: { locked: Outputs['session']['current'] }) {
  const t = useText()
  const api = useApi()
  const staff = useQuery(api.session.staff.queryOptions()).data
  const [byPassword, setByPassword] = useState<{ username: string; why: Refusal | null } | null>(null)
  // The gate hides every key of the screens behind it.
  useKeys('overlay', [])
  const noPins = staff !== undefined && !staff.some((person) => person.hasPin)
  const password = byPassword ?? (noPins ? { username: '', why: null } : null)
  return (
    <main className="gate">
      <div className="gate-card">
        <GateTop />
        <h1>{t('session.title')}</h1>
        {locked && <p style={{ margin: 0 }}>{t('session.locked', { name: locked.displayName })}</p>}
        {password === null ? (
          <ByPin
            staff={staff ?? []}
            last={locked?.username ?? null}
            onPassword={(username, why) => setByPassword({ username, why: why ?? null })}
          />
        ) : (
          <PasswordForm {...password} onPin={noPins ? null : () => setByPassword(null)} />
        )}
      </div>
    </main>
  )
}

function GateTop() {
  const api = useApi()
  const info = useQuery(api.app.info.queryOptions()).data
  const time = useClinicalTime()
  return (
    <div className="gate-top">
      <span>
        {info?.facilityName} · {info?.deviceName}
      </span>
      <strong>{time.time(useNow(5000))}</strong>
    </div>
  )
}

/** Letters choose the person, digits are the PIN of the one who is marked; the last digit signs in. */
function useByPin({ staff, last, onPassword }: ByPinProps) {
  const api = useApi()
  const digitsOfPin = useQuery(api.session.policy.queryOptions()).data?.pinDigits ?? 4
  const current = api.session.current.queryKey()
  const client = useApiClient()
  const queries = useQueryClient()
  const [letters, setLetters] = useState('')
  const [digits, setDigits] = useState('')
  const [index, setIndex] = useState(0)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const found = matchStaff(
    [...staff].sort((a, b) => Number(b.username === last) - Number(a.username === last)),
    letters,
  )
  const person = found[Math.min(index, found.length - 1)]
  const busy = useRef(false)

  const refused = (error: unknown) => {
    const why = refusalOf(error)
    setDigits('')
    if (NEEDS_PASSWORD.includes(why.code)) onPassword(String(why.params.username ?? person?.username ?? ''), why)
    else setRefusal(why)
  }
  const enter = async (pin: string) => {
    if (!person || busy.current) return
    busy.current = true
    performance.mark('last-digit')
    try {
      const view = await client.session.switchUser.mutate({ username: person.username, pin })
      // the screen is hers at once; what stands on it is asked for anew
      queries.setQueryData(current, view)
      void queries.invalidateQueries()
      requestAnimationFrame(() => performance.measure('switched', 'last-digit'))
    } catch (error) {
      refused(error)
    }
    busy.current = false
  }
  const type = (text: string) => {
    setRefusal(null)
    const pin = text.replace(/\D/g, '').slice(0, digitsOfPin)
    const name = text.replace(/\d/g, '')
    if (name !== letters) setIndex(0)
    setLetters(name)
    setDigits(person?.hasPin ? pin : '')
    if (pin.length === digitsOfPin && person?.hasPin) void enter(pin)
  }
  const choose = (next: number) => {
    setDigits('')
    setIndex(Math.max(0, Math.min(found.length - 1, next)))
  }
  const clear = () => {
    setLetters('')
    setDigits('')
  }
  return { letters, digits, digitsOfPin, index, found, person, refusal, type, choose, clear, refused }
}

interface ByPinProps {
  staff: readonly StaffMember[]
  last: string | null
  onPassword: (username: string, why?: Refusal) => void
}

function ByPin(props: ByPinProps) {
  const { onPassword } = props
  const t = useText()
  const field = useRef<HTMLInputElement>(null)
  const { letters, digits, digitsOfPin, index, found, person, refusal, type, choose, clear, refused } = useByPin(props)
  useBadge({ onBegin: clear, onRefused: refused })
  useEffect(() => field.current?.focus(), [])
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      event.preventDefault()
      choose(index + step)
    } else if (event.key === 'Enter' && person && !person.hasPin) onPassword(person.username)
  }
  const pick = (at: number) => {
    choose(at)
    const chosen = found[at]
    if (chosen && !chosen.hasPin) onPassword(chosen.username)
    else field.current?.focus()
  }
  return (
    <>
      <div className="field">
        <label htmlFor="who">{t('session.who')}</label>
        <input
          id="who"
          ref={field}
          className="input gate-input"
          autoComplete="off"
          spellCheck={false}
          role="combobox"
          aria-expanded
          aria-controls="people"
          aria-activedescendant={person ? `person-${person.userId}` : undefined}
          aria-describedby="who-hint"
          // The digits never stand in the field: only how many there are is shown.
          value={letters}
          onChange={(event) => type(digitsKept(event.currentTarget.value, digits))}
          onKeyDown={(event) => {
            if (event.key === 'Backspace' && digits) {
              event.preventDefault()
              type(letters + digits.slice(0, -1))
            } else onKeyDown(event)
          }}
        />
        <span className="hint" id="who-hint">
          {t('session.whoHint')}
        </span>
      </div>
      {person?.hasPin && (
        <div
          className="pin-dots"
          role="status"
          aria-label={`${t('session.pin', { name: person.displayName })}: ${digits.length}/${digitsOfPin}`}
        >
          {Array.from({ length: digitsOfPin }, (_, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the dots are all alike
            <span key={n} className={n < digits.length ? 'full' : undefined} />
          ))}
        </div>
      )}
      <RefusalNote refusal={refusal} title={t('session.signIn')} />
      <PeopleList people={found} chosen={person ?? null} onPick={pick} />
      <button type="button" className="link" onClick={() => onPassword(person?.username ?? '')}>
        {t('session.usePassword')}
      </button>
    </>
  )
}

/** What was typed now, with the digits that came before and are not shown. */
const digitsKept = (text: string, digits: string) => `${text.replace(/\d/g, '')}${digits}${text.replace(/\D/g, '')}`
