import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { z } from 'zod'
import { err, ok, type Result } from '../../../src-shared/kernel/result.ts'

// a gzip bomb or a whole database dump is not a bundle
const MAX_BYTES = 512 * 1024 * 1024

export interface BundleEntry {
  fullUrl: string | null
  resource: { resourceType: string; id: string } & Record<string, unknown>
}

const bundleSchema = z.object({
  resourceType: z.literal('Bundle', 'this is not a FHIR Bundle'),
  entry: z
    .array(
      z.object({
        fullUrl: z.string().optional(),
        resource: z.looseObject({
          resourceType: z.string('an entry has no resourceType'),
          id: z.string('a resource has no id').optional(),
        }),
      }),
    )
    .min(1, 'the bundle has no entries'),
})

/** The entries of one bundle file (.json or .json.gz), or the reason in one line why it cannot be read. */
export async function readBundle(path: string): Promise<Result<BundleEntry[], string>> {
  const text = await textOf(path)
  if (!text.ok) return text
  let json: unknown
  try {
    json = JSON.parse(text.value)
  } catch (error) {
    return err(`not valid JSON (${(error as Error).message.slice(0, 120)})`)
  }
  const bundle = bundleSchema.safeParse(json)
  if (!bundle.success) {
    const issue = bundle.error.issues[0]
    return err(`${issue?.message} (at ${issue?.path.join('.') || 'the top'})`)
  }
  return ok(
    bundle.data.entry.map(({ fullUrl, resource }, index) => ({
      fullUrl: fullUrl ?? null,
      resource: { ...resource, id: resource.id ?? fullUrl?.replace(/^urn:uuid:/, '') ?? `entry-${index}` },
    })),
  )
}

async function textOf(path: string): Promise<Result<string, string>> {
  let bytes: Buffer
  try {
    bytes = await readFile(path)
  } catch (error) {
    return err(`cannot be opened (${(error as NodeJS.ErrnoException).code})`)
  }
  const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b
  try {
    const raw = zipped ? await promisify(gunzip)(bytes, { maxOutputLength: MAX_BYTES }) : bytes
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(raw))
  } catch {
    return err(zipped ? 'the gzip file is damaged or cut off' : 'the file is not UTF-8 text')
  }
}
