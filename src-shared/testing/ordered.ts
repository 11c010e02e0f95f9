import { prescribe, WardGeneric, WardProduct, WardRulePack } from '../domains/ward/index.ts'
import type { InputOf } from '../kernel/command.ts'
import { amount } from './formulary.ts'
import { applied, testId } from './memory-store.ts'
import { kamala, wardSeven } from './ward-seven.ts'

const medicines = {
  amoxicillin: ['J01CA04', null],
  warfarin: ['B01AA03', 'anticoagulant'],
  aspirin: ['N02BA01', null],
  paracetamol: ['N02BE01', null],
} as const
type Name = keyof typeof medicines
const names = Object.keys(medicines) as Name[]
export const genericId = (name: Name) => testId(200 + names.indexOf(name))
export const productId = (name: Name) => testId(300 + names.indexOf(name))
export const PACK = testId(400)

export const knows = { allergies: [], weightKg: 60, weighedAt: null, heightCm: null, egfr: null }
type Order = InputOf<typeof prescribe>

/** Ward 7 with a small formulary, and a doctor's order for Kamala Perera whenever it is asked for. */
export function ordered() {
  const ward = wardSeven()
  const { store, admissionId } = ward
  for (const name of names) {
    const [atc, highAlert] = medicines[name]
    store.put(WardGeneric, {
      ...{ id: genericId(name), name, ingredients: [name], atc, highAlert, tallMan: null, lookAlikes: [] },
      ...{ controlled: false, timeCritical: false, holdBelow: null, demonstration: true, retired: false },
    })
    store.put(WardProduct, {
      ...{ id: productId(name), genericId: genericId(name), brand: null, form: 'tablet', unit: 'tablet' },
      strengths: [{ ingredient: name, amount: amount('500', 'mg') }],
      ...{ per: amount('1', '1'), routes: ['oral'], demonstration: true, retired: false },
    })
  }
  store.put(WardRulePack, {
    ...{ id: PACK, name: 'Base', version: '1', source: 'Test', rules: 0, demonstration: true },
    ...{ signedBy: null, signedAt: null, retired: false },
  })
  const entry = (name: Name, change: Partial<Order> = {}): Order => ({
    ...{ admissionId, genericId: genericId(name), dose: amount('500', 'mg'), route: 'oral', basis: knows },
    timing: { type: 'times', times: ['08:00', '20:00'] },
    ...change,
  })
  const order = (name: Name, change: Partial<Order> = {}) =>
    applied(store.run(prescribe, entry(name, change), { roles: ['clinician'] })).result.orderId as string
  return { ...ward, patientId: kamala.patientId, entry, order }
}
