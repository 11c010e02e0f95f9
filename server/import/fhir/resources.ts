import { z } from 'zod'

/** The parts of FHIR R4 resources that are read; everything else is left alone (http://hl7.org/fhir/R4/). */
const coding = z.object({ system: z.string().optional(), code: z.string().optional(), display: z.string().optional() })
const concept = z.object({ coding: z.array(coding).optional(), text: z.string().optional() })
const reference = z.object({ reference: z.string().optional() })
const quantity = z.object({ value: z.number().optional(), unit: z.string().optional(), code: z.string().optional() })
const base = { id: z.string().min(1).max(64) }

export const patientResource = z.object({
  ...base,
  resourceType: z.literal('Patient'),
  name: z
    .array(
      z.object({
        use: z.string().optional(),
        family: z.string().optional(),
        given: z.array(z.string()).optional(),
        prefix: z.array(z.string()).optional(),
        text: z.string().optional(),
      }),
    )
    .optional(),
  gender: z.string().optional(),
  birthDate: z.string().optional(),
  deceasedDateTime: z.string().optional(),
  telecom: z.array(z.object({ system: z.string().optional(), value: z.string().optional() })).optional(),
  address: z.array(z.object({ city: z.string().optional(), text: z.string().optional() })).optional(),
})

export const encounterResource = z.object({
  ...base,
  resourceType: z.literal('Encounter'),
  status: z.string(),
  class: coding,
  type: z.array(concept).optional(),
  reasonCode: z.array(concept).optional(),
  subject: reference.optional(),
  period: z.object({ start: z.string().optional(), end: z.string().optional() }).optional(),
})

export const observationResource = z.object({
  ...base,
  resourceType: z.literal('Observation'),
  status: z.string(),
  category: z.array(concept).optional(),
  code: concept,
  subject: reference.optional(),
  encounter: reference.optional(),
  effectiveDateTime: z.string().optional(),
  effectivePeriod: z.object({ start: z.string().optional() }).optional(),
  effectiveInstant: z.string().optional(),
  valueQuantity: quantity.optional(),
  valueCodeableConcept: concept.optional(),
  component: z.array(z.object({ code: concept, valueQuantity: quantity.optional() })).optional(),
})

export const allergyResource = z.object({
  ...base,
  resourceType: z.literal('AllergyIntolerance'),
  clinicalStatus: concept.optional(),
  verificationStatus: concept.optional(),
  code: concept.optional(),
  criticality: z.string().optional(),
  patient: reference.optional(),
  recordedDate: z.string().optional(),
  onsetDateTime: z.string().optional(),
  reaction: z
    .array(z.object({ manifestation: z.array(concept).optional(), severity: z.string().optional() }))
    .optional(),
})

export const conditionResource = z.object({
  ...base,
  resourceType: z.literal('Condition'),
  clinicalStatus: concept.optional(),
  verificationStatus: concept.optional(),
  code: concept.optional(),
  subject: reference.optional(),
  onsetDateTime: z.string().optional(),
  abatementDateTime: z.string().optional(),
  recordedDate: z.string().optional(),
})

export type Concept = z.infer<typeof concept>
export type FhirPatient = z.infer<typeof patientResource>
export type FhirEncounter = z.infer<typeof encounterResource>
export type FhirObservation = z.infer<typeof observationResource>
export type FhirAllergy = z.infer<typeof allergyResource>
export type FhirCondition = z.infer<typeof conditionResource>

/** The words of a concept: its text, else the first display, else the first code. */
export const wordsOf = (value: Concept | undefined): string | null =>
  value?.text ?? value?.coding?.find((c) => c.display)?.display ?? value?.coding?.find((c) => c.code)?.code ?? null

export const codeOf = (value: Concept | undefined): string | null => value?.coding?.find((c) => c.code)?.code ?? null

/** Epoch ms of a FHIR dateTime (a year alone is its first day, UTC), or null where it cannot be read. */
export function instantOf(text: string | undefined): number | null {
  if (!text || !/^\d{4}(-\d{2}(-\d{2}(T.+)?)?)?$/.test(text)) return null
  const value = Date.parse(text)
  return Number.isNaN(value) ? null : value
}
