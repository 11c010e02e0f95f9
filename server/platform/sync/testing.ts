import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { Actor } from '../../../src-shared/kernel/actor.ts'
import { uuidV7 } from '../../../src-shared/kernel/ids.ts'
import {
  type CommandRecord,
  type Envelope,
  hashedText,
  PROTOCOL_VERSION,
  type SentRecord,
} from '../../../src-shared/sync/envelope.ts'
import type { PushResponse } from '../../../src-shared/sync/protocol.ts'
import { realPorts } from '../ports.ts'
import { FACILITY } from '../testing/test-service.ts'
import type { ServiceRuntime } from './runtime.ts'

export { openTestService, type TestService } from '../testing/test-service.ts'

export const newId = () => uuidV7(Date.now(), realPorts.random.bytes(10))
export const NURSE: Actor = { userId: newId(), roles: ['nurse'] }
export const CLINICIAN: Actor = { userId: newId(), roles: ['clinician'] }
export const ADMINISTRATOR: Actor = { userId: newId(), roles: ['administrator'] }

export interface Draft {
  name: string
  input: Record<string, unknown>
  actor?: Actor
  commandId?: string
  occurredAt?: number
  ids?: Record<string, string>
  numbers?: Record<string, string>
}

/** An enrolled workstation with its own key and queue. */
export class TestStation {
  readonly deviceId = newId()
  readonly publicKey: string
  readonly service: string
  clientId = newId()
  number = 0
  readonly #key: KeyObject

  constructor(service: string) {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    this.service = service
    this.#key = privateKey
    this.publicKey = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64')
  }

  /** Signs a command and gives it the next number of the queue. */
  envelope(draft: Draft): Envelope {
    const record: CommandRecord = {
      protocol: PROTOCOL_VERSION,
      commandId: draft.commandId ?? newId(),
      service: this.service,
      name: draft.name,
      version: 1,
      input: draft.input,
      actor: draft.actor ?? NURSE,
      facilityId: FACILITY,
      deviceId: this.deviceId,
      occurredAt: draft.occurredAt ?? Date.now(),
      utcOffsetMinutes: 330,
      monotonic: 1,
      bootId: this.deviceId,
      clockOffset: 0,
      baseVersions: {},
      batchId: null,
      allotted: { ids: draft.ids ?? {}, numbers: draft.numbers ?? {} },
    }
    return { ...this.signed(record), number: ++this.number }
  }

  signed(record: SentRecord): Omit<Envelope, 'number'> {
    const hash = realPorts.sha256Hex(hashedText(record))
    return { record, hash, signature: this.sign(hash) }
  }

  sign(text: string): string {
    return sign(null, Buffer.from(text), this.#key).toString('base64')
  }

  push(runtime: ServiceRuntime, commands: readonly unknown[]): Promise<PushResponse> {
    return runtime.push(this, { clientId: this.clientId, epoch: null, commands: [...commands] })
  }

  send(runtime: ServiceRuntime, ...drafts: Draft[]): Promise<PushResponse> {
    return this.push(
      runtime,
      drafts.map((draft) => this.envelope(draft)),
    )
  }

  pull(runtime: ServiceRuntime, scopes: readonly string[], cursor = 0, limit = 1000) {
    return runtime.pull(scopes, { clientId: this.clientId, cursor, epoch: '', limit, protocol: 1 })
  }
}
