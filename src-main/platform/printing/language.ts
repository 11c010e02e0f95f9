import { z } from 'zod'

export const languageSchema = z.enum(['en', 'si', 'ta'])
export type Language = z.output<typeof languageSchema>
