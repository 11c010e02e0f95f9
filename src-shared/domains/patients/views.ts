/** What the screens of patients read: made by src-main/domains/patients/queries. */
export interface PatientHit {
  patientId: string
  phn: string
  familyName: string
  givenName: string
  title: string | null
  sex: 'female' | 'male' | 'other' | 'unknown'
  birthDate: string | null
  nic: string | null
  phone: string | null
  locality: string | null
  deceased: boolean
  pending: boolean
}

export interface DuplicateHit extends PatientHit {
  /** log2 weight. */
  score: number
  verdict: 'review' | 'suggest'
  /** What agreed and what did not, in words of the rule: `birthDate +15.1`. */
  evidence: { field: string; agrees: boolean; weight: number }[]
}

export interface AllergyView {
  allergyId: string
  substance: string
  reaction: string | null
  severity: 'mild' | 'moderate' | 'severe' | null
  recordedAt: number
  recordedBy: string
  status: 'active' | 'enteredInError'
  pending: boolean
}

/** Everything the banner shows (NHS CUI), and the front page of the record. */
export interface PatientView extends PatientHit {
  birthDateEstimated: boolean
  identity: 'known' | 'newborn' | 'unknown'
  nextOfKinName: string | null
  nextOfKinPhone: string | null
  deceasedAt: number | null
  registeredAt: number
  allergyStatus: 'known' | 'none' | 'notRecorded' | 'unavailable'
  allergies: AllergyView[]
}

/** History is kept at the server and needs a connection. */
export interface HistoryView {
  encounters: {
    id: string
    class: string
    type: string | null
    reason: string | null
    startedAt: number
    endedAt: number | null
  }[]
  conditions: {
    id: string
    display: string
    clinicalStatus: string | null
    onsetAt: number | null
    abatedAt: number | null
  }[]
}
