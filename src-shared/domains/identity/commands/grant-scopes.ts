import { z } from 'zod'
import { apply, command, put } from '../../../kernel/command.ts'
import { get } from '../../../kernel/gather.ts'
import { refuse } from '../errors.ts'
import { WorkstationGrant } from '../records.ts'

const input = z.strictObject({
  /** The workstation; whether there is one of this id is checked by who calls. */
  deviceId: z.uuid(),
  /** All that it may hold from now on, of every service. */
  scopes: z
    .array(z.string().min(1).max(80))
    .max(200)
    .transform((scopes) => [...new Set(scopes)].sort()),
})

/** Says what a workstation may hold. What is no longer named leaves it once its unsent entries are sent. */
export const grantScopes = command({
  name: 'identity.grantScopes',
  version: 1,
  class: 'online',
  allow: ['administrator'],
  input,
  *gather({ deviceId }) {
    return { grant: yield* get(WorkstationGrant, deviceId) }
  },
  decide({ grant }, { deviceId, scopes }) {
    if (grant?.revokedAt) return refuse('WORKSTATION_REVOKED_ALREADY')
    return apply([put(WorkstationGrant, { id: deviceId, scopes, revokedAt: null, reason: null })])
  },
})
