import type { ClaimPool } from './claims/index.ts'
import { type AnyCommand, versionsOf } from './command.ts'
import type { ErrorText } from './errors.ts'
import type { Inbox } from './inbox.ts'
import type { AnyKind } from './kind.ts'

/** What a domain gives to both ends: its kinds, its commands, its number sequences and its error texts. */
export interface Domain {
  service: string
  /** In the order in which a foreign key needs them: parents first. */
  kinds: readonly AnyKind[]
  commands: readonly AnyCommand[]
  sequences: readonly NumberSequence[]
  errors: Readonly<Record<string, ErrorText>>
  /** What becomes of its rejections, flags and conflicts (`inboxOf`); left out by services of tests. */
  inbox?: Inbox
  /** What workstations take from while the server is away. */
  pools?: readonly ClaimPool[]
}

/** Numbers that people read: allotted in blocks, lent to workstations as ranges. */
export interface NumberSequence {
  name: string
  /** First number ever given. */
  start: number
  /** How many numbers a workstation borrows at a time. */
  leaseSize: number
  /** The printed form, check character included. */
  format(value: number): string
  /** The value of a printed form, or null where its form or check character is wrong. */
  parse(text: string): number | null
}

export class Registry {
  readonly domains: readonly Domain[]
  readonly #kinds: Map<string, AnyKind>
  readonly #commands: Map<string, AnyCommand>
  readonly #sequences: Map<string, NumberSequence>

  constructor(domains: readonly Domain[]) {
    this.domains = domains
    this.#kinds = new Map(domains.flatMap((d) => d.kinds).map((k) => [k.name, k]))
    this.#commands = new Map(
      domains
        .flatMap((d) => d.commands)
        .flatMap(versionsOf)
        .map((c) => [`${c.name}@${c.version}`, c]),
    )
    this.#sequences = new Map(domains.flatMap((d) => d.sequences).map((s) => [s.name, s]))
  }

  kind = (name: string): AnyKind | undefined => this.#kinds.get(name)
  command = (name: string, version: number): AnyCommand | undefined => this.#commands.get(`${name}@${version}`)
  sequence = (name: string): NumberSequence | undefined => this.#sequences.get(name)
  kindsOf = (service: string): readonly AnyKind[] => this.domains.find((d) => d.service === service)?.kinds ?? []
  inboxOf = (service: string): Inbox | undefined => this.domains.find((d) => d.service === service)?.inbox
  poolsOf = (service: string): readonly ClaimPool[] => this.domains.find((d) => d.service === service)?.pools ?? []
  services = (): string[] => this.domains.map((d) => d.service)
}
