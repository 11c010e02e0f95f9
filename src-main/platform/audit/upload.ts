import { headText } from '../../../src-shared/audit/entry.ts'
import {
  type AuditAnswer,
  type AuditPage,
  auditAnswerSchema,
  MAX_AUDIT_PAGE,
} from '../../../src-shared/audit/protocol.ts'
import { ProblemError } from '../../../src-shared/kernel/errors.ts'
import type { DeviceIdentity } from '../device/device.ts'
import { successful } from '../device/enrol.ts'
import type { Network } from '../device/network.ts'
import type { CryptoPort, Ports } from '../ports.ts'
import { Loop } from '../sync/loop.ts'
import type { Audit, Link } from './audit.ts'

interface Parts {
  audit: Audit
  network: Pick<Network, 'request'>
  identity(): DeviceIdentity | null
  ports: Pick<Ports, 'scheduler' | 'random'> & { crypto: Pick<CryptoPort, 'sign'> }
}

const EVERY_MS = 60_000
/** A page with long entries must stay below what the server takes in one request. */
const MOST_CHARACTERS = 1_000_000

/** Sends the audit to the server, in order and each entry once; goes on where the server says that it stands. */
export class AuditUpload {
  readonly #parts: Parts
  readonly loop: Loop
  #problem: string | null = null

  constructor(parts: Parts) {
    this.#parts = parts
    this.loop = new Loop({
      ports: parts.ports,
      every: EVERY_MS,
      step: () => this.step(),
      onFailure: (error) => {
        this.#problem = error instanceof ProblemError ? error.problem.code : 'INTERNAL'
      },
      onSuccess: () => {
        this.#problem = null
      },
    })
  }

  /** What kept the last turn from sending. */
  get problem(): string | null {
    return this.#problem
  }

  /** One page. @returns whether there is more */
  async step(): Promise<boolean> {
    const { audit } = this.#parts
    const identity = this.#parts.identity()
    const last = audit.last()
    if (!identity || !last || last.device !== identity.deviceId || audit.sent.isEnded(last.chain)) return false
    const after = audit.sent.upTo(last.chain)
    const links = fitting(audit.after(last.chain, after, MAX_AUDIT_PAGE))
    if (links.length === 0) return false
    const answer = await this.#send(this.#page(identity, after, links))
    if (answer === 'forked') audit.sent.end(last.chain)
    else audit.sent.keep(last.chain, answer.seq, answer.anchor?.anchor ?? null)
    return answer === 'forked' || audit.after(last.chain, answer.seq, 1).length > 0
  }

  #page({ deviceId, privateKey }: DeviceIdentity, after: number, links: readonly Link[]): AuditPage {
    const { chain, number, hash } = links.at(-1) as Link
    const signature = this.#parts.ports.crypto.sign(privateKey, headText(deviceId, chain, number, hash))
    return { chain, after, entries: links.map(({ entry }) => entry), hash, signature }
  }

  async #send(page: AuditPage): Promise<AuditAnswer | 'forked'> {
    try {
      return auditAnswerSchema.parse(successful(await this.#parts.network.request('POST', '/v1/audit/entries', page)))
    } catch (error) {
      const { code, params } = error instanceof ProblemError ? error.problem : { code: '', params: {} }
      if (code === 'AUDIT_FORKED') return 'forked'
      // the server was restored, or its answer was lost: it says where it stands
      if (code === 'AUDIT_EXPECTED' && Number(params.seq) < page.after) return { seq: Number(params.seq), anchor: null }
      throw error
    }
  }
}

function fitting(links: readonly Link[]): Link[] {
  let characters = 0
  return links.filter(({ entry }, at) => {
    characters += entry.length
    return at === 0 || characters < MOST_CHARACTERS
  })
}
