import { Admission, admit, Bed, bht, defineWard } from '../domains/ward/index.ts'
import { applied, HOUR, MemoryStore, MORNING, testId } from './memory-store.ts'

export const kamala = {
  patientId: testId(10),
  patient: { phn: '1000001V', familyName: 'Perera', givenName: 'Kamala', sex: 'female', birthDate: '1980-05-17' },
} as const
export const nimal = {
  patientId: testId(11),
  patient: { phn: '1000002T', familyName: 'Silva', givenName: 'Nimal', sex: 'male', birthDate: '1975-01-02' },
} as const

/** Ward 7 with beds 1 to 3, Ward 9 with bed A; Kamala Perera has been in bed 1 of Ward 7 for two hours. */
export function wardSeven() {
  const store = new MemoryStore([bht])
  const ward = (code: string, beds: string[]) =>
    applied(store.run(defineWard, { code, name: `Ward ${code}`, rooms: [{ name: `Bay ${code}`, beds }] })).result
      .wardId as string
  const seven = ward('7', ['1', '2', '3'])
  const nine = ward('9', ['A'])
  const bed = (label: string) => {
    const found = store.all(Bed).find((each) => each.label === label)
    if (!found) throw new Error(`no bed ${label}`)
    return found
  }
  const admittedAt = MORNING - 2 * HOUR
  const { result } = applied(
    store.run(admit, { ...kamala, wardId: seven, bedId: bed('1').id, admittedAt, reason: 'Pneumonia' }),
  )
  const admissionId = result.admissionId as string
  return { store, seven, nine, bed, admissionId, admission: () => store.get(Admission, admissionId) }
}
