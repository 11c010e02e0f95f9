import { join, resolve } from 'node:path'
import type { HostArgs } from './args.ts'

/** Folder of one workstation's data: cache, key, enrolment, journal. */
export const profileDir = (dataDir: string, profile: string): string => join(dataDir, profile)

/** Folder of all profiles: of the argument, else of the environment, else the host's `usual` one. */
export const stationsDir = (args: Pick<HostArgs, 'data-dir'>, usual: string): string =>
  resolve(args['data-dir'] ?? process.env.CARECODE_HOME ?? usual)
