import type { Role } from '../kernel/actor.ts'
import type { AnyCommand, Decision, InputOf } from '../kernel/command.ts'
import { contextOf } from '../kernel/context.ts'
import type { NumberSequence } from '../kernel/domain.ts'
import type { StoreRequest } from '../kernel/gather.ts'
import { uuidV7 } from '../kernel/ids.ts'
import type { AnyKind, RowOf } from '../kernel/kind.ts'
import type { Proof } from '../kernel/proof.ts'
import { runGather } from '../sync/run-gather.ts'

export const testId = (n: number) => uuidV7(1_700_000_000_000 + n, new Uint8Array(10).fill(n % 256))
/** 2026-03-02 08:00 UTC. */
export const MORNING = Date.UTC(2026, 2, 2, 8)
export const HOUR = 3_600_000

interface Who {
  roles?: Role[]
  userId?: string
  at?: number
  /** Of the hospital's calendar; left out: Colombo's. */
  utcOffsetMinutes?: number
  proof?: Proof
  /** As the server runs it, when nobody waits for the answer any more. */
  later?: boolean
}

/** Runs commands as a store would, without one: rows in a map, ids and numbers counted up. For the tests of rules. */
export class MemoryStore {
  readonly #rows = new Map<string, { kind: AnyKind; row: { id: string } }>()
  readonly #sequences: readonly NumberSequence[]
  #ids = 0
  #numbers = 0

  constructor(sequences: readonly NumberSequence[] = []) {
    this.#sequences = sequences
  }

  /** Decides, checks every row against its kind as a store does, and applies. Throws where the input is refused. */
  run<C extends AnyCommand>(command: C, input: InputOf<C>, who: Who = {}): Decision {
    const parsed = command.input.parse(input)
    const context = contextOf({
      facilityId: testId(1),
      actor: { userId: who.userId ?? testId(2), roles: who.roles ?? [...command.allow] },
      deviceId: testId(3),
      commandId: testId(4),
      occurredAt: who.at ?? MORNING,
      utcOffsetMinutes: who.utcOffsetMinutes ?? 330,
      attended: !who.later,
      proof: who.proof,
      allotted: { ids: {}, numbers: {} },
      newId: () => testId(1000 + ++this.#ids),
      nextNumber: (name) => this.#nextNumber(name),
    })
    const decision = command.decide(runGather(command.gather(parsed, context), this.#answer), parsed, context)
    if (decision.type === 'apply') for (const { kind, row } of decision.puts) this.put(kind, row as never)
    return decision
  }

  put<K extends AnyKind>(kind: K, row: RowOf<K>): void {
    this.#rows.set(`${kind.name}/${row.id}`, { kind, row: kind.schema.parse(row) as { id: string } })
  }

  get<K extends AnyKind>(kind: K, id: string): RowOf<K> {
    const found = this.#rows.get(`${kind.name}/${id}`)
    if (!found) throw new Error(`no ${kind.name} ${id}`)
    return found.row as RowOf<K>
  }

  all<K extends AnyKind>(kind: K): RowOf<K>[] {
    return [...this.#rows.values()].filter((each) => each.kind === kind).map((each) => each.row as RowOf<K>)
  }

  #answer = (request: StoreRequest): unknown => {
    if (request.op === 'get') return this.#rows.get(`${request.kind.name}/${request.id}`)?.row ?? null
    const fields = request.kind.indexes[request.index]
    if (!fields) throw new Error(`${request.kind.name} has no index ${request.index}`)
    return this.all(request.kind).filter((row) => fields.every((field, i) => row[field] === request.key[i]))
  }

  #nextNumber(name: string): string {
    const sequence = this.#sequences.find((each) => each.name === name)
    if (!sequence) throw new Error(`no sequence ${name}`)
    return sequence.format(sequence.start + this.#numbers++)
  }
}

/** The result of a command that applied; fails loudly with the code where it did not. */
export function applied(decision: Decision): { result: Record<string, string>; flags: string[] } {
  if (decision.type === 'reject') throw new Error(`rejected: ${decision.problem.code}`)
  return { result: { ...decision.result }, flags: decision.flags.map((each) => each.code) }
}

/** The code of a refusal; null where the command applied. */
export const refusal = (decision: Decision): string | null =>
  decision.type === 'reject' ? decision.problem.code : null
