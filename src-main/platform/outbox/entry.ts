import type { Problem } from '../../../src-shared/kernel/errors.ts'

/**
 * waiting: not sent. sent: numbered, no outcome yet. accepted, flagged, rejected, quarantined: the server's outcome.
 * blocked: an edit that builds on a rejected command; kept here for a person to decide.
 */
export type OutboxStatus = 'waiting' | 'sent' | 'accepted' | 'flagged' | 'rejected' | 'quarantined' | 'blocked'

export interface OutboxEntry {
  seq: number
  commandId: string
  service: string
  name: string
  version: number
  class: string
  /** Canonical JSON of the record, word for word as it was hashed. */
  record: string
  hash: string
  /** Empty until it is numbered. */
  signature: string
  status: OutboxStatus
  clientId: string | null
  number: number | null
  ver: number | null
  /** 1: it is sent to be kept by the server, not to be executed. */
  held: number
  /** 1: it was sent at least once, so that the server may know it. */
  goneOut: 0 | 1
}

/** For the list of what waits and what went wrong. */
export interface OutboxItem {
  seq: number
  commandId: string
  name: string
  version: number
  actorId: string
  occurredAt: number
  status: OutboxStatus
  problem: Problem | null
  flags: Problem[]
  /** What a person decided about a refused or blocked one; null while nobody has. */
  closed: { at: number; by: string; reason: string } | null
}
export interface OutboxCounts {
  /** waiting + sent */
  toSend: number
  oldestUnsentAt: number | null
  /** rejected + quarantined + blocked, not closed by a person */
  problems: number
}
/** Of one service. */
export interface ServiceQueue {
  /** waiting + sent */
  queue: number
  /** When the one that waits longest was made, epoch ms. */
  oldestUnsentAt: number | null
  /** rejected + quarantined + blocked */
  refused: number
}
export interface Touched {
  reads: readonly string[]
  writes: readonly string[]
}

export const rowKey = (kind: string, id: string) => `${kind}/${id}`
export const listKey = (kind: string, index: string, key: readonly unknown[]) =>
  `${kind}?${index}=${JSON.stringify(key)}`

/** kind and id of a row's key; null for the key of a list. */
export function rowOfKey(key: string): { kind: string; id: string } | null {
  const slash = key.indexOf('/')
  if (slash < 0 || key.slice(0, slash).includes('?')) return null
  return { kind: key.slice(0, slash), id: key.slice(slash + 1) }
}
