import type { InboxList, InboxView } from '../../src-shared/domains/inbox/views.ts'
import { ProblemError } from '../../src-shared/kernel/errors.ts'

export interface FixtureState {
  offline: boolean
  wrong: boolean
  rows: number | null
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const idOf = (n: number) => `0193c000-0000-7000-8000-${String(n).padStart(12, '0')}`

/** An inbox with one item of every cause, the longest words that occur, late and far ahead. */
export class FixtureInbox {
  readonly #now = Date.now()
  readonly #offline: boolean
  readonly #wrong: boolean
  #items: InboxView[]

  constructor({ offline, wrong, rows }: FixtureState, patientId: string, admissionId: string) {
    this.#offline = offline
    this.#wrong = wrong
    const stay = { kind: 'ward.admission', id: admissionId }
    this.#items = [
      this.#item(1, { subject: stay, patientId }),
      this.#item(2, { ...LATE_VITALS, subject: stay, patientId, dueAt: this.#now + 9 * HOUR }),
      this.#item(3, { ...TWO_PHONES, patientId, dueAt: this.#now + 60 * HOUR }),
      this.#item(4, { ...TWICE, patientId, otherId: idOf(77), dueAt: this.#now + 20 * HOUR }),
      this.#item(5, { ...UNTRUSTED, dueAt: this.#now + 23 * HOUR }),
      this.#item(6, HELD_BACK),
    ]
    if (rows !== null) this.#items = Array.from({ length: rows }, (_, n) => this.#line(n))
  }

  list = (): InboxList => {
    if (this.#wrong) throw new ProblemError('INTERNAL', { reference: 'fixture' })
    return { items: this.#items, offlineSince: this.#offline ? this.#now - 47 * MINUTE : null }
  }

  #line = (n: number) => this.#item(100 + n, { dueAt: this.#now + n * HOUR })

  settle(key: string): void {
    this.#items = this.#items.filter((item) => item.key !== key)
  }

  #item(n: number, change: Partial<InboxView>): InboxView {
    return {
      key: idOf(n),
      service: 'ward',
      itemId: idOf(n),
      commandName: 'ward.transfer',
      cause: 'flagged',
      problems: [BED_TAKEN],
      sides: [],
      otherId: null,
      ownerRole: 'nurse',
      dueAt: this.#now - 25 * MINUTE,
      subject: null,
      patientId: null,
      patientName: 'WICKRAMASINGHE, Anuradha Lakmini (Mrs)',
      actorName: 'Nimal Silva',
      occurredAt: this.#now - n * HOUR,
      payload: { reason: 'Needs monitoring', at: this.#now - HOUR },
      canSend: false,
      canDiscard: false,
      canKeepOurs: false,
      canRedo: false,
      ...change,
    }
  }
}

const problem = (code: string, cause: string, remedy: string) => ({ code, params: {}, cause, remedy })
const BED_TAKEN = problem(
  'WARD_BED_TAKEN',
  'Bed 12 in Ward 3 Medical is already occupied.',
  'Choose a free bed. If somebody else was admitted to it at the same moment, agree on the bed with them.',
)
const LATE_VITALS: Partial<InboxView> = {
  commandName: 'ward.recordVitals',
  problems: [
    problem(
      'WARD_AFTER_DISCHARGE',
      'Observations were taken after the patient had left the ward (BHT 100234-K).',
      'Check the time and the patient; mark the set as entered in error if one of them is wrong.',
    ),
  ],
  payload: { takenAt: Date.now(), respirationRate: 18, spo2: 96, onOxygen: false, systolic: 121, pulse: 88 },
}
const TWO_PHONES: Partial<InboxView> = {
  service: 'patients',
  commandName: 'patients.update',
  cause: 'conflict',
  ownerRole: 'cashier',
  problems: [
    problem(
      'PATIENT_FIELD_CHANGED',
      'Somebody else has changed the phone number meanwhile; it is now “0711111111”.',
      'Look at the record again and repeat your change if it is still right.',
    ),
  ],
  sides: [{ field: 'phone', ours: '0722222222', theirs: '0711111111' }],
  payload: { changes: { phone: { from: '0771234567', to: '0722222222' }, locality: { from: null, to: 'Galle' } } },
  canKeepOurs: true,
}
const TWICE: Partial<InboxView> = {
  service: 'patients',
  commandName: 'patients.register',
  cause: 'conflict',
  ownerRole: 'cashier',
  problems: [
    problem(
      'PATIENT_POSSIBLE_DUPLICATE',
      'The same person seems to be registered twice: also as FONSEKA, Kamala (PHN 1000020K).',
      'Compare both records and ask the patient. Both stand; a NIC that both claim stays with the first until that is clear.',
    ),
  ],
  sides: [
    { field: 'familyName', ours: 'Fonseka', theirs: 'Fonseka' },
    { field: 'givenName', ours: 'Kamalaa', theirs: 'Kamala' },
    { field: 'birthDate', ours: '1980-05-17', theirs: '1980-05-17' },
    { field: 'nic', ours: '198063800937', theirs: '806380937V' },
    { field: 'locality', ours: null, theirs: 'Peradeniya' },
  ],
  payload: { familyName: 'Fonseka', givenName: 'Kamalaa', sex: 'female', birthDate: '1980-05-17', nic: '198063800937' },
}
const UNTRUSTED: Partial<InboxView> = {
  commandName: '',
  cause: 'quarantined',
  ownerRole: 'administrator',
  problems: [
    problem(
      'SIGNATURE_WRONG',
      'The entry was not signed by the workstation that sent it.',
      'The entry is kept aside word for word; an administrator checks the workstation’s enrolment.',
    ),
  ],
  patientName: null,
  actorName: null,
  payload: null,
}
const HELD_BACK: Partial<InboxView> = {
  itemId: null,
  canSend: true,
  canDiscard: true,
  commandName: 'ward.admit',
  cause: 'blocked',
  problems: [
    problem(
      'DEPENDS_ON_REFUSED',
      'This entry builds on an earlier one that the server refused.',
      'Correct the refused entry first, then enter this one again if it is still right.',
    ),
  ],
  payload: { patient: { familyName: 'Wickramasinghe', givenName: 'Anuradha Lakmini' }, reason: 'Fever, third day' },
}
