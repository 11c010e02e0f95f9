import { expect, it } from 'vitest'
import { misplaced } from '../support/patched-code.ts'
import { findAttacks } from './find.ts'

const attacks = await findAttacks()

it('Given the attacks, then each has a name of its own, a code and a defence', () => {
  expect(new Set(attacks.map(({ name }) => name)).size).toBe(attacks.length)
  expect(attacks.filter(({ code, defence }) => code === '' || defence.length === 0)).toEqual([])
})

it('Given each attack, then what its defence consists of stands exactly once in the code of today', () => {
  const lost = attacks.map(({ name, defence }) => ({ name, patches: misplaced(defence) }))
  expect(lost.filter(({ patches }) => patches.length > 0)).toEqual([])
})
