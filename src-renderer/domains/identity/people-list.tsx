import { useEffect, useRef } from 'react'
import { useText } from '../../messages/index.ts'
import type { StaffMember } from './sign-in.tsx'

interface Props {
  people: readonly StaffMember[]
  chosen: StaffMember | null
  onPick: (index: number) => void
}

export function PeopleList({ people, chosen, onPick }: Props) {
  const t = useText()
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector(`#person-${chosen?.userId}`)?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    <div className="people" role="listbox" id="people" aria-label={t('session.people')} ref={list}>
      {people.length === 0 && <span className="dim">{t('session.noMatch')}</span>}
      {people.map((person, index) => (
        <button
          key={person.userId}
          id={`person-${person.userId}`}
          type="button"
          role="option"
          tabIndex={-1}
          className="person"
          aria-selected={person === chosen}
          onClick={() => onPick(index)}
        >
          <span>{person.displayName}</span>
          <span>{person.hasPin ? person.roles.map((role) => t(`role.${role}`)).join(', ') : t('session.noPin')}</span>
        </button>
      ))}
    </div>
  )
}
