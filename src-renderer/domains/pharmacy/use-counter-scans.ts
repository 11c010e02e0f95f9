import { useState } from 'react'
import { useText } from '../../messages/index.ts'
import { refusalOf, useApiClient } from '../../platform/api.ts'
import { useScans } from '../../platform/scanning/use-scans.ts'
import { type CounterForm, withLine } from './counter-form.ts'

/** A scanned box is a line on the counter. `said`: what is wrong with the last one. */
export function useCounterBoxes(departmentId: string, form: CounterForm, set: (form: CounterForm) => void) {
  const t = useText()
  const client = useApiClient()
  const [said, setSaid] = useState<string | null>(null)
  const box = async (code: string) => {
    const found = await client.pharmacy.stock.scan.query({ departmentId, code })
    if (!found) return setSaid(t('counter.scanUnknown'))
    if (!found.line) return setSaid(t('counter.scanNotHere', { name: found.product.medicine.name }))
    if (found.lot && !found.batch) setSaid(t('counter.scanLot', { lot: found.lot }))
    set(withLine(form, found.product.product.productId, found.batch?.stockId ?? null))
  }
  return {
    said,
    setSaid,
    scan(code: string) {
      setSaid(null)
      box(code).catch((error) => setSaid(refusalOf(error).cause))
    },
  }
}

/** At the counter a wristband also says who it is for. */
export function useCounterScans(departmentId: string, form: CounterForm, set: (form: CounterForm) => void) {
  const t = useText()
  const client = useApiClient()
  const { said, setSaid, scan } = useCounterBoxes(departmentId, form, set)
  const person = async (code: string) => {
    const hits = await client.patients.search.query({ text: code, limit: 2 })
    const hit = hits.find((each) => each.phn === code.toUpperCase())
    if (!hit) return setSaid(t('nav.scanUnknown', { text: code }))
    set({ ...form, patientId: hit.patientId })
  }
  useScans({
    accepts: ['drug', 'patient'],
    run({ kind, code }) {
      if (kind === 'drug') return scan(code)
      setSaid(null)
      person(code).catch((error) => setSaid(refusalOf(error).cause))
    },
  })
  return { said }
}
