import type { DuplicateHit, HistoryView, PatientHit, PatientView } from '../../src-shared/domains/patients/views.ts'
import type {
  AdmissionChartView,
  BedView,
  BoardView,
  FreeBedView,
  OccupantView,
  ScoreView,
  VitalsView,
  WardSummary,
} from '../../src-shared/domains/ward/views.ts'
import { ProblemError } from '../../src-shared/kernel/errors.ts'
import { FixtureAudit } from './fixture-audit.ts'
import { FixtureFleet } from './fixture-fleet.ts'
import { FixtureInbox } from './fixture-inbox.ts'
import { type Pattern, PEOPLE, VITALS } from './fixture-people.ts'
import type { AppInfo, OutboxEntry, SessionView, StatusView } from './fixture-router.ts'
import { scoreOf } from './fixture-score.ts'
import { staffLines } from './fixture-staff.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const PATTERNS: readonly Pattern[] = [
  'zero',
  'low',
  'high',
  'medium',
  'low',
  'zero',
  'single3',
  'incomplete',
  'low',
  'medium',
]
const id = (kind: number, n: number) => `0193${kind}000-0000-7000-8000-${String(n).padStart(12, '0')}`
const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T

const STAFF = [
  ['Kamala Perera', 'nurse'],
  ['Nimal Silva', 'nurse'],
  ['Dr Aruni Jayawardena', 'clinician'],
  ['Rizna Farook', 'nurse'],
  ['Saman Kumara', 'administrator'],
  ['Thilini Wijesinghe', 'nurse'],
  ['Vasuki Rajan', 'pharmacist'],
] as const

const closedTo = ({ patientId, familyName, givenName }: PatientView) =>
  new ProblemError('BREAK_GLASS_NEEDED', { patientId, name: `${familyName} ${givenName}` })

interface Stay {
  admission: Omit<AdmissionChartView, 'vitals' | 'score' | 'due' | 'patient'>
  patient: PatientView
  vitals: VitalsView[]
}

/** One ward of 32 beds, every score band, late and due observations, and the people that break layouts. */
export class FixtureWorld {
  readonly drafts = new Map<string, unknown>()
  readonly now = Date.now()
  readonly audit: FixtureAudit
  readonly fleet: FixtureFleet
  readonly rows: number | null
  readonly people: PatientView[] = PEOPLE.map((_, n) => this.person(n))
  readonly stays: (Stay | null)[]
  signedIn: SessionView | null
  enrolled: boolean
  offline: boolean
  readonly unplaced: boolean
  closed: boolean
  #openedUntil: number | null = null
  readonly inbox: FixtureInbox
  #tell: (() => void)[] = []
  #entries = 0

  constructor(options: {
    signedOut: boolean
    notEnrolled: boolean
    offline: boolean
    empty: boolean
    administrator: boolean
    /** Charts are closed to whoever is signed in. */
    closed: boolean
    unplaced: boolean
    wrong: boolean
    /** Rows in the inbox and workstations in the fleet; null: one of each sort. */
    rows: number | null
  }) {
    this.rows = options.rows
    this.unplaced = options.unplaced
    this.closed = options.closed
    this.inbox = new FixtureInbox(options, id(1, 4), id(2, 4))
    this.offline = options.offline
    this.enrolled = !options.notEnrolled
    this.signedIn = options.signedOut ? null : this.sessionOf(options.administrator ? 4 : 0)
    this.audit = new FixtureAudit(options)
    this.fleet = new FixtureFleet(options, id(5, 1))
    this.stays = Array.from({ length: 32 }, (_, bed) =>
      options.empty || [9, 20, 29].includes(bed) ? null : this.stay(bed),
    )
  }

  person(n: number): PatientView {
    const [familyName, givenName, title, sex, birthDate] = at(PEOPLE, n)
    const allergyStatus = at(['none', 'known', 'notRecorded', 'none', 'known', 'unavailable'] as const, n)
    const allergies = allergyStatus === 'known' ? [this.allergy(n)] : []
    return {
      patientId: id(1, n),
      phn: `1000${String(20 + n).padStart(5, '0')}K`,
      familyName,
      givenName,
      title,
      sex,
      birthDate,
      nic: birthDate ? `${birthDate.slice(0, 4)}${String(10_000_000 + n * 7919).slice(0, 8)}` : null,
      phone: n % 3 ? `077 1${String(234_560 + n)}` : null,
      locality: at(['Kandy', 'Peradeniya', 'Matale', 'Jaffna'], n),
      deceased: false,
      pending: n === 5,
      birthDateEstimated: n === 9,
      identity: birthDate ? 'known' : 'unknown',
      nextOfKinName: 'Sunil',
      nextOfKinPhone: '071 5550101',
      deceasedAt: null,
      registeredAt: this.now - 40 * HOUR,
      allergyStatus,
      allergies,
    }
  }

  allergy(n: number): PatientView['allergies'][number] {
    return {
      allergyId: id(4, n),
      substance: 'penicillin',
      reaction: 'rash, swelling of the lips',
      severity: 'severe',
      recordedAt: this.now - 30 * HOUR,
      recordedBy: 'Dr Aruni Jayawardena',
      status: 'active',
      pending: false,
    }
  }

  stay(bed: number): Stay {
    const patient = at(this.people, bed)
    const bedLabel = String(bed + 1)
    const stages = bed === 11 ? (['clinical', 'nursing'] as const) : bed === 18 ? (['clinical'] as const) : []
    return {
      patient: bed < this.people.length ? patient : { ...this.person(bed - 20), patientId: id(1, 100 + bed) },
      admission: {
        admissionId: id(2, bed),
        bht: `BHT-24${String(100 + bed)}7`,
        wardId: id(5, 1),
        wardName: 'Ward 3 Medical',
        bedId: id(3, bed),
        bedLabel,
        admittedAt: this.now - (20 + bed) * HOUR,
        reason: 'Community acquired pneumonia',
        consultant: 'Dr S. Gunaratne',
        isolation: bed === 4 ? 'contact' : bed === 16 ? 'airborne' : 'none',
        spo2Scale: bed === 13 ? 2 : 1,
        pregnant: bed === 21,
        observeEveryMinutes: bed === 6 ? 60 : null,
        status: stages.length ? 'discharging' : 'admitted',
        stages: stages.map((stage, n) => ({ stage, at: this.now - (5 - n) * HOUR, by: 'Dr Aruni Jayawardena' })),
        transfers:
          bed % 5
            ? []
            : [
                {
                  at: this.now - 12 * HOUR,
                  fromWard: 'Emergency',
                  fromBed: 'E4',
                  toWard: 'Ward 3',
                  toBed: bedLabel,
                  by: 'Nimal Silva',
                },
              ],
      },
      vitals: bed === 30 ? [] : Array.from({ length: 9 }, (_, n) => this.set(bed, n)),
    }
  }

  set(bed: number, age: number): VitalsView {
    const pattern = at(PATTERNS, bed + (age > 4 ? 3 : age > 1 ? 1 : 0))
    const wobble = ((bed * 7 + age * 5) % 5) - 2
    const base = VITALS[age === 0 ? pattern : pattern === 'incomplete' ? 'low' : pattern]
    const takenAt = this.now - age * (bed % 4 === 1 ? 5 : 3.4) * HOUR - ((bed * 37) % 130) * MINUTE
    const values =
      age === 0
        ? base
        : {
            ...base,
            respirationRate: base.respirationRate + (wobble >> 1),
            pulse: base.pulse + wobble * 2,
            systolic: base.systolic + wobble * 3,
            temperature: base.temperature + wobble / 10,
          }
    const scale = bed === 13 ? 2 : 1
    const score = scoreOf({ ...values, spo2Scale: scale }, takenAt, this.person(bed).birthDate, bed === 21)
    return {
      vitalsId: id(6, bed * 100 + age),
      takenAt,
      takenBy: at(STAFF, age + bed)[0],
      ...values,
      oxygenFlow: values.onOxygen ? 2 : null,
      painScore: age % 3 ? null : 2,
      spo2Scale: scale,
      score,
      status: age === 3 && bed === 2 ? 'enteredInError' : 'final',
      errorReason: age === 3 && bed === 2 ? 'wrong patient' : null,
      pending: age === 0 && bed % 6 === 1,
    }
  }

  scoreOfStay(stay: Stay): ScoreView {
    const final = stay.vitals.filter((set) => set.status === 'final')
    const [newest] = final
    if (!newest) return { total: null, why: 'noObservation', missing: [], band: null, delta: null, at: null }
    const before = final.slice(1).find((set) => set.score.total !== null)?.score.total ?? null
    const { total } = newest.score
    return { ...newest.score, delta: total !== null && before !== null ? total - before : null }
  }

  dueOf(stay: Stay): OccupantView['due'] {
    const score = this.scoreOfStay(stay)
    const every =
      stay.admission.observeEveryMinutes ??
      { zero: 720, low: 240, lowSingle3: 60, medium: 60, high: 60 }[score.band ?? 'low']
    const dueAt = score.at === null ? stay.admission.admittedAt : score.at + every * MINUTE
    const left = dueAt - Date.now()
    return {
      dueAt,
      state: left < -15 * MINUTE ? 'overdue' : left < 0 ? 'due' : left < 30 * MINUTE ? 'dueSoon' : 'notDue',
    }
  }

  occupant(stay: Stay): OccupantView {
    const { admission, patient, vitals } = stay
    return {
      admissionId: admission.admissionId,
      patient,
      bht: admission.bht,
      admittedAt: admission.admittedAt,
      reason: admission.reason,
      isolation: admission.isolation,
      allergies: patient.allergyStatus,
      dischargeStage: admission.stages.at(-1)?.stage ?? null,
      score: this.scoreOfStay(stay),
      due: this.dueOf(stay),
      history: vitals
        .flatMap((set) => (set.score.total === null ? [] : [{ at: set.takenAt, total: set.score.total }]))
        .slice(0, 8)
        .reverse(),
      pending: patient.pending || Boolean(vitals[0]?.pending),
    }
  }

  wards = (): WardSummary[] => [
    {
      wardId: id(5, 1),
      code: 'W3',
      name: 'Ward 3 Medical',
      specialty: 'Medicine',
      beds: 32,
      occupied: this.stays.filter(Boolean).length,
      here: true,
    },
    {
      wardId: id(5, 2),
      code: 'W7',
      name: 'Ward 7 Surgical',
      specialty: 'Surgery',
      beds: 24,
      occupied: 18,
      here: false,
    },
  ]

  bed = (n: number): BedView => {
    const stay = this.stays[n] ?? null
    const state = stay ? 'occupied' : n === 29 ? 'closed' : 'available'
    return {
      bedId: id(3, n),
      label: String(n + 1),
      room: `R${1 + (n >> 3)}`,
      roomIsolation: n === 16,
      position: n,
      state,
      occupant: stay && this.occupant(stay),
    }
  }
  board = (): BoardView => ({
    ward: this.wards()[0] as WardSummary,
    beds: this.stays.map((_, n) => this.bed(n)),
    unplaced: this.unplaced ? this.stays.slice(4, 6).flatMap((stay) => (stay ? [this.occupant(stay)] : [])) : [],
    asOf: Date.now() - (this.offline ? 47 * MINUTE : 4000),
  })

  chart(admissionId: string): AdmissionChartView | null {
    const stay = this.stays.find((each) => each?.admission.admissionId === admissionId)
    if (stay && this.closed) throw closedTo(stay.patient)
    return stay
      ? {
          ...stay.admission,
          patient: stay.patient,
          score: this.scoreOfStay(stay),
          due: this.dueOf(stay),
          vitals: stay.vitals,
        }
      : null
  }
  openChart() {
    this.closed = false
    this.#openedUntil = Date.now() + 4 * HOUR
    return null
  }
  openedChart = () =>
    this.#openedUntil && { breakGlassId: id(6, 1), patientId: id(1, 1), reason: 'emergency', until: this.#openedUntil }
  admissionOf(patientId: string) {
    const stay = this.stays.find((each) => each?.patient.patientId === patientId)
    return stay
      ? { admissionId: stay.admission.admissionId, wardId: stay.admission.wardId, bedLabel: stay.admission.bedLabel }
      : null
  }
  freeBeds = (): FreeBedView[] => [
    ...this.board()
      .beds.filter((bed) => bed.state === 'available')
      .map((bed) => ({ ...bed, wardId: id(5, 1), wardCode: 'W3', wardName: 'Ward 3 Medical' })),
    {
      bedId: id(3, 101),
      label: '4',
      room: 'R1',
      roomIsolation: true,
      wardId: id(5, 2),
      wardCode: 'W7',
      wardName: 'Ward 7 Surgical',
    },
  ]

  search = (text: string): PatientHit[] => {
    const wanted = text.toLowerCase()
    const hits = this.people.filter((p) =>
      `${p.familyName} ${p.givenName} ${p.phn} ${p.nic}`.toLowerCase().includes(wanted),
    )
    return wanted === 'many'
      ? Array.from({ length: 220 }, (_, n) => ({ ...at(this.people, n), patientId: id(7, n) }))
      : hits
  }
  patient = (patientId: string): PatientView | null =>
    [...this.people, ...this.stays.flatMap((stay) => (stay ? [stay.patient] : []))].find(
      (p) => p.patientId === patientId,
    ) ?? null
  duplicates = (wanted: Partial<PatientHit>): DuplicateHit[] =>
    (wanted.familyName ?? '').length < 3
      ? []
      : this.people
          .filter((p) => p.familyName.toLowerCase().startsWith(wanted.familyName?.toLowerCase() ?? '-'))
          .map((p) => {
            const same = p.birthDate === wanted.birthDate
            return {
              ...p,
              score: same ? 26.5 : 13.2,
              verdict: same ? 'review' : 'suggest',
              evidence: [
                { field: 'familyName', agrees: true, weight: 6.5 },
                { field: 'birthDate', agrees: same, weight: same ? 15.1 : -4.3 },
                { field: 'sex', agrees: p.sex === wanted.sex, weight: 1 },
              ],
            }
          })
  history = (): HistoryView => {
    if (this.offline) throw new ProblemError('SERVER_UNREACHABLE')
    return {
      encounters: [
        {
          id: id(8, 1),
          class: 'AMB',
          type: 'Clinic visit',
          reason: 'Hypertension',
          startedAt: this.now - 900 * HOUR,
          endedAt: this.now - 899 * HOUR,
        },
      ],
      conditions: [
        {
          id: id(8, 2),
          display: 'Type 2 diabetes mellitus',
          clinicalStatus: 'active',
          onsetAt: this.now - 90_000 * HOUR,
          abatedAt: null,
        },
      ],
    }
  }

  info = (): AppInfo => ({
    host: 'loopback',
    version: '1.0.0',
    profile: 'fixture',
    facilityName: 'Teaching Hospital Kandy',
    enrolled: this.enrolled,
    deviceName: 'Ward 3 counter',
    utcOffsetMinutes: 330,
  })
  staff = () =>
    STAFF.map(([displayName, role], n) => ({
      userId: id(9, n),
      username: displayName.toLowerCase().replace(/\W+/g, '.'),
      displayName,
      roles: [role],
      hasPin: n !== 5,
    }))
  staffLines = () => staffLines(this.staff(), id(5, 1), this.now, this.rows)
  sessionOf = (n: number): SessionView => ({ ...at(this.staff(), n), locked: false })
  session = () => this.signedIn
  signIn(username: string) {
    const n = this.staff().findIndex((each) => each.username === username)
    this.signedIn = this.sessionOf(Math.max(0, n))
    return this.signedIn
  }
  switchUser({ username, pin }: { username: string; pin: string }) {
    if (pin !== '1234') throw new ProblemError('PIN_WRONG')
    return this.signIn(username)
  }
  lock() {
    this.signedIn = this.signedIn && { ...this.signedIn, locked: true }
    return null
  }
  enrol() {
    this.enrolled = true
    return null
  }
  outbox = (): OutboxEntry[] => [
    {
      seq: 44,
      commandId: id(8, 44),
      name: 'ward.recordVitals',
      occurredAt: this.now - 9 * MINUTE,
      actorName: 'Kamala Perera',
      status: 'waiting',
      problem: null,
      inbox: null,
      closed: false,
    },
    {
      seq: 43,
      commandId: id(8, 43),
      name: 'ward.admit',
      occurredAt: this.now - 50 * MINUTE,
      actorName: 'Nimal Silva',
      status: 'rejected',
      problem: {
        code: 'BED_OCCUPIED',
        params: {},
        cause: 'Bed 12 was taken by another workstation at 02:14.',
        remedy: 'Choose another bed and admit again; the entry is kept here.',
      },
      inbox: { state: 'closed', ownerRole: 'nurse', dueAt: this.now },
      closed: true,
    },
    {
      seq: 42,
      commandId: id(8, 42),
      name: 'ward.recordVitals',
      occurredAt: this.now - 55 * MINUTE,
      actorName: 'Kamala Perera',
      status: 'flagged',
      problem: {
        code: 'VITALS_AFTER_DISCHARGE',
        params: {},
        cause: 'The observations were taken after the discharge.',
        remedy: 'Check the patient and the time; mark them as entered in error if they belong to somebody else.',
      },
      inbox: { state: 'open', ownerRole: 'nurse', dueAt: this.now },
      closed: false,
    },
    {
      seq: 41,
      commandId: id(8, 41),
      name: 'patients.register',
      occurredAt: this.now - 61 * MINUTE,
      actorName: 'Kamala Perera',
      status: 'sent',
      problem: null,
      inbox: null,
      closed: false,
    },
  ]

  /** Does what is needed to see the screens move; the rules themselves live elsewhere. */
  save(name: string, input: unknown) {
    const given = input as {
      admissionId?: string
      toBedId?: string
      stage?: never
      takenAt?: number
      vitalsId?: string
      reason?: string
      isolation?: never
      to?: never
    }
    const index = this.stays.findIndex((stay) => stay?.admission.admissionId === given.admissionId)
    const stay = this.stays[index]
    if (name === 'ward.recordVitals' && stay) {
      const set = input as VitalsView
      const score = scoreOf({ ...set, spo2Scale: stay.admission.spo2Scale }, set.takenAt, stay.patient.birthDate, false)
      stay.vitals.unshift({
        ...set,
        vitalsId: id(6, 90_000 + ++this.#entries),
        takenBy: 'Kamala Perera',
        score,
        spo2Scale: stay.admission.spo2Scale,
        status: 'final',
        errorReason: null,
        pending: true,
      })
    }
    if (name === 'ward.transfer' && stay) {
      const to = this.stays.findIndex((_, n) => id(3, n) === given.toBedId)
      stay.admission.bedLabel = String(to + 1)
      ;[this.stays[index], this.stays[to]] = [null, stay]
    }
    if (name === 'ward.discharge' && stay && given.stage)
      stay.admission.stages = [...stay.admission.stages, { stage: given.stage, at: Date.now(), by: 'Kamala Perera' }]
    if (name === 'ward.setIsolation' && stay && given.to) stay.admission.isolation = given.to
    for (const tell of this.#tell) tell()
    return {
      commandId: id(8, 1000 + ++this.#entries),
      result: { patientId: id(1, 3) } as Record<string, string>,
      flags: [],
    }
  }

  async *statuses(signal: AbortSignal | undefined): AsyncGenerator<StatusView> {
    const now = Date.now()
    yield this.offline
      ? {
          connection: 'offline',
          since: now - 47 * MINUTE,
          lastContactAt: now - 47 * MINUTE,
          toSend: 17,
          oldestUnsentAt: now - 45 * MINUTE,
          problems: 2,
          bootstrap: null,
          clockSkewMs: null,
          notices: [],
        }
      : {
          connection: 'online',
          since: now - HOUR,
          lastContactAt: now - 2000,
          toSend: 0,
          oldestUnsentAt: null,
          problems: 2,
          bootstrap: null,
          clockSkewMs: null,
          notices: [],
        }
    await new Promise((resolve) => signal?.addEventListener('abort', resolve))
  }
  async *changed(signal: AbortSignal | undefined): AsyncGenerator<{ kinds: string[] }> {
    while (!signal?.aborted) {
      await new Promise<void>((resolve) => this.#tell.push(resolve))
      yield { kinds: ['ward.vitals', 'patients.patient'] }
    }
  }
}
