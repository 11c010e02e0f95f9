import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../../messages/index.ts'
import { type Outputs, useApi } from '../../platform/api.ts'
import { useKeys } from '../../platform/keys.ts'
import { go } from '../../platform/navigation.ts'
import { TextField } from '../../ui/fields.tsx'
import { Empty, Shown } from '../../ui/states.tsx'
import { AddPanel } from './add-panel.tsx'
import { PersonPanel } from './person-panel.tsx'
import { useGrantWords } from './words.ts'
import './people.css'

export type Person = Outputs['people']['list'][number]

/** In the address: a form for somebody who is not here yet. */
const NEW = 'new'
const open = (id: string | null) => go({ screen: 'people', id })

/** Who works here and what they may do; for administrators. Beside it: one person, or somebody new. */
export function PeopleScreen({ userId }: { userId: string | null }) {
  const t = useText()
  const people = useQuery(useApi().people.list.queryOptions())
  const chosen = people.data?.find((each) => each.userId === userId) ?? null
  useKeys('screen', [{ keys: 'n', label: t('people.add'), run: () => open(NEW) }])
  return (
    <div className="people-split">
      <div className="page people-page">
        <div className="row">
          <h1 className="grow">{t('people.title')}</h1>
          <Button onClick={() => open(NEW)} rightSection={<span className="kbd">n</span>}>
            {t('people.add')}
          </Button>
        </div>
        <Shown of={people}>{(list) => <People people={list} chosen={userId} />}</Shown>
      </div>
      {userId === NEW && <AddPanel onClose={() => open(null)} />}
      {chosen && <PersonPanel key={chosen.userId} person={chosen} onClose={() => open(null)} />}
    </div>
  )
}

const isOf = ({ displayName, username }: Person, asked: string) =>
  `${displayName} ${username}`.toLowerCase().includes(asked.trim().toLowerCase())

function People({ people, chosen }: { people: readonly Person[]; chosen: string | null }) {
  const t = useText()
  const [asked, setAsked] = useState('')
  const found = people.filter((each) => isOf(each, asked))
  return (
    <section className="section">
      <TextField label={t('people.filter')} value={asked} onChange={setAsked} />
      {found.length === 0 ? (
        <Empty title={t('people.none')} />
      ) : (
        <table className="table people-lines">
          <thead>
            <tr>
              <th>{t('people.name')}</th>
              <th>{t('people.username')}</th>
              <th>{t('people.roles')}</th>
              <th>{t('people.ways')}</th>
            </tr>
          </thead>
          <tbody>
            {found.map((each) => (
              <Line key={each.userId} person={each} chosen={each.userId === chosen} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Line({ person, chosen }: { person: Person; chosen: boolean }) {
  const t = useText()
  const words = useGrantWords()
  const { userId, displayName, username, active, grants, hasPin, hasBadge } = person
  const now = grants.filter(({ state }) => state === 'now')
  const ways = [hasPin ? t('people.pin') : '', hasBadge ? t('people.badge') : ''].filter(Boolean)
  return (
    <tr aria-current={chosen ? 'true' : undefined} className={active ? undefined : 'people-gone'}>
      <td>
        <button type="button" className="link" onClick={() => open(userId)}>
          {displayName}
        </button>
      </td>
      <td className="dim">{username}</td>
      <td>{active ? now.map((grant) => words.where(grant)).join('; ') || t('people.noRole') : t('people.gone')}</td>
      <td className="dim">{ways.join(', ') || '–'}</td>
    </tr>
  )
}
