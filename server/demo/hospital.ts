import type { Role } from '../../src-shared/kernel/actor.ts'

export interface DemoWard {
  code: string
  name: string
  specialty: string
  rooms: { name: string; isolation: boolean; beds: string[] }[]
  /** Share of beds with a patient, and youngest and oldest age in years. */
  occupancy: number
  ages: readonly [number, number]
  sex: 'female' | 'male' | null
  reasons: readonly string[]
}

const beds = (from: number, count: number) => Array.from({ length: count }, (_, i) => String(from + i).padStart(2, '0'))
const bays = (count: number, size: number) =>
  Array.from({ length: count }, (_, i) => ({ name: `Bay ${i + 1}`, isolation: false, beds: beds(1 + i * size, size) }))
const sideRooms = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => ({ name: `Side room ${i + 1}`, isolation: true, beds: beds(from + i, 1) }))

const MEDICAL = [
  'Community-acquired pneumonia',
  'Heart failure',
  'COPD exacerbation',
  'Dengue fever',
  'Stroke',
  'Urinary sepsis',
  'Diabetic ketoacidosis',
  'Acute kidney injury',
  'Cellulitis',
  'Leptospirosis',
]
const SURGICAL = [
  'Appendicitis, day 1 after operation',
  'Cholecystitis',
  'Bowel obstruction',
  'Inguinal hernia repair',
  'Diabetic foot',
  'Pancreatitis',
  'Laparotomy, day 2',
]
const ORTHOPAEDIC = [
  'Hip fracture',
  'Tibial fracture',
  'Knee replacement, day 2',
  'Septic arthritis',
  'Colles fracture',
]

export const DEMO_WARDS: readonly DemoWard[] = [
  {
    code: 'W1',
    name: 'Medical ward, women',
    specialty: 'Medicine',
    rooms: [...bays(7, 4), ...sideRooms(29, 4)],
    occupancy: 0.9,
    ages: [19, 92],
    sex: 'female',
    reasons: MEDICAL,
  },
  {
    code: 'W2',
    name: 'Medical ward, men',
    specialty: 'Medicine',
    rooms: [...bays(6, 4), ...sideRooms(25, 4)],
    occupancy: 0.85,
    ages: [18, 90],
    sex: 'male',
    reasons: MEDICAL,
  },
  {
    code: 'W3',
    name: 'Surgical ward',
    specialty: 'Surgery',
    rooms: [...bays(6, 4), ...sideRooms(25, 2)],
    occupancy: 0.8,
    ages: [17, 85],
    sex: null,
    reasons: SURGICAL,
  },
  {
    code: 'W4',
    name: 'Orthopaedic ward',
    specialty: 'Orthopaedics',
    rooms: bays(5, 4),
    occupancy: 0.75,
    ages: [17, 94],
    sex: null,
    reasons: ORTHOPAEDIC,
  },
  {
    code: 'W5',
    name: 'Paediatric ward',
    specialty: 'Paediatrics',
    rooms: [...bays(4, 4), ...sideRooms(17, 2)],
    occupancy: 0.7,
    ages: [0, 13],
    sex: null,
    reasons: ['Bronchiolitis', 'Dengue fever', 'Gastroenteritis', 'Asthma', 'Febrile convulsion'],
  },
  {
    code: 'W6',
    name: 'Maternity ward',
    specialty: 'Obstetrics',
    rooms: bays(4, 4),
    occupancy: 0.7,
    ages: [18, 41],
    sex: 'female',
    reasons: ['Labour', 'Caesarean section, day 1', 'Pre-eclampsia', 'Gestational diabetes'],
  },
  {
    code: 'W7',
    name: 'High dependency unit',
    specialty: 'Medicine',
    rooms: [{ name: 'Main room', isolation: false, beds: beds(1, 8) }],
    occupancy: 0.9,
    ages: [25, 85],
    sex: null,
    reasons: ['Septic shock', 'Respiratory failure', 'Upper GI bleed', 'Dengue shock'],
  },
]

/** Sign-in data of the demonstration; the README prints the same. */
export const DEMO_PASSWORD = 'galle-demo-2026'
export const DEMO_STAFF: readonly { username: string; displayName: string; roles: Role[]; pin: string }[] = [
  { username: 'nimali', displayName: 'Nimali Perera', roles: ['nurse'], pin: '1111' },
  { username: 'kumari', displayName: 'Kumari Silva', roles: ['nurse'], pin: '2222' },
  { username: 'ruwan', displayName: 'Ruwan Bandara', roles: ['nurse'], pin: '3333' },
  { username: 'fathima', displayName: 'Fathima Nazeer', roles: ['nurse'], pin: '4444' },
  { username: 'sivakumar', displayName: 'Dr A. Sivakumar', roles: ['clinician'], pin: '5555' },
  { username: 'jayasinghe', displayName: 'Dr M. Jayasinghe', roles: ['clinician'], pin: '5656' },
  { username: 'dilani', displayName: 'Dilani Fernando', roles: ['pharmacist'], pin: '6666' },
  { username: 'suresh', displayName: 'Suresh Kandiah', roles: ['labTechnician'], pin: '7777' },
  { username: 'priyanka', displayName: 'Priyanka Herath', roles: ['cashier'], pin: '8888' },
  { username: 'admin', displayName: 'Upul Gamage', roles: ['administrator'], pin: '9999' },
]
