import { z } from 'zod'
import { kind, type RowOf, type ScopeRule } from '../kind.ts'

/** The scope that only one workstation holds. */
export const deviceScope = (deviceId: string): string => `device:${deviceId}`

/**
 * Where a quantity can be. outside: not here yet, or gone. free: at nobody's disposal but the server's. escrow: lent to
 * one workstation. suspense: nobody can say; above zero it was lost sight of, below it was given without cover.
 */
export const accountSchema = z.enum(['outside', 'free', 'escrow', 'suspense'])
export type Account = z.infer<typeof accountSchema>

/** In the smallest unit (tablet, millilitre): whole numbers alone add up. */
export const quantitySchema = z
  .int('Enter a whole quantity')
  .positive('Enter a quantity above zero')
  .max(1_000_000_000, 'The quantity is too large')

/** The three kinds of a pool, `service.pool`, `service.poolEscrow`, `service.poolMovement`. */
export function claimKinds(service: string, pool: string, scope: ScopeRule<{ id: string }>) {
  const Pool = kind({
    name: `${service}.${pool}`,
    fields: {
      free: z.int().nonnegative(),
      suspense: z.int(),
      /** How much a workstation keeps at hand; 0: it gets some only when it is asked for. */
      par: z.int().nonnegative(),
    },
    scope,
  })
  const Escrow = kind({
    name: `${service}.${pool}Escrow`,
    fields: { keyId: z.uuid(), deviceId: z.uuid(), quantity: z.int().nonnegative() },
    indexes: { byHolder: ['keyId', 'deviceId'], byDevice: ['deviceId'] },
    scope: { type: 'own', of: ({ deviceId }) => deviceScope(deviceId) },
  })
  const Movement = kind({
    name: `${service}.${pool}Movement`,
    fields: {
      keyId: z.uuid(),
      source: accountSchema,
      target: accountSchema,
      quantity: quantitySchema,
      /** Whose escrow it concerns; null: nobody's. */
      deviceId: z.uuid().nullable(),
      reason: z.string().max(200).nullable(),
      commandId: z.uuid(),
      at: z.int(),
    },
    indexes: { byKey: ['keyId'] },
    scope: { type: 'fixed', scope: 'history' },
  })
  return { Pool, Escrow, Movement }
}
export type ClaimKinds = ReturnType<typeof claimKinds>
export type PoolRow = RowOf<ClaimKinds['Pool']>
export type EscrowRow = RowOf<ClaimKinds['Escrow']>
