import { z } from 'zod'
import { apply, command, put } from '../../../kernel/command.ts'
import { get } from '../../../kernel/gather.ts'
import { refuse } from '../errors.ts'
import { RebuildRequest, WorkstationGrant } from '../records.ts'

const input = z.strictObject({ deviceId: z.uuid() })

/** Asks a workstation to fetch all its data anew. It learns of it with its next pull, and keeps what it has not sent. */
export const askRebuild = command({
  name: 'identity.askRebuild',
  version: 1,
  class: 'online',
  allow: ['administrator'],
  input,
  *gather({ deviceId }) {
    // what was not read is taken for a new row
    yield* get(RebuildRequest, deviceId)
    return { grant: yield* get(WorkstationGrant, deviceId) }
  },
  decide({ grant }, { deviceId }, { id, occurredAt, actor }) {
    if (grant?.revokedAt) return refuse('WORKSTATION_REVOKED_ALREADY')
    const request = id('request')
    const row = { id: deviceId, request, askedAt: occurredAt, askedBy: actor.userId }
    return apply([put(RebuildRequest, row)], { request })
  },
})
