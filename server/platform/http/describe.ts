import { z } from 'zod'

/** What a route takes and gives, by the schemas that it is validated with; its OpenAPI document is made of it. */
export interface Description {
  /** A short sentence for whoever reads the document. */
  summary: string
  params?: z.ZodType
  query?: z.ZodType
  /** Lower-case. */
  headers?: z.ZodType
  body?: z.ZodType
  /** A media type where the answer is not JSON. */
  answer: z.ZodType | string
  /** Whether the answer has an ETag, and 304 is one. */
  tagged?: true
  /** Codes of the catalogue beside those that its access and its input bring. */
  errors?: readonly string[]
  /** Why the same request may be sent twice; left out: it may not, or it only reads. */
  repeatable?: string
}

declare module 'fastify' {
  interface FastifyContextConfig {
    api?: Description
  }
}

/** The options of a route: who may call it, and what it takes and gives. */
export const describe = <Config>({ config }: { config: Config }, api: Description) => ({ config: { ...config, api } })

/** The answer of a route that has nothing to tell. */
export const NOTHING = z.strictObject({})
