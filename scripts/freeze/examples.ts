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

const order = {
  ...{ genericId: id(11), dose: { nano: 1_000_000_000, unit: 'g' }, route: 'oral' },
  timing: { type: 'times', times: ['08:00', '20:00'] },
  basis: { allergies: [], weightKg: 60, weighedAt: AT, heightCm: 165, egfr: null },
}
const dose = {
  ...{ orderId: id(13), admissionId: id(5), patientId: id(1), dueAt: AT, outcome: 'given' },
  ...{ dose: { nano: 1_000_000_000, unit: 'g' }, patientScanned: true, drugScanned: true },
}

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
  'identity.setChartAccess': { userId: id(9), wards: [id(3)] },
  'identity.resetPassword': { userId: id(9) },
  'identity.grantRole': {
    ...{ userId: id(9), role: 'nurse', wardId: id(3), relationship: 'covering' },
    ...{ validFrom: 1_772_438_400_000, validUntil: 1_772_524_800_000 },
  },
  'identity.endGrant': { userId: id(9), grantId: id(5), role: 'nurse', forCause: false, reason: 'Moved to ward 5' },
  'identity.changeUser': { userId: id(9), username: 'nimali', displayName: 'Nimali Perera' },
  'identity.deactivateUser': { userId: id(9), forCause: false, reason: 'Retired' },
  'identity.reactivateUser': { userId: id(9) },
  'identity.breakGlass': { patientId: id(1), patientName: 'Perera', reason: 'emergency', note: 'Cardiac arrest' },
  'identity.reviewBreakGlass': { breakGlassId: id(2), outcome: 'justified', note: 'Was called to help' },
  'identity.closeInboxItem': closing,
  'patients.closeInboxItem': closing,
  'pharmacy.closeInboxItem': closing,
  'ward.closeInboxItem': closing,
  'pharmacy.defineMedicine': {
    ...{ name: 'paracetamol', ingredients: ['paracetamol'], atc: 'N02BE01', demonstration: true },
    products: [
      {
        form: 'tablet',
        unit: 'tablet',
        strengths: [{ ingredient: 'paracetamol', amount: { nano: 500_000_000, unit: 'mg' } }],
        per: { nano: 1_000_000_000, unit: '1' },
        routes: ['oral'],
        packs: [{ size: 100, gtin: '02000000000015' }],
      },
    ],
  },
  'pharmacy.retireMedicine': { genericId: id(11), reason: 'Not bought any more' },
  'pharmacy.defineRulePack': {
    name: 'Base rules',
    version: '1',
    source: 'Demonstration, unverified',
    demonstration: true,
  },
  'pharmacy.addRules': {
    packId: id(12),
    interactions: [
      {
        ...{ a: 'B01AA03', b: 'N02BA01', severity: 'major', evidence: 'established' },
        ...{ effect: 'Bleeding', advice: 'Choose another analgesic' },
      },
    ],
  },
  'pharmacy.signRulePack': { packId: id(12) },
  'pharmacy.retireRulePack': { packId: id(12), reason: 'Version 2 is signed' },
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
  'ward.prescribe': { admissionId: id(5), ...order },
  'ward.changeOrder': { orderId: id(13), ...order },
  'ward.holdOrder': { orderId: id(13), reason: 'Nil by mouth' },
  'ward.resumeOrder': { orderId: id(13) },
  'ward.stopOrder': { orderId: id(13), reason: 'Course complete' },
  'ward.recordAdministration': dose,
  'ward.recordWitnessedAdministration': { ...dose, witnessDose: { nano: 1_000_000_000, unit: 'g' } },
  'ward.markAdministrationInError': { administrationId: id(14), reason: 'Another patient was meant' },
  'ward.recordEffect': { administrationId: id(14), helped: 'partly' },
  'ward.markVitalsInError': { vitalsId: id(2), reason: 'Wrong patient' },
  'ward.setIsolation': { admissionId: id(5), from: 'none', to: 'contact' },
  'ward.setSpo2Scale': { admissionId: id(5), from: 1, to: 2 },
  'ward.setObservationInterval': { admissionId: id(5), from: null, to: 60 },
}
