import { Button } from '@mantine/core'
import { useState } from 'react'
import { useText } from '../../messages/index.ts'
import { useApi, useSave } from '../../platform/api.ts'
import { useClinicalTime } from '../../platform/clinical.ts'
import { RefusalNote } from '../../ui/states.tsx'

interface Given {
  password: string
  until: number
}

/** For somebody who forgot hers: a stroke beside it must shut nobody out. It is shown this once. */
export function OneTimePassword({ userId }: { userId: string }) {
  const t = useText()
  const [given, setGiven] = useState<Given | null>(null)
  const [asking, setAsking] = useState(false)
  const { save, busy, refusal } = useSave(useApi().people.resetPassword.mutationOptions())
  const shown = (made: Given) => {
    setGiven(made)
    setAsking(false)
  }
  return (
    <>
      {given && <GivenPassword given={given} />}
      <RefusalNote refusal={refusal} />
      {asking ? (
        <div className="people-form">
          <p>{t('people.passwordDoes')}</p>
          <div className="row">
            <Button loading={busy} onClick={() => save({ userId }, shown)}>
              {t('people.passwordNow')}
            </Button>
            <Button variant="default" onClick={() => setAsking(false)}>
              {t('app.cancel')}
            </Button>
          </div>
        </div>
      ) : (
        <Button variant="default" onClick={() => setAsking(true)}>
          {t('people.password')}
        </Button>
      )}
    </>
  )
}

export function GivenPassword({ given: { password, until } }: { given: Given }) {
  const t = useText()
  const time = useClinicalTime()
  return (
    <div className="note ask" role="status">
      <div>
        <strong className="people-password">{password}</strong>
        <p>{t('people.passwordOnce', { until: time.dateTime(until) })}</p>
      </div>
    </div>
  )
}
