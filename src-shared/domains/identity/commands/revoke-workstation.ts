import { z } from 'zod'
import { apply, command, put } from '../../../kernel/command.ts'
import { reason } from '../../../kernel/fields.ts'
import { get } from '../../../kernel/gather.ts'
import { refuse } from '../errors.ts'
import { WorkstationGrant } from '../records.ts'

const input = z.strictObject({ deviceId: z.uuid(), reason })

/** Takes a workstation out of use for ever: it may still send what it has, receives nothing, and erases itself. */
export const revokeWorkstation = command({
  name: 'identity.revokeWorkstation',
  version: 1,
  class: 'online',
  allow: ['administrator'],
  input,
  *gather({ deviceId }) {
    return { grant: yield* get(WorkstationGrant, deviceId) }
  },
  decide({ grant }, entry, { occurredAt }) {
    if (grant?.revokedAt) return refuse('WORKSTATION_REVOKED_ALREADY')
    const row = { id: entry.deviceId, scopes: [], revokedAt: occurredAt, reason: entry.reason }
    return apply([put(WorkstationGrant, row)])
  },
})
