import { join } from 'node:path'

/** Folder of one workstation's data: cache, key, enrolment, journal. */
export const profileDir = (dataDir: string, profile: string): string => join(dataDir, profile)
