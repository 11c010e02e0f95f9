import { uuidV7 } from '../../../src-shared/kernel/ids.ts'
import type { ServerPorts } from '../../platform/ports.ts'
import type { ServiceRuntime } from '../../platform/sync/runtime.ts'
import type { Reuse } from './person-tokens.ts'

/** Writes into the audit, and into the administrators' inbox, that a person's token was used twice. */
export const reportReuse =
  (runtime: ServiceRuntime, ports: ServerPorts) =>
  async ({ userId, deviceId }: Reuse): Promise<void> => {
    const occurredAt = ports.clock.now()
    const commandId = uuidV7(occurredAt, ports.random.bytes(10))
    const actor = { userId, roles: [] }
    const input = { userId, deviceId }
    const name = 'identity.reportTokenReuse'
    await runtime.execute([{ commandId, name, version: 1, input, actor, occurredAt, internal: true }])
  }
