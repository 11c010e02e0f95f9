/** A scope of the sync, as `station.device.scopes()` tells it. */
export interface ScopeState {
  service: string
  scope: string
  state: string
}

/**
 * Whether this workstation holds every allergy that the hospital knows of: only then may "none" or "not recorded" be
 * said of a patient who came from the server. A missing allergy kills, so everything in between is "unavailable".
 */
export const holdsAllergies = (scopes: readonly ScopeState[]): boolean =>
  scopes.some(({ service, scope, state }) => service === 'patients' && scope === 'patient' && state === 'ready')

/** The label for a row: of one that exists only here, this workstation knows everything. */
export function allergyLabel<Status extends string>(
  row: { allergy_status: Status; rev: number },
  complete: boolean,
): Status | 'unavailable' {
  return complete || row.rev === 0 ? row.allergy_status : 'unavailable'
}
