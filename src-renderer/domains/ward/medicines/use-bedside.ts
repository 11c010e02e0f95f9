import { useState } from 'react'
import type { MedicinesView, OrderView, VerdictView } from '../../../../src-shared/domains/ward/medicine-views.ts'
import { type Refusal, refusalOf, useApiClient } from '../../../platform/api.ts'
import { isAtBed } from '../../../platform/bedside.ts'
import { useScans } from '../../../platform/scanning/use-scans.ts'

/** What is about to be given: by a scan with its verdict, or by hand without one. */
export interface Giving {
  /** A new one for each scan, so that what was typed for another is gone. */
  key: number
  order: OrderView | null
  dueAt: number | null
  verdict: VerdictView | null
  patientScanned: boolean
}

let scans = 0

/** Takes scans of drugs for one patient, and answers each with its verdict. */
export function useBedside({ admissionId, orders }: MedicinesView) {
  const client = useApiClient()
  const [giving, setGiving] = useState<Giving | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const scan = async (code: string) => {
    setRefusal(null)
    try {
      const verdict = await client.medicines.scan.query({ admissionId, code })
      const order = orders.find(({ orderId }) => orderId === verdict.orderId) ?? null
      setGiving({ key: ++scans, order, dueAt: verdict.dueAt, verdict, patientScanned: isAtBed(admissionId) })
    } catch (error) {
      setRefusal(refusalOf(error))
    }
  }
  useScans({ accepts: ['drug'], run: ({ code }) => void scan(code) })
  return {
    giving,
    refusal,
    byHand: (order: OrderView, dueAt: number | null) =>
      setGiving({ key: ++scans, order, dueAt, verdict: null, patientScanned: isAtBed(admissionId) }),
    close: () => setGiving(null),
  }
}
