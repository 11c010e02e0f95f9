import type { Patch } from '../support/patched-code.ts'
import type { Target } from './run/target.ts'

/** `evidence`: what the attacker holds or has changed, in a few words. */
export type Result = { repelled: string } | { succeeded: string }
export const repelled = (code: string): Result => ({ repelled: code })
export const succeeded = (evidence: string): Result => ({ succeeded: evidence })

/**
 * What an attacker does, in the words of docs/security.md. It is run against the product as it is, where it must be
 * repelled with `code`, and again with the defence taken out, where it must succeed: a test that cannot fail shows nothing.
 */
export interface Attack {
  /** Unique, as-in-a-file-name. */
  name: string
  /** `forges a token of another workstation` */
  what: string
  /** How the refusal is told: a code of the catalogue, an HTTP status, or what the attacker is left with in one word. */
  code: string
  /** Textual patches that take the defence out of the product's files. More than one where it has layers. */
  defence: readonly Patch[]
  /** An error that it throws is a broken attack, never a repelled one. */
  run(target: Target): Promise<Result>
  /** It leaves the hospital in a state in which the others cannot be tried. */
  alone?: true
}

export interface Found extends Attack {
  area: string
  /** From the root of the project. */
  file: string
}
