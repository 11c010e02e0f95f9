import type { AuditEvent } from './read-file.ts'

/** What of FHIR R4 AuditEvent is written; ids only, as in the audit itself. */
interface Coding {
  system: string
  code: string
  display?: string
}
interface Reference {
  type: string
  identifier: { system: string; value: string }
}
interface Agent {
  type?: { coding: Coding[] }
  who: Reference
  requestor: boolean
  purposeOfUse?: { coding: Coding[] }[]
  policy?: string[]
}
export interface FhirAuditEvent {
  resourceType: 'AuditEvent'
  id: string
  type: Coding
  subtype: Coding[]
  action: 'C' | 'R' | 'U' | 'D' | 'E'
  period?: { start: string; end: string }
  recorded: string
  outcome: '0' | '4' | '8'
  purposeOfEvent?: { coding: Coding[] }[]
  agent: Agent[]
  source: { observer: Reference; type: Coding[] }
  entity: { what: Reference; type: Coding; role?: Coding }[]
}

const SYSTEM = 'urn:carecode'
const TYPES = 'http://terminology.hl7.org/CodeSystem/audit-event-type'
const ENTITIES = 'http://terminology.hl7.org/CodeSystem/audit-entity-type'
const ROLES = 'http://terminology.hl7.org/CodeSystem/object-role'
const REASONS = 'http://terminology.hl7.org/CodeSystem/v3-ActReason'
const SOURCES = 'http://terminology.hl7.org/CodeSystem/security-source-type'
const DCM = 'http://dicom.nema.org/resources/ontology/DCM'

const reference = (type: string, kind: string, value: string): Reference => ({
  type,
  identifier: { system: `${SYSTEM}:${kind}`, value },
})
const instant = (at: number) => new Date(at).toISOString()

/** One entry as an AuditEvent of FHIR R4. `recorded` is when the server received it; when it happened is in `period`. */
export function fhirOf(event: AuditEvent): FhirAuditEvent {
  const { at, receivedAt, action } = event
  return {
    resourceType: 'AuditEvent',
    id: idOf(event),
    type: typeOf(action),
    subtype: [{ system: `${SYSTEM}:audit-action`, code: action }],
    action: verbOf(action),
    ...(at === null ? {} : { period: { start: instant(at), end: instant(at) } }),
    recorded: instant(receivedAt ?? at ?? 0),
    outcome: event.status === 'rejected' || event.status === 'quarantined' ? '4' : '0',
    ...(event.reason?.by === 'breakGlass' ? { purposeOfEvent: [{ coding: [BREAK_GLASS] }] } : {}),
    agent: agentsOf(event),
    source: {
      observer: reference('Device', 'workstation', event.device),
      type: [{ system: SOURCES, code: event.of === 'workstation' ? '1' : '4' }],
    },
    entity: entitiesOf(event),
  }
}
const BREAK_GLASS: Coding = { system: REASONS, code: 'BTG', display: 'break the glass' }

/** FHIR ids: at most 64 letters, digits, points and dashes. */
const idOf = ({ of, chain, device, seq }: AuditEvent) =>
  `${of === 'workstation' ? chain : `${of.slice(0, 12)}.${device.slice(0, 36)}`}.${seq}`.replaceAll('_', '-')

function typeOf(action: string): Coding {
  if (action.startsWith('session.')) return { system: DCM, code: '110114', display: 'User Authentication' }
  if (action.startsWith('audit.')) return { system: DCM, code: '110101', display: 'Audit Log Used' }
  return { system: TYPES, code: 'rest', display: 'RESTful Operation' }
}

function verbOf(action: string): FhirAuditEvent['action'] {
  if (action.startsWith('read.')) return 'R'
  if (!action.startsWith('command:')) return 'E'
  if (/\.(register|admit|record|add|break)/.test(action)) return 'C'
  return 'U'
}

function agentsOf({ actor, behalf, device, of, reason }: AuditEvent): Agent[] {
  const why = reason?.by === 'breakGlass' ? { purposeOfUse: [{ coding: [BREAK_GLASS] }] } : {}
  const policy = reason?.by === 'role' ? { policy: reason.roles.map((role) => `${SYSTEM}:role:${role}`) } : {}
  const machine: Agent = { who: reference('Device', 'workstation', device), requestor: actor === null }
  const person =
    actor === null ? [] : [{ who: reference('Practitioner', 'user', actor), requestor: true, ...why, ...policy }]
  const other = behalf === null ? [] : [{ who: reference('Practitioner', 'user', behalf), requestor: false }]
  return of === 'workstation' || actor === null ? [...person, ...other, machine] : [...person, ...other]
}

function entitiesOf({ patients, subject, ward }: AuditEvent): FhirAuditEvent['entity'] {
  const patient = {
    type: { system: ENTITIES, code: '1', display: 'Person' },
    role: { system: ROLES, code: '1', display: 'Patient' },
  }
  const thing = { type: { system: ENTITIES, code: '2', display: 'System Object' } }
  return [
    ...patients.map((id) => ({ what: reference('Patient', 'patient', id), ...patient })),
    ...(subject === null || patients.includes(subject)
      ? []
      : [{ what: reference('Basic', 'subject', subject), ...thing }]),
    ...(ward === null ? [] : [{ what: reference('Location', 'ward', ward), ...thing }]),
  ]
}
