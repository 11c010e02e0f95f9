import { parseArgs } from 'node:util'
import { z } from 'zod'

const schema = z.object({
  /** Letters and digits only: it becomes a folder. */
  profile: z.string().regex(/^[A-Za-z0-9]{1,32}$/, 'letters and digits only'),
  'data-dir': z.string().min(1).optional(),
  server: z.url({ protocol: /^https?$/ }).optional(),
  enrol: z.string().min(1).optional(),
  name: z.string().min(1).optional(),
  port: z.coerce.number().int().min(0).max(65_535),
  renderer: z.string().min(1).optional(),
  /** Prints into files there: for demonstrations. */
  'print-folder': z.string().min(1).optional(),
  open: z.boolean(),
})
export type HostArgs = z.infer<typeof schema>

/**
 * Arguments of both hosts. `foreign`: others may stand among them, as Chromium's switches do among Electron's.
 * @throws Error in words for the person at the terminal
 */
export function parseHostArgs(argv: readonly string[], foreign = false): HostArgs {
  const { values } = parseArgs({
    args: [...argv],
    strict: !foreign,
    allowPositionals: foreign,
    options: {
      profile: { type: 'string', default: 'a' },
      'data-dir': { type: 'string' },
      server: { type: 'string' },
      enrol: { type: 'string' },
      name: { type: 'string' },
      port: { type: 'string', default: '0' },
      renderer: { type: 'string' },
      'print-folder': { type: 'string' },
      open: { type: 'boolean', default: false },
    },
  })
  const parsed = schema.safeParse(values)
  if (parsed.success) return parsed.data
  const wrong = parsed.error.issues.map((issue) => `--${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`These arguments cannot be used. ${wrong.join('; ')}`)
}
