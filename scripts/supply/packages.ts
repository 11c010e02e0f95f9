import { readFileSync } from 'node:fs'
import { projectDir } from '../paths.ts'

/** One package as package-lock.json has it. */
export interface Package {
  name: string
  version: string
  /** SPDX expression, as its authors gave it. */
  license: string
  integrity: string | null
  hasInstallScript: boolean
}
interface Locked {
  name?: string
  version?: string
  license?: string
  integrity?: string
  hasInstallScript?: boolean
  link?: boolean
}

/** All packages that an installation may bring, on whatever system, by name and version. */
export function lockedPackages(): Package[] {
  const { packages } = readJson<{ packages: Record<string, Locked> }>('package-lock.json')
  const found = new Map<string, Package>()
  for (const [path, locked] of Object.entries(packages)) {
    if (path === '' || locked.link) continue
    // an alias is installed under one name and is another package
    const name = locked.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
    const { version = '', license = '', integrity = null, hasInstallScript = false } = locked
    found.set(`${name}@${version}`, { name, version, license, integrity, hasInstallScript })
  }
  return [...found.values()].sort((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1))
}

export interface Manifest {
  name: string
  version: string
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
  optionalDependencies: Record<string, string>
  /** Which packages may run a script while they are installed. */
  allowScripts: Record<string, boolean>
}
export const manifest = (): Manifest => readJson<Manifest>('package.json')

const readJson = <T>(file: string): T => JSON.parse(readFileSync(`${projectDir}${file}`, 'utf8')) as T
