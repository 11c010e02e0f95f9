import type { Change } from './changes.ts'

/** A change, and whether a test noticed it. */
export interface Mutant extends Pick<Change, 'file' | 'line' | 'at' | 'kind'> {
  was: string
  becomes: string
  killed: boolean
}

export function mutantOf({ file, line, at, kind, was, becomes }: Change, killedBy: string | null): Mutant {
  const oneLine = (text: string) => text.replace(/\s+/g, ' ')
  return { file, line, at, kind, was: oneLine(was), becomes: oneLine(becomes), killed: killedBy !== null }
}

/** Per cent of those that a test noticed, cut to a tenth; null: there is nothing to notice. */
export function scoreOf(mutants: readonly Pick<Mutant, 'killed'>[]): number | null {
  if (mutants.length === 0) return null
  return Math.floor((mutants.filter(({ killed }) => killed).length / mutants.length) * 1000) / 10
}
