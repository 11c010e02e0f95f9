import type { Problem } from '../../kernel/errors.ts'

/** Refusal of a service as a screen shows it. */
export interface ProblemWords extends Problem {
  cause: string
  remedy: string
}

/** How this workstation stands with one service. Times are epoch ms by this computer's clock. */
export interface ServiceHere {
  service: string
  /** Saved and not yet answered. */
  queue: number
  oldestUnsentAt: number | null
  /** Refused, kept aside, or building on such. */
  refused: number
  lastContactAt: number | null
  /** Feed version that the rows stand at; null before the first. */
  cursor: number | null
  epoch: string | null
  /** What keeps it from sending or receiving now. */
  push: ProblemWords | null
  pull: ProblemWords | null
}

export interface ScopeHere {
  service: string
  scope: string
  /** The ward's name, where it is one that is known here. */
  placeName: string | null
  state: 'loading' | 'tailing' | 'ready' | 'revoked'
  /** Server time of the last confirmation. */
  confirmedAt: number | null
  done: number
  total: number
}

/** The connection of this workstation with everything that an administrator asks for on the phone. */
export interface ConnectionView {
  deviceName: string | null
  serverUrl: string | null
  connection: 'online' | 'offline' | 'connecting'
  since: number
  lastContactAt: number | null
  clockSkewMs: number | null
  services: ServiceHere[]
  scopes: ScopeHere[]
  numbers: { sequence: string; left: number; lentAtOnce: number }[]
  /** Bytes. */
  space: { cache: number; journal: number; free: number }
  /** What a rebuild leaves alone. */
  kept: { unsent: number; refused: number; drafts: number }
  rebuild: { running: { startedAt: number; done: number; total: number } | null; endedAt: number | null }
}

/** One workstation at one service, as the service knows it. */
export interface WorkstationService {
  service: string
  /** Versions of the feed that it has not fetched; null where it never pulled. */
  behind: number | null
  queue: number | null
  oldestUnsentAt: number | null
  stuck: number
  lastContactAt: number
}
export interface WorkstationLine {
  deviceId: string
  name: string
  /** The one that shows this. */
  here: boolean
  enrolledAt: number
  revokedAt: number | null
  version: string | null
  lastContactAt: number | null
  /** Its clock minus the server's, ms. */
  clockSkewMs: number | null
  /** Over all services; null: its version does not tell. */
  queue: number | null
  oldestUnsentAt: number | null
  /** Entries refused or kept aside at the server. */
  stuck: number
  rebuild: 'asked' | 'running' | 'done' | null
  services: WorkstationService[]
}
export interface FleetView {
  /** Server's answer, epoch ms by this computer's clock. */
  at: number
  /** Services that did not answer; what they know is missing. */
  silent: string[]
  workstations: WorkstationLine[]
}

export interface StuckView {
  id: string
  service: string
  name: string
  status: 'rejected' | 'quarantined'
  actorName: string
  occurredAt: number | null
  receivedAt: number
  problem: ProblemWords | null
}
