import { join } from 'node:path'

export const projectRoot = join(import.meta.dirname, '..', '..')
export const cacheRoot = join(projectRoot, '.cache', 'electron-runtime')
export const standInFolder = join(import.meta.dirname, 'stand-in')
