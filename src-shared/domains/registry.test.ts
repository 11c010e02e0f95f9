import { describe, expect, it } from 'vitest'
import { platformErrors } from '../kernel/errors.ts'
import { errorText, registry } from './registry.ts'

const catalogues = [platformErrors, ...registry.domains.map((domain) => domain.errors)]
const duplicates = (names: string[]) => names.filter((name, i) => names.indexOf(name) !== i)

describe('registry of the domains', () => {
  it('given all catalogues, when their codes are put together, then no code means two things', () => {
    expect(duplicates(catalogues.flatMap((texts) => Object.keys(texts)))).toEqual([])
  })

  it('given every code, when its text is asked for, then it is the text of its catalogue', () => {
    for (const texts of catalogues) for (const [code, text] of Object.entries(texts)) expect(errorText(code)).toBe(text)
  })

  it('given a code of a newer version, when its text is asked for, then the code is named', () => {
    expect(errorText('WARD_ON_THE_MOON').cause).toContain('WARD_ON_THE_MOON')
    expect(errorText('constructor').cause).toContain('(constructor)')
  })

  it('given all commands, when registered, then each is found under its name and belongs to its service', () => {
    for (const domain of registry.domains)
      for (const each of domain.commands) {
        expect(registry.command(each.name, each.version)).toBe(each)
        expect(each.service).toBe(domain.service)
        if (!each.internal) expect(each.allow.length).toBeGreaterThan(0)
      }
  })

  it('given all commands, kinds and sequences, when compared, then no name is used twice', () => {
    const { domains } = registry
    expect(duplicates(domains.flatMap((d) => d.commands.map((c) => `${c.name}@${c.version}`)))).toEqual([])
    expect(duplicates(domains.flatMap((d) => d.kinds.map((k) => k.name)))).toEqual([])
    expect(duplicates(domains.flatMap((d) => d.sequences.map((s) => s.name)))).toEqual([])
  })

  it('given a kind whose rows follow a parent, when listed, then the parent stands before it', () => {
    for (const { kinds } of registry.domains)
      kinds.forEach((kind, i) => {
        if (kind.scope.type === 'parent') expect(kinds.slice(0, i)).toContain(kind.scope.kind())
      })
  })
})
