import { uuidV7 } from '../../../src-shared/kernel/ids.ts'
import { MAX_PUSH, pushText } from '../../../src-shared/sync/envelope.ts'
import { pushResponseSchema } from '../../../src-shared/sync/protocol.ts'
import { successful } from '../device/enrol.ts'
import type { Network } from '../device/network.ts'
import type { Ports } from '../ports.ts'
import type { Profile } from '../sqlite/disk.ts'
import { type SealedLine, sealedLineOf, sealedText } from './sealed-lines.ts'
import { JOURNAL } from './sealed-profile.ts'

interface Parts {
  files: Profile
  network: Pick<Network, 'request'>
  ports: Pick<Ports, 'clock' | 'random' | 'crypto'>
  /** Base64 PKCS #8. @throws ProblemError NOT_ENROLLED */
  privateKey(): string
}

/**
 * Sends what waits in the journal while its cache is closed: the hospital opens it, this workstation cannot (decision
 * 0033). Under client ids of its own; the server knows a command by its id, so that none counts twice when the cache
 * opens and sends it again.
 */
export class SealedSender {
  readonly #parts: Parts
  constructor(parts: Parts) {
    this.#parts = parts
  }

  #lines(): SealedLine[] {
    const text = this.#parts.files.read(JOURNAL) ?? ''
    return text.split('\n').flatMap((line) => sealedLineOf(line) ?? [])
  }

  /** How many wait and can be sent. */
  waiting(): number {
    return this.#lines().filter((line) => line.forServer).length
  }

  /** Sends all in order; what is durable at the server leaves the journal. @throws ProblemError of network and server */
  async send(): Promise<void> {
    const clients = new Map<string, { id: string; next: number }>()
    for (const run of runsOf(this.#lines().filter((line) => line.forServer))) {
      const service = run[0]?.service ?? ''
      const client = clients.get(service) ?? { id: this.#newId(), next: 1 }
      clients.set(service, client)
      const durable = await this.#push(service, client, run)
      this.#drop(new Set(run.filter((_, i) => client.next + i <= durable).map(({ hash }) => hash)))
      client.next += run.length
    }
  }

  #newId = () => uuidV7(this.#parts.ports.clock.now(), this.#parts.ports.random.bytes(10))

  async #push(service: string, client: { id: string; next: number }, run: readonly SealedLine[]): Promise<number> {
    const { network, ports, privateKey } = this.#parts
    const commands = run.map((line, i) => ({
      sealed: sealedText(line),
      ...{ place: line.place, number: client.next + i, signature: ports.crypto.sign(privateKey(), line.hash) },
    }))
    const signature = ports.crypto.sign(privateKey(), pushText(client.id, commands))
    const body = { clientId: client.id, epoch: null, commands, signature }
    return pushResponseSchema.parse(successful(await network.request('POST', `/v1/${service}/sync/push`, body))).durable
  }

  #drop(hashes: ReadonlySet<string>): void {
    if (hashes.size === 0) return
    const lines = (this.#parts.files.read(JOURNAL) ?? '').split('\n')
    this.#parts.files.write(JOURNAL, lines.filter((line) => !hashes.has(sealedLineOf(line)?.hash ?? '')).join('\n'))
  }
}

/** Neighbours of one service together, so that the order between services is kept. */
function runsOf(lines: readonly SealedLine[]): SealedLine[][] {
  const runs: SealedLine[][] = []
  for (const line of lines) {
    const last = runs.at(-1)
    if (last && last[0]?.service === line.service && last.length < MAX_PUSH) last.push(line)
    else runs.push([line])
  }
  return runs
}
