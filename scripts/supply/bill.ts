import { z } from 'zod'

/** What a CycloneDX 1.5 bill of materials needs for anybody to act on it: what, which version, from where, under which licence. */
const component = z.object({
  'bom-ref': z.string().min(1),
  type: z.enum(['library', 'application', 'framework']),
  name: z.string().min(1),
  version: z.string().min(1),
  purl: z.string().startsWith('pkg:npm/'),
  hashes: z.array(z.object({ alg: z.literal('SHA-512'), content: z.string().regex(/^[0-9a-f]{128}$/) })).min(1),
  licenses: z.array(z.unknown()).min(1),
})
const bill = z.object({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.string().regex(/^1\.[5-9]$/),
  serialNumber: z.string().regex(/^urn:uuid:[0-9a-f-]{36}$/),
  version: z.int().positive(),
  metadata: z.object({ component: z.looseObject({ 'bom-ref': z.string() }) }),
  components: z.array(component).min(1),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()).optional() })),
})

/** What is wrong with it, in a line each; nothing: it can be given on. */
export function faultsOf(value: unknown): string[] {
  const parsed = bill.safeParse(value)
  if (!parsed.success) return parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  const { components, dependencies, metadata } = parsed.data
  const refs = components.map((each) => each['bom-ref'])
  const known = new Set([...refs, metadata.component['bom-ref']])
  const named = dependencies.flatMap(({ ref, dependsOn = [] }) => [ref, ...dependsOn])
  return [
    ...refs.filter((ref, at) => refs.indexOf(ref) !== at).map((ref) => `${ref} stands twice`),
    ...[...new Set(named)].filter((ref) => !known.has(ref)).map((ref) => `${ref} is depended on and not listed`),
  ]
}
