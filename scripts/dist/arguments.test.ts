import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readArguments, repository } from './arguments.ts'

test('Given no arguments, Then this repository goes to its release folder in its own version', () => {
  expect(readArguments([])).toEqual({
    project: repository,
    out: join(repository, 'release'),
    version: undefined,
    only: [],
  })
})

test('Given another project, Then its packages go to its own release folder', () => {
  expect(readArguments(['--project', '/ward/toy', '--version', '1.4.0', '--only', 'dir', '--only', 'deb'])).toEqual({
    project: '/ward/toy',
    out: '/ward/toy/release',
    version: '1.4.0',
    only: ['dir', 'deb'],
  })
})

test('Given a version that no update could be compared with, Then it is refused by name', () => {
  expect(() => readArguments(['--version', 'next'])).toThrow('not "next"')
})

test('Given a mistyped argument, Then it is refused', () => {
  expect(() => readArguments(['--verison', '1.4.0'])).toThrow('--verison')
})
