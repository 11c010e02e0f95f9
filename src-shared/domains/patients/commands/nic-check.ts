import type { Decision } from '../../../kernel/command.ts'
import { type Gather, list } from '../../../kernel/gather.ts'
import type { RowOf } from '../../../kernel/kind.ts'
import { refuse } from '../errors.ts'
import { Patient } from '../records.ts'
import { displayName } from '../rules/display-name.ts'
import { nicForMatching, parseNic } from '../rules/nic.ts'

type PatientRow = RowOf<typeof Patient>

/** Other active patients with either card of this person. The row holds the number as it stands on the card. */
export function* gatherNicHolders(nic: string | null, ownId: string): Gather<PatientRow[]> {
  const holders: PatientRow[] = []
  for (const form of nic === null ? [] : formsOf(nic)) holders.push(...(yield* list(Patient, 'byNic', [form])))
  return holders.filter((holder) => holder.id !== ownId && holder.status === 'active')
}

/** Why this NIC cannot be entered; null where it can. The count of days is unconfirmed and refuses nothing. */
export function nicRefusal(nic: string | null, holders: readonly PatientRow[]): Decision | null {
  if (nic === null) return null
  const parsed = parseNic(nic)
  if (!parsed.ok && parsed.error !== 'day') return refuse('PATIENT_NIC_INVALID', { nic })
  const holder = holders[0]
  return holder ? refuse('PATIENT_NIC_EXISTS', { nic, name: displayName(holder), phn: holder.phn }) : null
}

/** The number on the old card and on the new one of the same person. */
function formsOf(nic: string): string[] {
  const twelve = nicForMatching(nic) ?? nic
  const old = /^19(\d{5})0(\d{4})$/.exec(twelve)
  const nine = old ? `${old[1]}${old[2]}` : null
  return [...new Set([nic, twelve, ...(nine ? [`${nine}V`, `${nine}X`] : [])])]
}
