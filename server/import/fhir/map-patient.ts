import type { PlanContext } from './plan.ts'
import type { FhirAllergy, FhirCondition, FhirPatient } from './resources.ts'
import { codeOf, instantOf, wordsOf } from './resources.ts'

const GENDERS = ['female', 'male', 'other', 'unknown']
const limited = (text: string | null | undefined, length: number) => text?.trim().slice(0, length) || null

export function mapPatient(patient: FhirPatient, id: string, context: PlanContext): void {
  const name = patient.name?.find((n) => n.use === 'official') ?? patient.name?.[0]
  const phone = patient.telecom?.find((t) => t.system === 'phone')?.value
  const familyName = limited(name?.family ?? name?.text, 80)
  context.plan(`Patient/${patient.id}`, 'register', {
    service: 'patients',
    name: 'patients.register',
    version: 1,
    occurredAt: context.now,
    ids: { patient: id },
    input: {
      familyName,
      givenName: limited(name?.given?.join(' '), 80) ?? '',
      title: limited(name?.prefix?.[0], 20),
      sex: GENDERS.includes(patient.gender ?? '') ? patient.gender : 'unknown',
      birthDate: /^\d{4}-\d{2}-\d{2}$/.test(patient.birthDate ?? '') ? patient.birthDate : null,
      phone: limited(phone, 30),
      locality: limited(patient.address?.[0]?.city ?? patient.address?.[0]?.text, 120),
      deceasedAt: instantOf(patient.deceasedDateTime),
      identity: familyName ? 'known' : 'unknown',
      registeredAt: context.now,
      sourceId: `fhir:${patient.id}`,
    },
  })
}

export function mapAllergy(allergy: FhirAllergy, context: PlanContext): void {
  const skip = (reason: string) => context.skipped.push({ resource: 'AllergyIntolerance', id: allergy.id, reason })
  const patient = context.patients.get(allergy.patient?.reference ?? '')
  if (!patient) return void skip('its patient is not in the bundle')
  const substance = wordsOf(allergy.code)
  if (!substance) return void skip('it names no substance')
  if (['entered-in-error', 'refuted'].includes(codeOf(allergy.verificationStatus) ?? ''))
    return void skip(`verification status is ${codeOf(allergy.verificationStatus)}`)
  if (['inactive', 'resolved'].includes(codeOf(allergy.clinicalStatus) ?? ''))
    return void skip(`clinical status is ${codeOf(allergy.clinicalStatus)}`)
  const reaction = allergy.reaction?.[0]
  context.plan(`AllergyIntolerance/${allergy.id}`, 'recordAllergy', {
    service: 'patients',
    name: 'patients.recordAllergy',
    version: 1,
    occurredAt: context.now,
    ids: { allergy: context.idOf(`AllergyIntolerance/${allergy.id}`) },
    input: {
      patientId: patient.id,
      substance: substance.slice(0, 120),
      code: limited(codeOf(allergy.code), 60),
      reaction: limited(reaction?.manifestation?.map((m) => wordsOf(m)).join(', '), 200),
      severity: ['mild', 'moderate', 'severe'].includes(reaction?.severity ?? '') ? reaction?.severity : null,
      recordedAt: instantOf(allergy.recordedDate ?? allergy.onsetDateTime),
    },
  })
}

export function mapCondition(condition: FhirCondition, context: PlanContext): void {
  const skip = (reason: string) => context.skipped.push({ resource: 'Condition', id: condition.id, reason })
  const patient = context.patients.get(condition.subject?.reference ?? '')
  if (!patient) return void skip('its patient is not in the bundle')
  const display = wordsOf(condition.code)
  if (!display) return void skip('it names no diagnosis')
  if (['entered-in-error', 'refuted'].includes(codeOf(condition.verificationStatus) ?? ''))
    return void skip(`verification status is ${codeOf(condition.verificationStatus)}`)
  context.plan(`Condition/${condition.id}`, 'recordCondition', {
    service: 'patients',
    name: 'patients.recordCondition',
    version: 1,
    occurredAt: context.now,
    ids: { condition: context.idOf(`Condition/${condition.id}`) },
    input: {
      patientId: patient.id,
      code: limited(codeOf(condition.code), 60),
      display: display.slice(0, 200),
      clinicalStatus: limited(codeOf(condition.clinicalStatus), 40),
      onsetAt: instantOf(condition.onsetDateTime ?? condition.recordedDate),
      abatedAt: instantOf(condition.abatementDateTime),
      sourceId: `fhir:${condition.id}`,
    },
  })
}
