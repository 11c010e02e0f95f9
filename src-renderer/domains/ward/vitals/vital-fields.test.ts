import { describe, expect, test } from 'vitest'
import { EMPTY, fieldsOf, findingOf, isComplete, readNumber, readVitals } from './vital-fields.ts'

describe('Given a nurse who types observations', () => {
  test.each([
    ['temperature', '372', 37.2],
    ['temperature', '37,2', 37.2],
    ['temperature', '37.2', 37.2],
    ['temperature', '37', 37],
    ['spo2', '96', 96],
    ['pulse', ' ', null],
    ['pulse', '8a', Number.NaN],
  ] as const)('when %s is typed as %j, then %d is read', (field, text, value) => {
    expect(readNumber(field, text)).toBe(value)
  })

  test.each([
    ['respirationRate', '1', false],
    ['respirationRate', '18', true],
    ['respirationRate', '8', true],
    ['spo2', '9', false],
    ['spo2', '96', true],
    ['spo2', '10', false],
    ['spo2', '100', true],
    ['spo2', '34', false],
    ['systolic', '12', false],
    ['systolic', '120', true],
    ['diastolic', '78', true],
    ['diastolic', '11', false],
    ['pulse', '12', false],
    ['pulse', '124', true],
    ['temperature', '37', false],
    ['temperature', '372', true],
    ['temperature', '37.2', true],
    ['painScore', '1', false],
  ] as const)('when %s holds %j, then it is complete: %s', (field, text, complete) => {
    expect(isComplete(field, text)).toBe(complete)
  })

  test('when the patient breathes air, then the flow is neither asked nor saved', () => {
    const texts = { ...EMPTY, onOxygen: 'a', oxygenFlow: '4' }
    expect(fieldsOf(texts)).not.toContain('oxygenFlow')
    expect(readVitals(texts)).toMatchObject({ onOxygen: false, oxygenFlow: null })
  })

  test('when the diastolic is not below the systolic, then it is asked about', () => {
    const texts = { ...EMPTY, systolic: '80', diastolic: '120' }
    expect(findingOf('diastolic', texts)?.kind).toBe('diastolicNotBelowSystolic')
  })

  test('when nothing is typed, then nothing is measured and nothing is zero', () => {
    expect(Object.values(readVitals(EMPTY)).every((value) => value === null)).toBe(true)
  })
})
