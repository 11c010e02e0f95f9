import { randomBytes, randomUUID } from 'node:crypto'
import { DeviceState, type DeviceVault, type Enrolment } from '../../../src-main/platform/device/device.ts'
import { enrol, successful } from '../../../src-main/platform/device/enrol.ts'
import { DeviceNetwork } from '../../../src-main/platform/device/network.ts'
import { realPorts } from '../../../src-main/platform/ports.ts'
import { uuidV7 } from '../../../src-shared/kernel/ids.ts'
import { type CommandRecord, hashedText, PROTOCOL_VERSION } from '../../../src-shared/sync/envelope.ts'
import { pullResponseSchema, pushResponseSchema } from '../../../src-shared/sync/protocol.ts'
import { NURSE, recordAt } from './records.ts'
import { monotonicMs } from './waiting.ts'

const ports = realPorts()

/** A workstation as the server sees it: key, session, event stream, signed pushes, pulls; it keeps nothing. */
export class LightStation {
  readonly pushes: number[] = []
  readonly pulls: number[] = []
  readonly #device = new DeviceState(memoryVault())
  readonly #network = new DeviceNetwork(ports, this.#device)
  readonly #list: string
  readonly #clientId = randomUUID()
  #number = 0
  #cursor = 0
  #epoch = ''
  #pulling = false
  #again = false
  #stop: () => void = () => undefined

  constructor(list: string) {
    this.#list = list
  }

  async join(url: string, code: string): Promise<void> {
    await enrol(ports, this.#device, url, code, 'light')
    await this.#pull()
    this.#stop = this.#network.events(
      () => void this.#poked(),
      () => undefined,
      () => undefined,
    )
  }

  leave(): void {
    this.#stop()
  }

  async push(): Promise<void> {
    const started = monotonicMs()
    const body = { clientId: this.#clientId, epoch: this.#epoch, commands: [this.#command()] }
    const answer = pushResponseSchema.parse(
      successful(await this.#network.request('POST', '/v1/bench/sync/push', body)),
    )
    if (answer.outcomes[0]?.status !== 'applied') throw new Error(`not applied: ${JSON.stringify(answer)}`)
    this.pushes.push(monotonicMs() - started)
  }

  async #poked(): Promise<void> {
    this.#again = true
    if (this.#pulling) return
    this.#pulling = true
    while (this.#again) {
      this.#again = false
      const started = monotonicMs()
      await this.#pull()
      this.pulls.push(monotonicMs() - started)
    }
    this.#pulling = false
  }

  async #pull(): Promise<void> {
    const query = new URLSearchParams({
      ...{ clientId: this.#clientId, cursor: String(this.#cursor), epoch: this.#epoch },
      ...{ limit: '1000', protocol: String(PROTOCOL_VERSION) },
    })
    const page = pullResponseSchema.parse(
      successful(await this.#network.request('GET', `/v1/bench/sync/pull?${query}`)),
    )
    this.#cursor = page.ver
    this.#epoch = page.epoch
  }

  #command() {
    const { facilityId, deviceId, privateKey, utcOffsetMinutes } = this.#device.require()
    const id = uuidV7(Date.now(), randomBytes(10))
    const record: CommandRecord = {
      ...{ protocol: PROTOCOL_VERSION, commandId: uuidV7(Date.now(), randomBytes(10)), service: 'bench' },
      ...{ name: 'bench.record', version: 1, input: { ...recordAt(this.#list, this.#number), id } },
      ...{ actor: { userId: NURSE, roles: ['nurse' as const] }, facilityId, deviceId, occurredAt: Date.now() },
      ...{ monotonic: ports.clock.monotonic(), bootId: ports.clock.bootId, clockOffset: 0, baseVersions: {} },
      ...{ batchId: null, allotted: { ids: {}, numbers: {} }, utcOffsetMinutes },
    }
    const hash = ports.crypto.sha256Hex(hashedText(record))
    this.#number += 1
    return { record, hash, signature: ports.crypto.sign(privateKey, hash), number: this.#number }
  }
}

function memoryVault(): DeviceVault {
  let key: string | null = null
  let enrolment: Enrolment | null = null
  return {
    readKey: () => key,
    writeKey: (given) => {
      key = given
    },
    readEnrolment: () => enrolment,
    writeEnrolment: (given) => {
      enrolment = given
    },
    forget: () => undefined,
  }
}
