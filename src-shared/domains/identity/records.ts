import { z } from 'zod'
import { roleSchema } from '../../kernel/actor.ts'
import { kind } from '../../kernel/kind.ts'

/** A person who works here. Passwords never leave the server; see Pin for what a workstation holds. */
export const User = kind({
  name: 'identity.user',
  fields: {
    username: z.string().min(2).max(40),
    displayName: z.string().min(1).max(80),
    roles: z.array(roleSchema).min(1),
    active: z.boolean(),
  },
  indexes: { byUsername: ['username'] },
  scope: { type: 'fixed', scope: 'staff' },
})

/** Verifier of the PIN that switches users at a shared terminal, offline too: an argon2id string, never the PIN. */
export const Pin = kind({
  name: 'identity.pin',
  fields: { userId: z.uuid(), verifier: z.string().startsWith('$argon2id$').max(200) },
  indexes: { byUser: ['userId'] },
  scope: { type: 'fixed', scope: 'staff' },
})

/** The last rebuild of its cache that a workstation was asked for; the id is the workstation's. It stays at the server. */
export const RebuildRequest = kind({
  name: 'identity.rebuildRequest',
  fields: { request: z.uuid(), askedAt: z.int(), askedBy: z.uuid() },
  scope: { type: 'fixed', scope: 'history' },
})

/**
 * What a workstation may hold, where that was changed after its enrolment; the id is the workstation's. It stays at the
 * server: the workstation learns of it with its next pull.
 */
export const WorkstationGrant = kind({
  name: 'identity.workstationGrant',
  fields: {
    scopes: z.array(z.string().min(1).max(80)).max(200),
    revokedAt: z.int().nullable(),
    reason: z.string().max(200).nullable(),
  },
  scope: { type: 'fixed', scope: 'history' },
})
