const id = (n: number) => `019abcde-0000-7000-8000-${String(n).padStart(12, '0')}`
const AT = 1_795_000_000_000
const person = {
  phn: '1000001V',
  familyName: 'Perera',
  givenName: 'Nimali',
  title: 'Mrs',
  sex: 'female',
  birthDate: '1980-02-03',
}

const closing = { itemId: id(2), how: 'acknowledged', note: 'Spoken with the ward' }

/** An input of every command, as a workstation sends it. */
export const EXAMPLES: Readonly<Record<string, Record<string, unknown>>> = {
  'identity.addUser': { username: 'nimali', displayName: 'Nimali Perera', roles: ['nurse'] },
  'identity.setPin': { userId: id(9), verifier: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2g' },
  'identity.grantScopes': { deviceId: id(7), scopes: ['patient', 'reference'] },
  'identity.revokeWorkstation': { deviceId: id(7), reason: 'Broken' },
  'identity.askRebuild': { deviceId: id(7) },
  'identity.setPolicy': {
    ...{ blankSeconds: 60, lockSeconds: 180, shiftHours: 12, pinDigits: 4, offlineShift: true },
    ...{ breakGlassHours: 4, cacheLeaseHours: 72 },
  },
  'identity.setBadge': { userId: id(9), codeHash: '$badge$c2FsdHNhbHQ$aGFzaGhhc2g' },
  'identity.breakGlass': { patientId: id(1), patientName: 'Perera', reason: 'emergency', note: 'Cardiac arrest' },
  'identity.reviewBreakGlass': { breakGlassId: id(2), outcome: 'justified', note: 'Was called to help' },
  'identity.closeInboxItem': closing,
  'patients.closeInboxItem': closing,
  'ward.closeInboxItem': closing,
  'patients.register': {
    familyName: 'Perera',
    givenName: 'Nimali',
    sex: 'female',
    birthDate: '1980-02-03',
    nic: '805340123V',
    phone: '0771234567',
  },
  'patients.update': { patientId: id(1), changes: { phone: { from: '0771234567', to: '0777654321' } } },
  'patients.recordAllergy': { patientId: id(1), substance: 'Penicillin', reaction: 'Rash', severity: 'moderate' },
  'patients.confirmNoAllergies': { patientId: id(1) },
  'patients.retractAllergy': { allergyId: id(2), reason: 'Another patient was meant' },
  'patients.recordEncounter': { patientId: id(1), class: 'AMB', startedAt: AT },
  'patients.recordCondition': { patientId: id(1), display: 'Asthma', onsetAt: AT },
  'ward.defineWard': { code: 'W1', name: 'Medical ward', rooms: [{ name: 'Bay 1', beds: ['01', '02'] }] },
  'ward.admit': { patientId: id(1), patient: person, wardId: id(3), bedId: id(4), reason: 'Pneumonia' },
  'ward.recordPastAdmission': {
    patientId: id(1),
    patient: person,
    wardId: id(3),
    admittedAt: AT,
    dischargedAt: AT + 86_400_000,
  },
  'ward.transfer': { admissionId: id(5), toBedId: id(4) },
  'ward.discharge': { admissionId: id(5), stage: 'clinical' },
  'ward.cancelDischarge': { admissionId: id(5), reason: 'Fever again' },
  'ward.recordVitals': {
    admissionId: id(5),
    patientId: id(1),
    takenAt: AT,
    respirationRate: 18,
    spo2: 96,
    onOxygen: false,
    systolic: 122,
    diastolic: 80,
    pulse: 78,
    consciousness: 'A',
    temperature: 37.2,
  },
  'ward.markVitalsInError': { vitalsId: id(2), reason: 'Wrong patient' },
  'ward.setIsolation': { admissionId: id(5), from: 'none', to: 'contact' },
  'ward.setSpo2Scale': { admissionId: id(5), from: 1, to: 2 },
  'ward.setObservationInterval': { admissionId: id(5), from: null, to: 60 },
}
