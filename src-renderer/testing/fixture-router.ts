import { initTRPC, TRPCError } from '@trpc/server'
import type { AuditAsk, AuditPageView } from '../../src-shared/domains/audit/views.ts'
import type { ConnectionView, FleetView, StuckView } from '../../src-shared/domains/fleet/views.ts'
import type { TerminalPolicy } from '../../src-shared/domains/identity/index.ts'
import type { InboxList } from '../../src-shared/domains/inbox/views.ts'
import type { DuplicateHit, HistoryView, PatientHit, PatientView } from '../../src-shared/domains/patients/views.ts'
import type { AdmissionChartView, BoardView, FreeBedView, WardSummary } from '../../src-shared/domains/ward/views.ts'
import type { Role } from '../../src-shared/kernel/actor.ts'
import { ProblemError } from '../../src-shared/kernel/errors.ts'
import type { GrantLine, PersonLine } from './fixture-staff.ts'
import type { FixtureWorld } from './fixture-world.ts'

/** The contract of the main process, answered from memory: for looking at the screens without a host. */
const t = initTRPC.context<{ world: FixtureWorld }>().create({
  allowOutsideOfServer: true,
  errorFormatter: ({ shape, error }) => ({
    ...shape,
    data: {
      ...shape.data,
      problem:
        error.cause instanceof ProblemError
          ? { ...error.cause.problem, cause: 'The PIN is wrong.', remedy: 'Try again, or use your password.' }
          : null,
    },
  }),
})
const { procedure, router } = t
const typed =
  <Input>() =>
  (value: unknown) =>
    value as Input
const query = <Output>(answer: (world: FixtureWorld) => Output) => procedure.query(({ ctx }) => answer(ctx.world))
const queryOf = <Input, Output>(answer: (world: FixtureWorld, input: Input) => Output) =>
  procedure.input(typed<Input>()).query(({ ctx, input }) => answer(ctx.world, input as Input))
const act = <Input, Output>(answer: (world: FixtureWorld, input: Input) => Output) =>
  procedure.input(typed<Input>()).mutation(({ ctx, input }) => {
    try {
      return answer(ctx.world, input as Input)
    } catch (error) {
      throw new TRPCError({ code: 'BAD_REQUEST', cause: error })
    }
  })
const save = <Input>(name: string) => act((world, input: Input) => world.save(name, input))

interface StaffView {
  userId: string
  username: string
  displayName: string
  roles: Role[]
  hasPin: boolean
}
export type SessionView = Omit<StaffView, 'hasPin'> & { locked: boolean }
export interface StatusView {
  connection: 'online' | 'offline' | 'connecting'
  since: number
  lastContactAt: number | null
  toSend: number
  oldestUnsentAt: number | null
  problems: number
  bootstrap: { service: string; scope: string; done: number; total: number | null } | null
  clockSkewMs: number | null
  notices: { code: string; params: Record<string, string | number | null> }[]
}
export interface OutboxEntry {
  seq: number
  commandId: string
  name: string
  occurredAt: number
  actorName: string
  status: 'waiting' | 'sent' | 'accepted' | 'flagged' | 'rejected' | 'quarantined'
  problem: { code: string; params: Record<string, string | number | null>; cause: string; remedy: string } | null
  inbox: { state: 'open' | 'closed'; ownerRole: Role; dueAt: number } | null
  closed: boolean
}
export interface AppInfo {
  host: 'electron' | 'loopback'
  version: string
  profile: string
  facilityName: string | null
  enrolled: boolean
  deviceName: string | null
  utcOffsetMinutes: number
}

type Nullable = string | null
interface Person {
  familyName: Nullable
  givenName: string
  title: Nullable
  sex: PatientHit['sex']
  birthDate: Nullable
  birthDateEstimated: boolean
  nic: Nullable
  phone: Nullable
  locality: Nullable
  nextOfKinName: Nullable
  nextOfKinPhone: Nullable
  identity: 'known' | 'newborn' | 'unknown'
}

const app = router({
  info: query((world): AppInfo => world.info()),
  status: procedure.subscription(({ ctx, signal }) => ctx.world.statuses(signal)),
  changes: procedure.subscription(({ ctx, signal }) => ctx.world.changed(signal)),
})
const session = router({
  current: query((world): SessionView | null => world.session()),
  staff: query((world): StaffView[] => world.staff()),
  signIn: act((world, input: { username: string; password: string }) => world.signIn(input.username)),
  switchUser: act((world, input: { username: string; pin: string }) => world.switchUser(input)),
  policy: query(
    (): TerminalPolicy => ({
      ...{ blankSeconds: 60, lockSeconds: 180, shiftHours: 12, pinDigits: 4, offlineShift: true },
      ...{ breakGlassHours: 4, cacheLeaseHours: 72 },
    }),
  ),
  prove: act((_world, _input: object) => ({ proofId: '00000000-0000-4000-8000-000000000001' })),
  setPolicy: act((_world, _input: TerminalPolicy): void => undefined),
  setBadge: act((_world, _input: { userId: string; code: string | null }): void => undefined),
  changePassword: act((_world, _input: { username: string; password: string; newPassword: string }): void => undefined),
  setChartAccess: act((_world, _input: { userId: string; wards: string[] }): void => undefined),
  scanBadge: act((world, _input: { code: string }) => world.signIn('nimal.silva')),
  touch: procedure.mutation((): void => undefined),
  setPin: act((_world, _input: { password: string; pin: string }): void => undefined),
  lock: procedure.mutation(({ ctx }) => ctx.world.lock()),
  enrol: act((world, _input: { serverUrl: string; code: string; name: string }) => world.enrol()),
})
const patients = router({
  search: queryOf((world, input: { text: string; limit?: number | undefined }): PatientHit[] =>
    world.search(input.text),
  ),
  byId: queryOf((world, input: { patientId: string }): PatientView | null => world.patient(input.patientId)),
  duplicates: queryOf(
    (
      world,
      input: Pick<PatientHit, 'familyName' | 'givenName' | 'sex' | 'birthDate' | 'nic' | 'phone' | 'locality'>,
    ): DuplicateHit[] => world.duplicates(input),
  ),
  history: queryOf((world, _input: { patientId: string }): HistoryView => world.history()),
  update: save<{ patientId: string; changes: object }>('patients.update'),
  register: save<Partial<Person> & Pick<Person, 'sex'>>('patients.register'),
  recordAllergy: save<{
    patientId: string
    substance: string
    reaction?: Nullable
    severity?: 'mild' | 'moderate' | 'severe' | null
  }>('patients.recordAllergy'),
  confirmNoAllergies: save<{ patientId: string }>('patients.confirmNoAllergies'),
  retractAllergy: save<{ allergyId: string; reason: string }>('patients.retractAllergy'),
})
type Isolation = AdmissionChartView['isolation']
const ward = router({
  wards: query((world): WardSummary[] => world.wards()),
  board: queryOf((world, _input: { wardId: string }): BoardView => world.board()),
  chart: queryOf((world, input: { admissionId: string }): AdmissionChartView | null => world.chart(input.admissionId)),
  admissionOf: queryOf((world, input: { patientId: string }) => world.admissionOf(input.patientId)),
  freeBeds: queryOf((world, _input: { wardId?: string | undefined }): FreeBedView[] => world.freeBeds()),
  admit: save<{
    patientId: string
    patient: Pick<PatientHit, 'phn' | 'familyName' | 'givenName' | 'title' | 'sex' | 'birthDate'>
    wardId: string
    bedId: string
    reason?: string
    consultant?: Nullable
    isolation?: Isolation
    pregnant?: boolean
  }>('ward.admit'),
  transfer: save<{ admissionId: string; toBedId: string; reason?: Nullable }>('ward.transfer'),
  discharge: save<{ admissionId: string; stage: AdmissionChartView['stages'][number]['stage'] }>('ward.discharge'),
  cancelDischarge: save<{ admissionId: string; reason: string }>('ward.cancelDischarge'),
  recordVitals: save<VitalsInput>('ward.recordVitals'),
  markVitalsInError: save<{ vitalsId: string; reason: string }>('ward.markVitalsInError'),
  setIsolation: save<{ admissionId: string; from: Isolation; to: Isolation }>('ward.setIsolation'),
  setSpo2Scale: save<{ admissionId: string; from: 1 | 2; to: 1 | 2 }>('ward.setSpo2Scale'),
  setObservationInterval: save<{ admissionId: string; from: number | null; to: number | null }>(
    'ward.setObservationInterval',
  ),
})
export interface VitalsInput {
  admissionId: string | null
  patientId: string
  takenAt: number
  respirationRate?: number | null
  spo2?: number | null
  onOxygen?: boolean | null
  oxygenFlow?: number | null
  systolic?: number | null
  diastolic?: number | null
  pulse?: number | null
  consciousness?: 'A' | 'C' | 'V' | 'P' | 'U' | null
  temperature?: number | null
  painScore?: number | null
}
const settled = () => act((world, input: { itemId: string }) => world.inbox.settle(input.itemId))
const decided = () => act((world, input: { commandId: string }) => world.inbox.settle(input.commandId))
const inbox = router({
  list: query((world): InboxList => world.inbox.list()),
  close: settled(),
  keepOurs: settled(),
  redo: settled(),
  send: decided(),
  discard: decided(),
})
const outbox = router({ list: query((world): OutboxEntry[] => world.outbox()) })
const fleet = router({
  connection: query((world): ConnectionView => world.fleet.connection()),
  tryNow: procedure.mutation((): void => undefined),
  rebuild: procedure.mutation(({ ctx }): void => ctx.world.fleet.rebuild()),
  workstations: query((world): FleetView => world.fleet.workstations()),
  stuck: queryOf((world, _input: { deviceId: string }): StuckView[] => world.fleet.stuck()),
  reclaim: act((world, input: { deviceId: string; reason: string }): void => world.fleet.reclaim(input)),
  askRebuild: act((world, input: { deviceId: string }): void => world.fleet.askRebuild(input.deviceId)),
})
const audit = router({
  page: queryOf(
    (world, input: { ask: AuditAsk; id?: string | null; cursor?: string | null }): AuditPageView =>
      world.audit.page(input.ask, input.id ?? null, input.cursor ?? null),
  ),
})
const drafts = router({
  get: queryOf((world, input: { key: string }): unknown => world.drafts.get(input.key) ?? null),
  put: act((world, input: { key: string; value: unknown }) => void world.drafts.set(input.key, input.value)),
  remove: act((world, input: { key: string }) => void world.drafts.delete(input.key)),
})

const identity = router({
  atTerminals: queryOf((_world, _input: { userId: string }): { hasBadge: boolean; wards: string[] | null } => ({
    hasBadge: true,
    wards: null,
  })),
  opened: queryOf((world, _input: { patientId: string }) => world.openedChart()),
  breakGlass: act((world, _input: { entry: object; proofId: string }) => world.openChart()),
  reviewBreakGlass: act((_world, _input: { breakGlassId: string; outcome: string; note: string }) => null),
})
const given = { password: 'K7QM-3WXR-9TZD', until: Date.UTC(2026, 2, 5, 8) }
const people = router({
  list: query((world): PersonLine[] => world.staffLines()),
  add: act((_world, _input: { username: string; displayName: string; roles: Role[] }) => given),
  resetPassword: act((_world, _input: { userId: string }) => given),
  setNames: act((_world, _input: { userId: string; username: string; displayName: string }): void => undefined),
  grant: act(
    (
      _world,
      _input: { userId: string } & Omit<GrantLine, 'grantId' | 'endedAt' | 'forCause' | 'reason' | 'state'>,
    ): void => undefined,
  ),
  endGrant: act(
    (_world, _input: { userId: string; grantId: string | null; role: Role; forCause: boolean; reason: string }): void =>
      undefined,
  ),
  leave: act((_world, _input: { userId: string; forCause: boolean; reason: string }): void => undefined),
  comeBack: act((_world, _input: { userId: string }): void => undefined),
})
const locked = {
  problem: {
    ...{ code: 'LEASE_OVER', params: {} },
    cause: 'This workstation was away from the server for too long, so its data of patients is locked.',
    remedy:
      'Connect it to the server; it opens by itself. Without one, two senior colleagues can open it for 24 hours.',
  },
  ...{ seniors: 2, waiting: 3 },
}
const lock = router({
  state: query(() => (new URLSearchParams(window.location.search).has('locked') ? locked : null)),
  extend: act((_world, _input: object): void => {
    throw new ProblemError('EXTENSION_REFUSED')
  }),
})
export const fixtureRouter = router({
  app,
  lock,
  identity,
  people,
  session,
  patients,
  ward,
  inbox,
  outbox,
  drafts,
  fleet,
  audit,
})
export type FixtureRouter = typeof fixtureRouter
