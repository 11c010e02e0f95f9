export { activeAllergies } from './queries/active-allergies.ts'
export { holdsAllergies } from './queries/allergies-here.ts'
export { type PatientFace, patientFaces } from './queries/faces.ts'
export { patientsRouter } from './router.ts'
