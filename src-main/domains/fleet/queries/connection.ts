import type { ConnectionView, ProblemWords, ScopeHere } from '../../../../src-shared/domains/fleet/views.ts'
import { registry } from '../../../../src-shared/domains/registry.ts'
import type { Problem } from '../../../../src-shared/kernel/errors.ts'
import { statement } from '../../../platform/sqlite/database.ts'
import type { Station } from '../../../platform/station.ts'
import type { ServiceStatus } from '../../../platform/sync/sync-client.ts'

/** This workstation by its own account; asks nobody. */
export function connectionHere(station: Station, inWords: (problem: Problem) => ProblemWords): ConnectionView {
  const { connection, since, lastContactAt, clockSkewMs, services, toSend } = station.sync.status()
  const { enrolment } = station.device
  return {
    ...{ deviceName: enrolment?.deviceName ?? null, serverUrl: enrolment?.serverUrl ?? null },
    ...{ connection, since, lastContactAt, clockSkewMs },
    services: services.map((each) => serviceHere(each, inWords)),
    scopes: scopesHere(station),
    numbers: registry.domains
      .flatMap((domain) => domain.sequences)
      .map(({ name, leaseSize }) => ({ sequence: name, left: station.numbersLeft(name), lentAtOnce: leaseSize })),
    space: station.space(),
    kept: { unsent: toSend, refused: services.reduce((sum, { refused }) => sum + refused, 0), drafts: drafts(station) },
    rebuild: station.rebuild.view(),
  }
}

function serviceHere(status: ServiceStatus, inWords: (problem: Problem) => ProblemWords) {
  const { service, queue, oldestUnsentAt, refused, lastContactAt, cursor, epoch, pushProblem, pullProblem } = status
  const words = (code: string | null) => (code === null ? null : inWords({ code, params: {} }))
  return {
    ...{ service, queue, oldestUnsentAt, refused, lastContactAt, cursor, epoch },
    ...{ push: words(pushProblem), pull: words(pullProblem) },
  }
}

const PLACES = [
  { prefix: 'ward:', sql: 'SELECT name FROM ward_ward WHERE id = ?' },
  { prefix: 'pharmacy:', sql: 'SELECT name FROM pharmacy_department WHERE id = ?' },
]

function scopesHere({ db, device }: Station): ScopeHere[] {
  return device.scopes().map((each) => {
    const place = PLACES.find(({ prefix }) => each.scope.startsWith(prefix))
    const id = each.scope.slice(place?.prefix.length)
    const named = place && (statement(db, place.sql).get(id) as { name: string } | undefined)
    return { ...each, placeName: named?.name ?? null }
  })
}

const drafts = ({ db }: Station) => (statement(db, 'SELECT count(*) AS n FROM draft').get() as { n: number }).n
