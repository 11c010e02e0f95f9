import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { registry } from '../../../src-shared/domains/registry.ts'
import { planBundle } from './plan-bundle.ts'
import { readBundle } from './read-bundle.ts'

const OPTIONS = {
  facilityId: '019abcde-0000-7000-8000-000000000001',
  importWardId: '019abcde-0000-7000-8000-000000000002',
  registry,
  now: Date.UTC(2026, 10, 23),
}
const PATIENT = {
  resourceType: 'Patient',
  id: 'p1',
  name: [{ family: 'Perera', given: ['Nimali'] }],
  gender: 'female',
  birthDate: '1980-02-03',
}
const ENCOUNTER = {
  resourceType: 'Encounter',
  id: 'e1',
  status: 'finished',
  class: { code: 'IMP' },
  subject: { reference: 'urn:uuid:p1' },
  period: { start: '2020-01-01T10:00:00Z', end: '2020-01-03T10:00:00Z' },
}
const vital = (id: string, loinc: string, value: number, unit: string, more: object = {}) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  category: [{ coding: [{ code: 'vital-signs' }] }],
  code: { coding: [{ code: loinc, display: loinc }] },
  subject: { reference: 'urn:uuid:p1' },
  encounter: { reference: 'urn:uuid:e1' },
  effectiveDateTime: '2020-01-01T12:00:00Z',
  valueQuantity: { value, unit, code: unit },
  ...more,
})
const plan = (...resources: object[]) =>
  planBundle(
    resources.map((resource) => ({
      fullUrl: `urn:uuid:${(resource as { id: string }).id}`,
      resource: resource as never,
    })),
    OPTIONS,
  )
const planned = (...resources: object[]) => {
  const result = plan(...resources)
  if (!result.ok) throw new Error(result.error)
  return result.value
}

describe('a FHIR bundle becomes commands', () => {
  it('Given an inpatient stay, then it is history and a past admission, and its vitals belong to the admission', () => {
    const { commands } = planned(
      PATIENT,
      ENCOUNTER,
      vital('o1', '8867-4', 88, '/min'),
      vital('o2', '9279-1', 18, '/min'),
    )
    expect(commands.map((c) => c.name)).toEqual([
      'patients.register',
      'patients.recordEncounter',
      'ward.recordPastAdmission',
      'ward.recordVitals',
    ])
    const [, , admission, vitals] = commands
    expect(vitals?.input).toMatchObject({ pulse: 88, respirationRate: 18, admissionId: admission?.ids.admission })
  })

  it('Given an outpatient visit, then it is kept as history only', () => {
    const { commands } = planned(PATIENT, { ...ENCOUNTER, class: { code: 'AMB' } })
    expect(commands.map((c) => c.name)).toEqual(['patients.register', 'patients.recordEncounter'])
  })

  it('Given the same bundle twice, then every command has the same id', () => {
    const ids = () => planned(PATIENT, ENCOUNTER, vital('o1', '8867-4', 88, '/min')).commands.map((c) => c.commandId)
    expect(ids()).toEqual(ids())
    expect(new Set(ids()).size).toBe(ids().length)
  })

  it('Given a temperature in Fahrenheit, then it is stored in Celsius; an unknown unit is kept beside its number', () => {
    const { commands } = planned(PATIENT, vital('o1', '8310-5', 98.6, '[degF]'), vital('o2', '29463-7', 11, 'stone'))
    const sets = commands.filter((c) => c.name === 'ward.recordVitals')
    expect(sets[0]?.input.temperature).toBeCloseTo(37, 6)
    expect(sets[0]?.input.others).toEqual([{ code: '29463-7', display: '29463-7', value: 11, unit: 'stone' }])
    expect(sets[0]?.input.weightKg).toBeUndefined()
  })

  it('Given two values of one sign at one moment, then both are kept, in two sets', () => {
    const { commands } = planned(PATIENT, vital('o1', '8867-4', 88, '/min'), vital('o2', '8867-4', 91, '/min'))
    expect(commands.filter((c) => c.name === 'ward.recordVitals').map((c) => c.input.pulse)).toEqual([88, 91])
  })

  it('Given an observation entered in error or without a value, then it is skipped with its reason', () => {
    const { skipped } = planned(
      PATIENT,
      vital('o1', '8867-4', 88, '/min', { status: 'entered-in-error' }),
      vital('o2', '8867-4', 1, '/min', { valueQuantity: {} }),
    )
    expect(skipped.map((s) => s.reason)).toEqual(['status is entered-in-error', 'no measured value'])
  })

  it('Given an impossible value, then that observation is skipped by name and the rest is taken', () => {
    const { skipped, taken } = planned(PATIENT, vital('o1', '59408-5', 250, '%'), vital('o2', '8867-4', 88, '/min'))
    expect(skipped).toEqual([{ resource: 'Observation', id: 'o1', reason: expect.stringMatching(/^refused: spo2: /) }])
    expect(taken.Observation).toBe(1)
  })

  it('Given a patient that cannot be registered, then the bundle is refused in one line that names it', () => {
    const nameless = { ...PATIENT, telecom: [{ system: 'phone', value: '1' }], birthDate: '1980-02-31' }
    expect(plan(nameless)).toEqual({ ok: false, error: expect.stringMatching(/^Patient\/p1: birthDate: /) })
  })
})

describe('a broken file', () => {
  const file = async (name: string, content: string | Buffer) => {
    const path = join(await mkdtemp(join(tmpdir(), 'fhir-')), name)
    await writeFile(path, content)
    return path
  }
  it.each([
    ['cut-off.json', '{"resourceType":"Bundle","entry":[', 'not valid JSON'],
    [
      'cut-off.json.gz',
      gzipSync('{"resourceType":"Bundle","entry":[{}]}').subarray(0, 30),
      'the gzip file is damaged or cut off',
    ],
    ['patient.json', JSON.stringify(PATIENT), 'this is not a FHIR Bundle'],
    ['empty.json', '{"resourceType":"Bundle","entry":[]}', 'the bundle has no entries'],
    ['latin1.json', Buffer.from([0x7b, 0xff, 0x7d]), 'the file is not UTF-8 text'],
    ['untyped.json', '{"resourceType":"Bundle","entry":[{"resource":{"id":"1"}}]}', 'an entry has no resourceType'],
  ])('Given %s, then one clear line', async (name, content, message) => {
    const result = await readBundle(await file(name, content))
    expect(result.ok).toBe(false)
    expect(!result.ok && result.error).toContain(message)
  })
  it('Given no file, then it says so', async () => {
    expect(await readBundle('/nowhere/at-all.json')).toEqual({ ok: false, error: 'cannot be opened (ENOENT)' })
  })
})

const SYNTHEA = new URL('../../../../shared/data/synthea-r4/', import.meta.url)
const present = existsSync(SYNTHEA)
if (!present) console.log('skipped: ../shared/data/synthea-r4 is not on this machine')

describe.skipIf(!present)('the 57 bundles of real input', () => {
  it('plan whole: every patient, encounter and vital sign of the source, counted by hand from the files', {
    timeout: 120_000,
  }, async () => {
    const total: Record<string, number> = {}
    const source = { Patient: 0, Encounter: 0, vitals: 0 }
    for (const name of readdirSync(SYNTHEA)) {
      const entries = await readBundle(new URL(name, SYNTHEA).pathname)
      if (!entries.ok) throw new Error(`${name}: ${entries.error}`)
      for (const { resource } of entries.value) {
        if (resource.resourceType === 'Patient') source.Patient++
        if (resource.resourceType === 'Encounter') source.Encounter++
        if (JSON.stringify(resource.category ?? null).includes('"vital-signs"')) source.vitals++
      }
      const result = planBundle(entries.value, OPTIONS)
      if (!result.ok) throw new Error(`${name}: ${result.error}`)
      for (const [type, count] of Object.entries(result.value.taken)) total[type] = (total[type] ?? 0) + count
      const measured = result.value.commands
        .filter((c) => c.name === 'ward.recordVitals')
        .flatMap((c) => valuesOf(c.input))
      total.values = (total.values ?? 0) + measured.length
    }
    expect(source).toEqual({ Patient: 57, Encounter: 1094, vitals: 2570 })
    expect(total).toMatchObject({
      Patient: 57,
      Encounter: 1094,
      Observation: 2570,
      AllergyIntolerance: 28,
      Condition: 338,
    })
    // a blood pressure is one observation and two values
    expect(total.values).toBe(2570 + 523)
  })
})

function valuesOf(input: Record<string, unknown>): unknown[] {
  const { patientId: _p, admissionId: _a, takenAt: _t, sourceId: _s, others, ...values } = input
  return [...Object.values(values), ...(others as unknown[])]
}
