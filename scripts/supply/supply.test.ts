import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { projectDir } from '../paths.ts'
import { faultsOf } from './bill.ts'
import { isAllowed, licencesPage } from './licences.ts'
import { lockedPackages, manifest } from './packages.ts'

const packages = lockedPackages()

it('Given every package, then its licence is allowed', () => {
  expect(packages.length).toBeGreaterThan(300)
  expect(packages.filter(({ license }) => !isAllowed(license))).toEqual([])
})

it.each([
  ['AGPL-3.0-only', false],
  ['GPL-2.0', false],
  ['LGPL-3.0', false],
  ['MIT AND GPL-3.0', false],
  ['UNLICENSED', false],
  ['SEE LICENSE IN x', false],
  ['', false],
  ['(MIT OR GPL-2.0)', true],
  ['MIT AND ISC', true],
])('Given the licence “%s”, then it is allowed: %s', (expression, allowed) => {
  expect(isAllowed(expression)).toBe(allowed)
})

it('Given the packages of today, then docs/licences.md lists them (npm run licences)', () => {
  expect(readFileSync(`${projectDir}docs/licences.md`, 'utf8')).toBe(licencesPage(packages))
})

it('Given every package, then its content is pinned by SHA-512', () => {
  expect(packages.filter(({ integrity }) => !integrity?.startsWith('sha512-')).map(({ name }) => name)).toEqual([])
})

it('Given what the project names itself, then each is pinned to one version', () => {
  const { dependencies, devDependencies, optionalDependencies } = manifest()
  const all = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
  const exact = /^(npm:(@[\w.-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/
  expect(all.filter(([, version]) => !exact.test(version))).toEqual([])
})

it('Given packages that run a script while they are installed, then each is named in allowScripts', () => {
  const { allowScripts } = manifest()
  const scripted = packages.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name)
  expect(scripted.filter((name) => !(name in allowScripts))).toEqual([])
})

const whole = {
  ...{ bomFormat: 'CycloneDX', specVersion: '1.5', serialNumber: `urn:uuid:${'0'.repeat(36)}`, version: 1 },
  metadata: { component: { 'bom-ref': 'app@1' } },
  components: [
    {
      ...{ 'bom-ref': 'a@1', type: 'library', name: 'a', version: '1', purl: 'pkg:npm/a@1' },
      ...{ hashes: [{ alg: 'SHA-512', content: '0'.repeat(128) }], licenses: [{}] },
    },
  ],
  dependencies: [{ ref: 'app@1', dependsOn: ['a@1'] }],
}

it('Given a bill of materials, then what is missing from it is told', () => {
  expect(faultsOf(whole)).toEqual([])
  expect(faultsOf({ ...whole, components: [{ ...whole.components[0], hashes: [] }] })).toHaveLength(1)
  expect(faultsOf({ ...whole, components: [...whole.components, ...whole.components] })).toEqual(['a@1 stands twice'])
  expect(faultsOf({ ...whole, dependencies: [{ ref: 'b@1' }] })).toEqual(['b@1 is depended on and not listed'])
})
