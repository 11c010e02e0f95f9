import type { Actor } from '../../src-shared/kernel/actor.ts'
import { ALL_ROLES } from '../../src-shared/kernel/actor.ts'
import { digestId } from '../import/fhir/plan.ts'
import { planFormulary } from './formulary/plan-formulary.ts'
import { planOrders } from './formulary/plan-orders.ts'
import { planStock } from './formulary/plan-stock.ts'
import { DEMO_STAFF, DEMO_WARDS, type DemoWard } from './hospital.ts'
import { ALLERGIES } from './names.ts'
import { demoCourse, demoSet, demoTimes } from './observations.ts'
import { type DemoPerson, demoPerson } from './people.ts'
import { createDice, type Dice } from './random.ts'

const DAY_MS = 24 * 3600_000
const PATIENTS = 2_400
const SEED = 20_261_123
/** Doses of the demonstration are an adult's. */
const ADULT = 18

export interface DemoCommand {
  commandId: string
  name: string
  version: number
  input: Record<string, unknown>
  actor: Actor
  occurredAt: number
  allotted: { ids: Record<string, string>; numbers: Record<string, string> }
}
/** The demonstration hospital as commands, in the order in which the services take them. */
export interface DemoPlan {
  identity: DemoCommand[]
  patients: DemoCommand[]
  pharmacy: DemoCommand[]
  ward: DemoCommand[]
}

/** Who the seeding and an import act as: no person, so nobody can sign in as it. */
export const SYSTEM_ACTOR: Actor = { userId: '00000000-0000-8000-8000-000000000001', roles: [...ALL_ROLES] }

export const demoUserId = (facilityId: string, username: string) => digestId(facilityId, 'demo', 'user', username)

/** A whole hospital with three days of observations up to `now`; the same seed gives the same people and signs. */
export function planDemo(facilityId: string, now: number): DemoPlan {
  const dice = createDice(SEED)
  const maker = commandMaker(facilityId, now)
  const plan: DemoPlan = {
    identity: [],
    patients: [],
    pharmacy: [...planFormulary(maker), ...planStock(maker, now, demoUserId(facilityId, 'dilani'))],
    ward: [],
  }
  for (const { username, displayName, roles } of DEMO_STAFF) {
    const userId = demoUserId(facilityId, username)
    plan.identity.push(maker(`user ${username}`, 'identity.addUser', { userId, username, displayName, roles }))
  }
  const nurses = DEMO_STAFF.filter((s) => s.roles.includes('nurse')).map((s) => demoUserId(facilityId, s.username))
  const inpatients = DEMO_WARDS.flatMap((ward) => openWard(plan, maker, dice, { facilityId, now, ward, nurses }))
  for (let i = inpatients.length; i < PATIENTS; i++) {
    registerPerson(plan, maker, dice, {
      id: digestId(facilityId, 'demo', 'patient', String(i)),
      now,
      person: demoPerson(dice, now, [0, 95], null),
      recordedBy: nurses[0] as string,
    })
  }
  return plan
}

/** Commands that register persons number `from` (included) to `to`, for a hospital of any size; the same number is the same person. */
export function planPeople(facilityId: string, now: number, from: number, to: number) {
  return Array.from({ length: to - from }, (_, i) => {
    const id = digestId(facilityId, 'demo', 'person', String(from + i))
    const person = demoPerson(createDice(SEED + from + i), now, [0, 95], null)
    return {
      commandId: digestId(id, 'register'),
      name: 'patients.register',
      version: 1,
      input: { ...person, registeredAt: now },
      occurredAt: now,
      ids: { patient: id },
    }
  })
}

export type Maker = ReturnType<typeof commandMaker>

function commandMaker(facilityId: string, now: number) {
  return (
    key: string,
    name: string,
    input: Record<string, unknown>,
    ids: Record<string, string> = {},
    at = now,
  ): DemoCommand => ({
    commandId: digestId(facilityId, 'demo', name, key),
    name,
    version: 1,
    input,
    actor: SYSTEM_ACTOR,
    occurredAt: at,
    allotted: { ids, numbers: {} },
  })
}

interface WardContext {
  facilityId: string
  now: number
  ward: DemoWard
  nurses: readonly string[]
}

function openWard(plan: DemoPlan, maker: Maker, dice: Dice, context: WardContext): string[] {
  const { facilityId, ward } = context
  const wardId = digestId(facilityId, 'demo', 'ward', ward.code)
  const bedIds = new Map(
    ward.rooms.flatMap((r) => r.beds).map((b) => [b, digestId(facilityId, 'demo', 'bed', ward.code, b)]),
  )
  const { code, name, specialty, rooms } = ward
  plan.ward.push(maker(`ward ${code}`, 'ward.defineWard', { code, name, specialty, rooms }, wardIds(wardId, bedIds)))
  const admitted: string[] = []
  for (const [label, bedId] of bedIds) {
    if (!dice.chance(ward.occupancy)) continue
    const id = digestId(facilityId, 'demo', 'inpatient', code, label)
    const person = demoPerson(dice, context.now, ward.ages, ward.sex)
    registerPerson(plan, maker, dice, { id, now: context.now, person, recordedBy: context.nurses[0] as string })
    stay(plan, maker, dice, { ...context, wardId, bedId, patientId: id, person })
    admitted.push(id)
  }
  return admitted
}

/** The labels under which `ward.defineWard` takes its ids. */
function wardIds(wardId: string, bedIds: ReadonlyMap<string, string>): Record<string, string> {
  return { ward: wardId, ...Object.fromEntries([...bedIds].map(([label, id]) => [`bed:${label}`, id])) }
}

function registerPerson(
  plan: DemoPlan,
  maker: Maker,
  dice: Dice,
  about: { id: string; now: number; person: DemoPerson; recordedBy: string },
): void {
  const registeredAt = about.now - dice.whole(4, 1_500) * DAY_MS
  plan.patients.push(maker(about.id, 'patients.register', { ...about.person, registeredAt }, { patient: about.id }))
  const known = dice.next()
  if (known < 0.18) {
    const [substance, reaction, severity] = dice.pick(ALLERGIES)
    const entry = { patientId: about.id, substance, reaction, severity, recordedAt: registeredAt }
    plan.patients.push({
      ...maker(about.id, 'patients.recordAllergy', entry),
      actor: { userId: about.recordedBy, roles: ['nurse'] },
    })
  } else if (known < 0.8) plan.patients.push(maker(about.id, 'patients.confirmNoAllergies', { patientId: about.id }))
}

interface Stay extends WardContext {
  wardId: string
  bedId: string
  patientId: string
  person: DemoPerson
}

function stay(plan: DemoPlan, maker: Maker, dice: Dice, about: Stay): void {
  const { now, person, patientId, ward } = about
  const admittedAt = now - Math.round((0.3 + dice.next() * 6) * DAY_MS)
  const admissionId = digestId(about.facilityId, 'demo', 'admission', patientId)
  const { familyName, givenName, sex, birthDate } = person
  plan.ward.push(
    maker(
      patientId,
      'ward.admit',
      {
        patientId,
        patient: { phn: '', familyName, givenName, sex, birthDate },
        wardId: about.wardId,
        bedId: about.bedId,
        admittedAt,
        reason: dice.pick(ward.reasons),
        consultant: dice.pick(['Dr A. Sivakumar', 'Dr M. Jayasinghe']),
        isolation: dice.chance(0.08) ? dice.pick(['contact', 'droplet', 'airborne'] as const) : 'none',
        pregnant: ward.specialty === 'Obstetrics' && dice.chance(0.5),
      },
      { admission: admissionId },
      admittedAt,
    ),
  )
  observe(plan, maker, dice, about, admissionId, admittedAt)
  if (ward.ages[0] >= ADULT)
    plan.ward.push(
      ...planOrders(maker, {
        ...{ facilityId: about.facilityId, patientId, admissionId, now },
        doctorId: demoUserId(about.facilityId, 'sivakumar'),
      }),
    )
}

function observe(plan: DemoPlan, maker: Maker, dice: Dice, about: Stay, admissionId: string, admittedAt: number): void {
  const { now, patientId } = about
  const course = demoCourse(dice, about.ward.code === 'W7')
  const years = (now - Date.parse(about.person.birthDate)) / (365.25 * DAY_MS)
  if (course.chronicLung && years > 40)
    plan.ward.push(maker(patientId, 'ward.setSpo2Scale', { admissionId, from: 1, to: 2 }, {}, admittedAt))
  // the last round was up to five hours ago: some are due, some are late
  const until = now - dice.whole(2, 300) * 60_000
  for (const takenAt of demoTimes(dice, course, Math.max(admittedAt, now - 3 * DAY_MS), until)) {
    const input = {
      admissionId,
      patientId,
      takenAt,
      takenBy: dice.pick(about.nurses),
      ...demoSet(dice, course, (takenAt - now) / DAY_MS, years),
    }
    plan.ward.push(maker(`${patientId} ${takenAt}`, 'ward.recordVitals', input, {}, takenAt))
  }
}
