import type { Amount } from '../../../src-shared/kernel/amount.ts'
import type { DemoCommand, Maker } from '../seed.ts'
import { demoGenericId } from './plan-formulary.ts'

const mg = (amount: number): Amount => ({ nano: amount * 1_000_000, unit: 'mg' })
const times = (...list: string[]) => ({ type: 'times', times: list })

/** What adults on a ward often get; none of them meets another in the demonstration rules. */
const USUAL = [
  { name: 'paracetamol', dose: mg(1000), route: 'oral', timing: times('06:00', '12:00', '18:00', '22:00') },
  { name: 'omeprazole', dose: mg(20), route: 'oral', timing: times('06:00') },
  { name: 'enoxaparin', dose: mg(40), route: 'subcutaneous', timing: times('18:00') },
  { name: 'amlodipine', dose: mg(5), route: 'oral', timing: times('08:00') },
  { name: 'metformin', dose: mg(500), route: 'oral', timing: times('08:00', '18:00') },
  { name: 'atorvastatin', dose: mg(20), route: 'oral', timing: times('22:00') },
] as const
const WHEN_NEEDED = {
  ...{ name: 'ondansetron', dose: mg(4), route: 'oral', indication: 'Nausea' },
  timing: { type: 'prn', minIntervalMinutes: 480, maxIn24h: 3 },
}

interface About {
  facilityId: string
  patientId: string
  admissionId: string
  now: number
  /** Who ordered it. */
  doctorId: string
}

/** Two or three orders since this morning for every second patient, by the last digits of the id: the same ones each time. */
export function planOrders(maker: Maker, { patientId, admissionId, now, doctorId }: About): DemoCommand[] {
  const number = Number.parseInt(patientId.slice(-4), 16)
  if (number % 2 === 1) return []
  const chosen = [
    USUAL[number % USUAL.length],
    USUAL[(number + 2) % USUAL.length],
    ...(number % 3 === 0 ? [WHEN_NEEDED] : []),
  ]
  const at = now - 3 * 3_600_000
  return chosen.flatMap((order) => {
    if (!order) return []
    const { name, ...rest } = order
    const basis = { allergies: [], weightKg: null, weighedAt: null, heightCm: null, egfr: null }
    const input = { admissionId, genericId: demoGenericId(maker, name), ...rest, startAt: at, basis }
    const command = maker(`${patientId} ${name}`, 'ward.prescribe', input, {}, at)
    return [{ ...command, actor: { userId: doctorId, roles: ['clinician'] } }]
  })
}
