import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { csvOf } from './csv.ts'
import { fhirOf } from './fhir.ts'
import type { EntryLine } from './file.ts'
import { type AuditEvent, eventOf } from './read-file.ts'

const event: AuditEvent = {
  ...{ of: 'workstation', device: 'd', chain: 'c', seq: 3, at: 1_000, receivedAt: 2_000, actor: 'u', behalf: null },
  ...{ action: 'read.chart', subject: 'a', ward: 'w', patients: ['p'], reason: { by: 'role', roles: ['nurse'] } },
  status: null,
}

/** Structure of AuditEvent in FHIR R4 (4.0.1) as far as it is used here: cardinalities, types and the required codes. */
const coding = z.strictObject({
  system: z.url(),
  code: z.string().regex(/^\S+( \S+)*$/),
  display: z.string().optional(),
})
const concept = z.strictObject({ coding: z.array(coding).min(1) })
const reference = z.strictObject({
  type: z.string(),
  identifier: z.strictObject({ system: z.url(), value: z.string().min(1) }),
})
const auditEvent = z.strictObject({
  resourceType: z.literal('AuditEvent'),
  id: z.string().regex(/^[A-Za-z0-9\-.]{1,64}$/),
  type: coding,
  subtype: z.array(coding).optional(),
  action: z.enum(['C', 'R', 'U', 'D', 'E']).optional(),
  period: z.strictObject({ start: z.iso.datetime(), end: z.iso.datetime() }).optional(),
  recorded: z.iso.datetime(),
  outcome: z.enum(['0', '4', '8', '12']).optional(),
  purposeOfEvent: z.array(concept).optional(),
  agent: z
    .array(
      z.strictObject({
        who: reference.optional(),
        requestor: z.boolean(),
        purposeOfUse: z.array(concept).optional(),
        policy: z.array(z.url()).optional(),
      }),
    )
    .min(1),
  source: z.strictObject({ observer: reference, type: z.array(coding).optional() }),
  entity: z.array(z.strictObject({ what: reference, type: coding, role: coding.optional() })).optional(),
})

describe('FHIR AuditEvent', () => {
  it.each<[string, Partial<AuditEvent>]>([
    ['a read', {}],
    ['a command', { action: 'command:ward.admit@1', subject: 'x' }],
    ['a sign-in of nobody', { action: 'session.pinWrong', actor: null, reason: null, patients: [], ward: null }],
    ['a break-glass read', { reason: { by: 'breakGlass', code: 'emergency' } }],
    ['an act for another', { behalf: 'v' }],
    ['a refused command at a service', { of: 'ward', chain: '', status: 'rejected', action: 'command:ward.admit' }],
  ])('given %s, then it has the structure of R4', (_, more) => {
    const made = fhirOf({ ...event, ...more })
    expect(auditEvent.safeParse(made).error).toBeUndefined()
    expect(made.agent.filter(({ requestor }) => requestor)).toHaveLength(1)
  })

  it('given a read by breaking the glass, then its purpose says so, and the patient is an entity', () => {
    const made = fhirOf({ ...event, reason: { by: 'breakGlass', code: 'emergency' } })
    expect(made).toMatchObject({ action: 'R', recorded: '1970-01-01T00:00:02.000Z' })
    expect(made.purposeOfEvent?.[0]?.coding[0]?.code).toBe('BTG')
    expect(made.entity.map(({ what }) => `${what.type} ${what.identifier.value}`)).toEqual([
      'Patient p',
      'Basic a',
      'Location w',
    ])
  })
})

describe('a line for a spreadsheet', () => {
  it.each(['=HYPERLINK("http://x")', '+1+1', '-2+3', '@SUM(A1)', '\t=1', ' =1', '"=1', '|calc'])(
    'given a field %j, then it is text and no formula',
    (subject) => {
      const cell = `"'${subject.replaceAll('"', '""')}"`
      expect(csvOf({ ...event, subject })).toContain(`,${cell},`)
    },
  )

  it('given commas, quotes and line breaks, then they stay within the cell', () => {
    expect(csvOf({ ...event, subject: 'a,b"c\r\nd' })).toContain(',"a,b""c\r\nd",')
  })

  it('given an ordinary read, then its ids stand as they are', () => {
    expect(csvOf(event)).toBe(
      '1970-01-01T00:00:01.000Z,1970-01-01T00:00:02.000Z,u,,read.chart,a,p,w,role,,workstation,d,c,3',
    )
  })
})

it('given an entry of a service’s own chain, then its command, actor and end are read', () => {
  const line: EntryLine = {
    ...{ type: 'entry', seq: 1, prev: '', hash: '', receivedAt: null },
    entry: JSON.stringify({ at: 5, commandId: 'k', name: 'ward.admit', actorId: 'u', status: 'rejected' }),
  }
  expect(eventOf({ of: 'ward', device: 'd', chain: '' }, line)).toMatchObject({
    ...{ action: 'command:ward.admit', actor: 'u', subject: 'k', status: 'rejected', at: 5, patients: [] },
  })
  expect(eventOf({ of: 'ward', device: 'd', chain: '' }, { ...line, entry: 'nonsense' })).toBeNull()
})
