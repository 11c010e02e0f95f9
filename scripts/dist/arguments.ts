import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

export const repository = join(import.meta.dirname, '..', '..')
export const cacheFolder = join(repository, '.cache', 'dist')

export interface DistArguments {
  /** Folder with package.json, dist/ and node_modules/. */
  readonly project: string
  /** Where the packages go. */
  readonly out: string
  /** Version to build in place of package.json's. */
  readonly version: string | undefined
  /** Names of the targets wanted, `dir` for example; empty: all of them. */
  readonly only: readonly string[]
}

export function readArguments(argv: readonly string[]): DistArguments {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      project: { type: 'string' },
      out: { type: 'string' },
      version: { type: 'string' },
      only: { type: 'string', multiple: true },
    },
  })
  const project = resolve(values.project ?? repository)
  if (values.version !== undefined && !/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(values.version)) {
    throw new Error(`--version takes a version such as 1.4.0, not "${values.version}"`)
  }
  return {
    project,
    out: resolve(values.out ?? join(project, 'release')),
    version: values.version,
    only: values.only ?? [],
  }
}
