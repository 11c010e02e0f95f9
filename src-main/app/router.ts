import { displayName } from '../../src-shared/domains/patients/rules/display-name.ts'
import { auditRouter } from '../domains/audit/index.ts'
import { fleetRouter } from '../domains/fleet/index.ts'
import { identityRouter, peopleRouter } from '../domains/identity/index.ts'
import { inboxRouter } from '../domains/inbox/index.ts'
import { numberOnPaper, patientFaces, patientsRouter } from '../domains/patients/index.ts'
import { type LabelParts, pharmacyRouter } from '../domains/pharmacy/index.ts'
import { medicinesRouter, orderDirections, wardRouter } from '../domains/ward/index.ts'
import type { Notices } from '../platform/host/notices.ts'
import type { Printing } from '../platform/printing/printing.ts'
import type { Station } from '../platform/station.ts'
import { chartGate } from './chart-gate.ts'
import { appRouter } from './routers/app.ts'
import { draftsRouter } from './routers/drafts.ts'
import { type LockPort, lockRouter } from './routers/lock.ts'
import { outboxRouter } from './routers/outbox.ts'
import { printingRouter } from './routers/printing.ts'
import { sessionRouter } from './routers/session.ts'
import { router } from './trpc.ts'

export interface RouterDeps {
  station: Station
  notices: Notices
  printing: Printing
  /** Left out: the cache is not encrypted, in tests of other things. */
  lock?: LockPort
  host: { host: 'electron' | 'loopback'; version: string; profile: string }
  /** Epoch ms by the corrected clock. */
  now(): number
  /** Epoch ms that nobody at this workstation can turn back. */
  steadyNow(): number
  /** Epoch ms by this computer's own clock. */
  localNow(): number
}

/** Everything that a screen may ask of this workstation, whichever host it runs in. */
export function createAppRouter(deps: RouterDeps) {
  const { station, printing, now, localNow } = deps
  const gate = chartGate(station, deps.steadyNow)
  return router({
    app: appRouter(deps),
    lock: lockRouter(deps.lock),
    session: sessionRouter(station, deps.lock, now),
    patients: patientsRouter(station, gate, printing),
    pharmacy: pharmacyRouter(station, now, patientName(station), labelsOf(deps)),
    ward: wardRouter(station, now, gate, printing),
    medicines: medicinesRouter(station, now, gate, printing),
    identity: identityRouter(station, gate, now),
    people: peopleRouter(station, now),
    inbox: inboxRouter(station),
    outbox: outboxRouter(station),
    printing: printingRouter(deps, gate),
    drafts: draftsRouter(station),
    audit: auditRouter(station),
    fleet: fleetRouter(station, localNow),
  })
}
/** What a label says that pharmacy itself does not hold. */
const labelsOf = ({ station: { db, device }, printing }: RouterDeps): LabelParts => ({
  printing,
  hospital: () => device.enrolment?.facilityName ?? '',
  directionsOf: (orderId, each, language) => orderDirections(db, orderId, each, language),
  faceOf(patientId) {
    const face = patientFaces(db, [patientId], false).get(patientId)
    return face ? { name: displayName(face), phn: numberOnPaper(face.phn) } : null
  },
})
/** As a list names a person; null: not known here. Allergies are not asked for. */
const patientName =
  ({ db }: Station) =>
  (patientId: string) => {
    const face = patientFaces(db, [patientId], false).get(patientId)
    return face ? `${face.familyName}, ${face.givenName}` : null
  }

export type AppRouter = ReturnType<typeof createAppRouter>
