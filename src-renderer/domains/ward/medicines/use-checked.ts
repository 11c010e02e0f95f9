import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../../platform/api.ts'
import { clinicalNow } from '../../../platform/now.ts'
import { keyOf, orderOf, type PrescribeForm } from './prescribe-form.ts'

/** The order that is being written with what the checks say of it. `orderId`: the one that it is to replace. */
export function useChecked(form: PrescribeForm, admissionId: string, orderId: string | null) {
  const api = useApi()
  const asked = orderOf(form, admissionId, [], 0)
  const check = useQuery(
    // the same order with another reason is no other order: nothing is asked anew for it
    api.medicines.check.queryOptions(
      { ...(asked ?? nothing(admissionId)), orderId },
      { enabled: asked !== null, staleTime: 5_000 },
    ),
  ).data
  const findings = (asked && check?.findings) || []
  const isOpen = findings.some(
    (one) => one.level === 'hardStop' || (one.level === 'interrupt' && !form.reasons[keyOf(one)]),
  )
  /** Null: something is missing, or a check speaks against it. */
  const order = asked && !isOpen && check ? orderOf(form, admissionId, findings, clinicalNow()) : null
  return { findings, checkedBy: check?.checkedBy ?? ('signed' as const), order }
}

/** Never asked: the query waits for an order. */
const nothing = (admissionId: string) => ({
  ...{ admissionId, genericId: '', dose: { nano: 1, unit: 'mg' as const }, route: 'oral' as const },
  timing: { type: 'stat' as const },
})
