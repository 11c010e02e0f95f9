import type {
  ConnectionView,
  FleetView,
  ProblemWords,
  ServiceHere,
  StuckView,
  WorkstationLine,
} from '../../src-shared/domains/fleet/views.ts'
import { ProblemError } from '../../src-shared/kernel/errors.ts'
import type { FixtureState } from './fixture-inbox.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const DAY = 24 * 60 * MINUTE
const ROWS = 41_200

const unreachable: ProblemWords = {
  code: 'SERVER_UNREACHABLE',
  params: {},
  cause: 'The central server cannot be reached.',
  remedy: 'Go on working: entries are kept here and are sent by themselves when the server returns.',
}
const idOf = (n: number) => `0193a000-0000-7000-8000-${String(n).padStart(12, '0')}`

/** Connection and workstations with everything that can be seen on them: waiting, skewed, silent, stuck, revoked. */
export class FixtureFleet {
  readonly #offline: boolean
  readonly #wrong: boolean
  readonly #rows: number | null
  readonly #wardId: string
  readonly #now = Date.now()
  #rebuildBegan: number | null = null
  readonly #asked = new Set<string>()

  constructor({ offline, wrong, rows }: FixtureState, wardId: string) {
    this.#offline = offline
    this.#wrong = wrong
    this.#rows = rows
    this.#wardId = wardId
  }

  connection(): ConnectionView {
    const since = this.#offline ? this.#now - 47 * MINUTE : this.#now - 190 * MINUTE
    const contact = this.#offline ? this.#now - 47 * MINUTE : Date.now() - 2 * SECOND
    return {
      ...{ deviceName: 'Ward 3 counter', serverUrl: 'http://10.20.0.10:7420', since, lastContactAt: contact },
      connection: this.#offline ? 'offline' : 'online',
      clockSkewMs: 1200,
      services: [
        this.#service('identity', 0, contact, 812),
        this.#service('patients', this.#offline ? 3 : 0, contact, 22_418),
        this.#service('ward', this.#offline ? 14 : 0, contact, 108_731, 2),
      ],
      scopes: this.#scopes(),
      numbers: [
        { sequence: 'phn', left: 1342, lentAtOnce: 200 },
        { sequence: 'bht', left: 61, lentAtOnce: 100 },
      ],
      space: { cache: 48_300_000, journal: 18_200, free: 21_400_000_000 },
      kept: { unsent: this.#offline ? 17 : 0, refused: 2, drafts: 1 },
      rebuild: this.#rebuildView(),
    }
  }

  #service(service: string, queue: number, lastContactAt: number, cursor: number, refused = 0): ServiceHere {
    return {
      ...{ service, queue, refused, lastContactAt, cursor, epoch: '6f1c2d3e-8a11-4c6e-9d0e-1f2a3b4c5d6e' },
      oldestUnsentAt: queue > 0 ? this.#now - 45 * MINUTE : null,
      push: this.#offline && queue > 0 ? unreachable : null,
      pull: this.#offline ? unreachable : null,
    }
  }

  #scopes(): ConnectionView['scopes'] {
    const confirmedAt = this.#offline ? this.#now - 47 * MINUTE : this.#now - 4 * SECOND
    const ready = (service: string, scope: string, rows: number, placeName: string | null = null) => ({
      ...{ service, scope, placeName, state: 'ready' as const, confirmedAt, done: rows, total: rows },
    })
    return [
      ready('identity', 'staff', 212),
      ready('patients', 'patient', ROWS),
      ready('ward', 'reference', 640),
      ready('ward', `ward:${this.#wardId}`, 9_120, 'Ward 3 Medical'),
    ]
  }

  #rebuildView(): ConnectionView['rebuild'] {
    if (this.#rebuildBegan === null) return { running: null, endedAt: this.#now - 3 * DAY }
    const done = Math.min(ROWS, Math.round((Date.now() - this.#rebuildBegan) * 8))
    return { running: { startedAt: this.#rebuildBegan, done, total: ROWS }, endedAt: null }
  }

  rebuild(): void {
    this.#rebuildBegan = Date.now()
  }

  workstations(): FleetView {
    if (this.#offline) throw new ProblemError('SERVER_UNREACHABLE')
    if (this.#wrong) throw new ProblemError('INTERNAL', { reference: 'fixture' })
    const now = Date.now()
    if (this.#rows !== null) return { at: now, silent: [], workstations: this.#crowd(this.#rows, now) }
    const lines = [
      this.#line(1, 'Ward 3 counter', { here: true, lastContactAt: now - 3 * SECOND }),
      this.#line(2, 'Ward 7 trolley', { lastContactAt: now - 9 * SECOND, queue: 4, stuck: 2, behind: 12 }),
      this.#line(3, 'Emergency department, resuscitation room, desk beside the door', {
        lastContactAt: now - 26 * MINUTE,
        queue: 131,
        behind: 1893,
      }),
      this.#line(4, 'Pharmacy counter 2', { lastContactAt: now - 14 * SECOND, clockSkewMs: -3_640_000 }),
      this.#line(5, 'Clinic registration', { lastContactAt: now - 21 * SECOND, rebuild: 'running' }),
      this.#line(6, 'Old theatre desk', { lastContactAt: now - 90 * DAY, revokedAt: now - 80 * DAY }),
      {
        ...this.#line(7, 'Spare', {}),
        lastContactAt: null,
        version: null,
        queue: null,
        clockSkewMs: null,
        services: [],
      },
    ]
    return { at: now, silent: [], workstations: lines }
  }

  #crowd(rows: number, now: number): WorkstationLine[] {
    const of = (n: number) =>
      this.#line(n, `Ward ${n} counter`, { here: n === 1, lastContactAt: now - n * SECOND, queue: n % 7 })
    return Array.from({ length: rows }, (_, n) => of(n + 1))
  }

  #line(n: number, name: string, more: Partial<WorkstationLine> & { behind?: number }): WorkstationLine {
    const { behind = 0, ...rest } = more
    const [queue, lastContactAt, stuck] = [rest.queue ?? 0, rest.lastContactAt ?? 0, rest.stuck ?? 0]
    const oldestUnsentAt = queue > 0 ? lastContactAt - 2 * MINUTE : null
    const at = (service: string, own: { queue: number; behind: number; stuck: number }) => ({
      ...{ service, lastContactAt, ...own },
      oldestUnsentAt: own.queue > 0 ? oldestUnsentAt : null,
    })
    return {
      ...{ deviceId: idOf(n), name, here: false, enrolledAt: this.#now - 200 * DAY, revokedAt: null, version: '1.0.0' },
      ...{ lastContactAt, clockSkewMs: 300, queue, oldestUnsentAt, stuck, rebuild: null },
      services: [
        at('identity', { queue: 0, behind: 0, stuck: 0 }),
        at('patients', { queue: 0, behind: 0, stuck: 0 }),
        at('ward', { queue, behind, stuck }),
      ],
      ...rest,
      ...(this.#asked.has(idOf(n)) ? { rebuild: 'asked' as const } : {}),
    }
  }

  askRebuild(deviceId: string): void {
    this.#asked.add(deviceId)
  }

  /** @throws ProblemError WORKSTATION_IN_USE */
  reclaim({ deviceId }: { deviceId: string; reason: string }): void {
    const line = this.workstations().workstations.find((each) => each.deviceId === deviceId)
    if (line?.revokedAt === null) throw new ProblemError('WORKSTATION_IN_USE')
  }

  stuck(): StuckView[] {
    const entry = { service: 'ward', actorName: 'Nimal Silva', receivedAt: this.#now - 40 * MINUTE }
    return [
      {
        ...entry,
        ...{ id: idOf(91), name: 'ward.admit', status: 'rejected', occurredAt: this.#now - 50 * MINUTE },
        problem: {
          ...{ code: 'WARD_BED_TAKEN', params: {} },
          cause: 'Bed 12 in Ward 7 is already occupied.',
          remedy: 'Choose another bed and admit again; the entry is kept here.',
        },
      },
      {
        ...entry,
        ...{ id: idOf(92), name: '', status: 'quarantined', actorName: '', occurredAt: null },
        problem: {
          ...{ code: 'SIGNATURE_WRONG', params: {} },
          cause: 'The entry was not signed by the workstation that sent it.',
          remedy: 'The entry is kept aside word for word; an administrator checks the workstation’s enrolment.',
        },
      },
    ]
  }
}
