interface Person {
  displayName: string
  username: string
}

const words = (name: string) =>
  name
    .toLowerCase()
    .split(/[\s.]+/)
    .filter(Boolean)

/** 0: the initials; 1: a name begins so; 2: the user name begins so; null: not meant. */
function rank(person: Person, typed: string): number | null {
  const names = words(person.displayName)
  if (
    names
      .map((word) => word[0])
      .join('')
      .includes(typed)
  )
    return 0
  if (names.some((word) => word.startsWith(typed))) return 1
  return person.username.toLowerCase().startsWith(typed) ? 2 : null
}

/** Who is meant by two letters: initials first (`kp`), then the beginning of a name; in the given order otherwise. */
export function matchStaff<P extends Person>(staff: readonly P[], typed: string): P[] {
  const wanted = typed.trim().toLowerCase()
  if (!wanted) return [...staff]
  return staff
    .flatMap((person) => {
      const found = rank(person, wanted)
      return found === null ? [] : [{ person, found }]
    })
    .sort((a, b) => a.found - b.found)
    .map(({ person }) => person)
}
