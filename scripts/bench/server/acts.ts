import { randomInt, randomUUID } from 'node:crypto'
import pg from 'pg'
import type { Answered, Desk } from './desk.ts'
import type { Hospital } from './hospital.ts'

/** What the acts are done on. */
export interface Ground {
  stays: { admissionId: string; patientId: string }[]
  phns: string[]
  /** Beginnings of two names of somebody who is there. */
  names: string[]
  shelf: { departmentId: string; stockId: string }[]
  genericId: string
}
export interface Done extends Answered {
  /** Id of the command that was sent; null: it was a question. */
  commandId: string | null
  service: string
}
export type Act = (desk: Desk, ground: Ground) => Promise<Done>

const pick = <T>(all: readonly T[]): T => all[randomInt(all.length)] as T

async function send(desk: Desk, service: string, name: string, input: Record<string, unknown>): Promise<Done> {
  const commandId = randomUUID()
  const command = { commandId, name, version: 1, input, occurredAt: Date.now(), ids: {} }
  return { ...(await desk.ask('POST', `/v1/${service}/commands`, { commands: [command] })), commandId, service }
}
const search = async (desk: Desk, text: string): Promise<Done> => ({
  ...(await desk.ask('GET', `/v1/patients/search?text=${encodeURIComponent(text)}`)),
  ...{ commandId: null, service: 'patients' },
})

export const vitalsOf = ({ admissionId, patientId }: Ground['stays'][number]) => ({
  ...{ admissionId, patientId, takenAt: Date.now(), respirationRate: randomInt(12, 20), spo2: randomInt(96, 100) },
  ...{ onOxygen: false, systolic: randomInt(111, 140), diastolic: 80, pulse: randomInt(60, 90) },
  ...{ consciousness: 'A', temperature: 36.8 },
})

const FAMILY = ['Perera', 'Silva', 'Fernando', 'Bandara', 'Kandiah', 'Nazeer']

export const ACTS = {
  registration: (desk) =>
    send(desk, 'patients', 'patients.register', {
      ...{ familyName: pick(FAMILY), givenName: `Bench ${randomInt(1_000_000)}`, sex: 'female' },
      ...{ birthDate: `19${randomInt(40, 99)}-0${randomInt(1, 9)}-1${randomInt(0, 9)}` },
    }),
  'id search': (desk, { phns }) => search(desk, pick(phns)),
  'name search': (desk, { names }) => search(desk, pick(names)),
  'vitals save': (desk, { stays }) => send(desk, 'ward', 'ward.recordVitals', vitalsOf(pick(stays))),
  dispense: (desk, { shelf }) => {
    const { departmentId, stockId } = pick(shelf)
    const lines = [{ stockId, quantity: 1, reason: 'Bench' }]
    return send(desk, 'pharmacy', 'pharmacy.dispense', { departmentId, lines })
  },
} as const satisfies Record<string, Act>
export type ActName = keyof typeof ACTS

const ITEMS = 50

/** Shelves with enough of fifty medicines, and samples of who is there. */
export async function groundOf(hospital: Hospital, pharmacist: Desk): Promise<Ground> {
  const db = new pg.Client({ ...hospital.database.connection })
  await db.connect()
  const rows = async <T extends object>(sql: string, values: unknown[] = []) => (await db.query<T>(sql, values)).rows
  try {
    const [department] = await rows<{ id: string }>(`SELECT id FROM pharmacy.department WHERE code = 'DISP'`)
    const [supplier] = await rows<{ id: string }>('SELECT id FROM pharmacy.supplier LIMIT 1')
    const products = await rows<{ id: string; generic: string }>(
      `SELECT p.id, p.generic_id AS generic FROM pharmacy.product p JOIN pharmacy.generic g ON g.id = p.generic_id
       WHERE NOT g.controlled ORDER BY p.id LIMIT ${ITEMS}`,
    )
    const lines = products.map(({ id: productId }, n) => ({
      ...{ productId, lot: `LOAD${n}`, expiry: `${new Date().getFullYear() + 1}-12-31` },
      ...{ packSize: 1_000, packs: 1_000, packPrice: 1 },
    }))
    const invoice = `LOAD ${Date.now()}`
    const input = { departmentId: department?.id, supplierId: supplier?.id, invoice, lines }
    const received = await send(pharmacist, 'pharmacy', 'pharmacy.receiveGoods', input)
    if (received.status !== 200) throw new Error(`goods: ${JSON.stringify(received.body)}`)
    const names = await rows<{ family: string; given: string }>(
      'SELECT family_name AS family, given_name AS given FROM patients.patient ORDER BY md5(id::text) LIMIT 500',
    )
    return {
      stays: await rows(
        `SELECT id AS "admissionId", patient_id AS "patientId" FROM ward.admission WHERE status = 'admitted'`,
      ),
      phns: (await rows<{ phn: string }>('SELECT phn FROM patients.patient ORDER BY md5(phn) LIMIT 2000')).map(
        ({ phn }) => phn,
      ),
      names: names.map(({ family, given }) => `${given.slice(0, 4)} ${family.slice(0, 4)}`),
      shelf: await rows(
        `SELECT s.id AS "stockId", s.department_id AS "departmentId" FROM pharmacy.stock s
         JOIN pharmacy.batch b ON b.id = s.batch_id WHERE b.lot LIKE 'LOAD%'`,
      ),
      genericId: products[0]?.generic ?? '',
    }
  } finally {
    await db.end()
  }
}

/** Of commands that the server said it had taken: those that it does not know. */
export async function lostOf(hospital: Hospital, done: readonly Done[]): Promise<number> {
  const db = new pg.Client({ ...hospital.database.connection })
  await db.connect()
  try {
    let lost = 0
    for (const service of new Set(done.map((each) => each.service))) {
      const ids = done.flatMap(({ commandId, service: of, status }) =>
        commandId !== null && of === service && status === 200 ? [commandId] : [],
      )
      const sql = `SELECT count(*)::int AS known FROM ${pg.escapeIdentifier(service)}.outcome WHERE command_id = ANY($1)`
      const { rows } = await db.query<{ known: number }>(sql, [ids])
      lost += ids.length - (rows[0]?.known ?? 0)
    }
    return lost
  } finally {
    await db.end()
  }
}
