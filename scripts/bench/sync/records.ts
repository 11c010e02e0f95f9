/** The record that every contender moves: 280 bytes of JSON, made from its list and position alone. */
export interface BenchRecord {
  id: string
  list: string
  patientId: string
  takenAt: number
  takenBy: string
  status: string
  pulse: number
  systolic: number
  count: number
  note: string
}

/** Four characters, so that every record has the same size. */
export type ListName = string

export const RECORD_BYTES = 280
export const FIRST_TAKEN_AT = 1_700_000_000_000

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0')
/** A UUID of version 7 that carries the list and the position. */
export const idOf = (list: ListName, position: number) => `${idPrefixOf(list)}${hex(position, 12)}`
/** All but the last twelve digits. */
export const idPrefixOf = (list: ListName) =>
  `${[...list].map((letter) => hex(letter.charCodeAt(0), 2)).join('')}-0000-7000-8000-`
const patientOf = (position: number) => `${PATIENT_PREFIX}${hex(position % 5_000, 12)}`

export const PATIENT_PREFIX = '70617469-656e-7000-8000-'
export const NURSE = '6e757273-6500-7000-8000-000000000001'

const NOTE = 'Observed at the bedside. '
export const PADDED_NOTE = NOTE.padEnd(RECORD_BYTES - bytesWithout(), 'x')

function bytesWithout(): number {
  return JSON.stringify({ ...bare('base', 0), note: '' }).length
}

function bare(list: ListName, position: number): Omit<BenchRecord, 'note'> {
  return {
    id: idOf(list, position),
    list,
    patientId: patientOf(position),
    takenAt: FIRST_TAKEN_AT + position,
    takenBy: NURSE,
    status: 'final',
    pulse: 60 + (position % 40),
    systolic: 105 + (position % 60),
    count: 0,
  }
}

export const recordAt = (list: ListName, position: number): BenchRecord => ({
  ...bare(list, position),
  note: PADDED_NOTE,
})

/** Another change than `changed` makes: engines that compare contents would see no conflict in two equal ones. */
export const changedElsewhere = (record: BenchRecord): BenchRecord => ({
  ...record,
  pulse: 60 + ((record.pulse + 2) % 40),
  count: record.count + 1,
})

/** One change of a record: as a nurse who corrects a measurement. */
export const changed = (record: BenchRecord): BenchRecord => ({
  ...record,
  pulse: 60 + ((record.pulse + 1) % 40),
  count: record.count + 1,
})
