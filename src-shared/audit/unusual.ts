/** A read that the rules judge. Times are epoch ms. */
export interface ReadEvent {
  key: string
  at: number
  receivedAt: number
  actor: string | null
  action: string
  patients: readonly string[]
}
export interface PersonFacts {
  name: string
  /** Null: every ward. */
  wards: readonly string[] | null
}
export interface PatientFacts {
  familyName: string
  givenName: string
  stays: readonly { ward: string; from: number; to: number | null }[]
}
export interface Facts {
  people: ReadonlyMap<string, PersonFacts>
  patients: ReadonlyMap<string, PatientFacts>
  wards: ReadonlyMap<string, string>
}
/** One rule that a read met, with what the sentence about it needs. */
export interface Finding {
  rule: 'sameSurname' | 'ownRecord' | 'otherWard' | 'manyCharts' | 'afterDischarge' | 'clock'
  params: Record<string, string | number>
}

const MANY_CHARTS = 20
const MANY_MS = 10 * 60_000
/** Letters and results are written in these days. */
const AFTER_MS = 3 * 24 * 3_600_000
/** A clock may be this much ahead of the server's. */
const AHEAD_MS = 5 * 60_000

const words = (name: string) =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}]+/u)
    .filter((word) => word.length > 1)

/**
 * Which of these reads a person should look at, and by which rule. A rule that lacks its facts says nothing. None of them
 * proves anything: two people share a name, a colleague covers another ward.
 * @param events in any order
 */
export function unusualOf(events: readonly ReadEvent[], facts: Facts): Map<string, Finding[]> {
  const found = new Map<string, Finding[]>()
  const add = (event: ReadEvent, finding: Finding | null) => {
    if (finding) found.set(event.key, [...(found.get(event.key) ?? []), finding])
  }
  for (const event of events) {
    for (const each of aboutPatient(event, facts)) add(event, each)
    add(event, clock(event))
  }
  for (const [event, finding] of manyCharts(events)) add(event, finding)
  return found
}

/** Of one patient's chart or record; a list of hits says nothing about whom somebody meant. */
function aboutPatient(event: ReadEvent, facts: Facts): Finding[] {
  const [patientId] = event.patients
  const person = event.actor === null ? undefined : facts.people.get(event.actor)
  const patient = patientId === undefined || event.patients.length > 1 ? undefined : facts.patients.get(patientId)
  if (!person || !patient) return []
  return [...nameFindings(person, patient), ...wardFindings(event, person, patient, facts)]
}

function nameFindings(person: PersonFacts, patient: PatientFacts): Finding[] {
  const mine = new Set(words(person.name))
  const [family, given] = [words(patient.familyName), words(patient.givenName)]
  if (family.length === 0 || !family.every((word) => mine.has(word))) return []
  const name = patient.familyName
  return given.some((word) => mine.has(word))
    ? [{ rule: 'ownRecord', params: { name: `${name} ${patient.givenName}`.trim() } }]
    : [{ rule: 'sameSurname', params: { name } }]
}

function wardFindings({ at }: ReadEvent, person: PersonFacts, patient: PatientFacts, facts: Facts): Finding[] {
  const stay = patient.stays.filter(({ from }) => from <= at).sort((a, b) => b.from - a.from)[0]
  if (!stay) return []
  if (stay.to !== null && at > stay.to + AFTER_MS)
    return [{ rule: 'afterDischarge', params: { days: Math.floor((at - stay.to) / (24 * 3_600_000)) } }]
  const there = stay.to === null || at <= stay.to
  if (!there || person.wards === null || person.wards.includes(stay.ward)) return []
  return [{ rule: 'otherWard', params: { ward: facts.wards.get(stay.ward) ?? stay.ward } }]
}

/** The workstation's clock was ahead of the server's when it sent this: what it says of earlier times is worth less. */
const clock = ({ at, receivedAt }: ReadEvent): Finding | null =>
  at > receivedAt + AHEAD_MS ? { rule: 'clock', params: { minutes: Math.round((at - receivedAt) / 60_000) } } : null

/** The read with which somebody had opened more charts than a round needs within a short time. */
function manyCharts(events: readonly ReadEvent[]): [ReadEvent, Finding][] {
  const byActor = new Map<string, ReadEvent[]>()
  for (const event of events)
    if (event.actor !== null && event.patients.length === 1)
      byActor.set(event.actor, [...(byActor.get(event.actor) ?? []), event])
  return [...byActor.values()].flatMap((own) => crowded(own.sort((a, b) => a.at - b.at)))
}

function crowded(own: readonly ReadEvent[]): [ReadEvent, Finding][] {
  const found: [ReadEvent, Finding][] = []
  let [first, told] = [0, Number.NEGATIVE_INFINITY]
  for (const [at, event] of own.entries()) {
    while ((own[first]?.at ?? event.at) < event.at - MANY_MS) first++
    const window = own.slice(first, at + 1)
    const count = new Set(window.map(({ patients }) => patients[0])).size
    // once for each such time, not for every further chart of it
    if (count <= MANY_CHARTS || event.at - told < MANY_MS) continue
    told = event.at
    found.push([event, { rule: 'manyCharts', params: { count, minutes: MANY_MS / 60_000 } }])
  }
  return found
}
