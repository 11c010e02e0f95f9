import { references, type ServiceConstraints, unique } from '../../../platform/testing/model-store/constraints.ts'

/** The old card's nine digits with a letter stand for the twelve of the new one. */
const twelveDigits = (nic: string) => (/^[0-9]{9}[VXvx]$/.test(nic) ? `19${nic.slice(0, 5)}0${nic.slice(5, 9)}` : nic)

export const patientsConstraints: ServiceConstraints = {
  'patients.patient': {
    unique: [
      unique('patient_phn_key', ['phn']),
      unique('patient_source_key', ['sourceId'], 'source_id IS NOT NULL'),
      {
        name: 'patient_nic_active',
        definition: `(facility_id, ( CASE WHEN (nic ~ '^[0-9]{9}[VXvx]$'::text) THEN ((('19'::text || substr(nic, 1, 5)) || '0'::text) || substr(nic, 6, 4)) ELSE nic END)) WHERE ((nic IS NOT NULL) AND (status = 'active'::text))`,
        key: ({ nic, status }) => (typeof nic === 'string' && status === 'active' ? twelveDigits(nic) : null),
      },
    ],
    references: [
      references('patient', 'motherId', 'patients.patient'),
      references('patient', 'mergedInto', 'patients.patient'),
    ],
    integers: ['birthOrder'],
  },
  'patients.allergy': { references: [references('allergy', 'patientId', 'patients.patient')] },
  'patients.encounter': { references: [references('encounter', 'patientId', 'patients.patient')] },
  'patients.condition': { references: [references('condition', 'patientId', 'patients.patient')] },
}
