import { z } from 'zod'

/** The roles of the hospital; what each may do is named by every command (`allow`) and every service's routes. */
export const roleSchema = z.enum(['nurse', 'clinician', 'pharmacist', 'labTechnician', 'cashier', 'administrator'])
export type Role = z.infer<typeof roleSchema>
export const ALL_ROLES = roleSchema.options

/** Who acts: fixed at the moment of the act, and sent with the command. */
export const actorSchema = z.strictObject({ userId: z.uuid(), roles: z.array(roleSchema) })
export type Actor = z.infer<typeof actorSchema>
