import type { z } from 'zod'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'

/** The input by its schema, or INPUT_INVALID naming the field. The value itself is not repeated: it may be a patient's. */
export function validate<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new ProblemError('INPUT_INVALID', { detail: `${issue?.path.join('.') || 'body'}: ${issue?.message}` })
}
