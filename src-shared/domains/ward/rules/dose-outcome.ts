export const outcomes = ['given', 'partial', 'refused', 'withheld', 'notAvailable'] as const
/** Why a dose was not given, or not whole. */
export const notGivenReasons = [
  'patientRefused',
  'nilByMouth',
  'vomiting',
  'asleep',
  'offTheWard',
  'belowHoldLimit',
  'allergySuspected',
  'clinicianAsked',
  'noAccess',
  'outOfStock',
  'other',
] as const
export const noScanReasons = [
  'noWristband',
  'wristbandUnreadable',
  'noBarcode',
  'barcodeUnreadable',
  'scannerBroken',
  'emergency',
] as const

/** Whether something of it is in the patient: it then counts for limits, doubles and the second nurse. */
export const wentIn = ({ outcome }: { outcome: string }) => outcome === 'given' || outcome === 'partial'

/** The same of a record that nobody has marked as an error. */
export const stillCounts = (record: { status: string; outcome: string }) =>
  record.status === 'completed' && wentIn(record)
