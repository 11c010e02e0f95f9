import { holdsAllergies, patientFaces } from '../../src-main/domains/patients/index.ts'
import { wardBoard } from '../../src-main/domains/ward/queries/board.ts'
import type { Station } from '../../src-main/platform/station.ts'

/** Reads a ward's board as the screen's query does. */
export function boardReader(station: Station): (wardId: string) => unknown {
  const { db, device } = station
  return (wardId) => {
    const scopes = device.scopes()
    const complete = holdsAllergies(scopes)
    const faces = (patientIds: readonly string[]) => patientFaces(db, patientIds, complete)
    return wardBoard({ db, scopes, faces, now: Date.now(), utcOffsetMinutes: 330 }, wardId)
  }
}
