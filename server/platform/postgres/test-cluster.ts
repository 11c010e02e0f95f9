import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { type Connection, startCluster } from './cluster.ts'
import { ClusterError } from './errors.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The shared test cluster, or why there is none. */
    testCluster: { connection: Connection } | { missing: string }
  }
}

/** Vitest globalSetup: one cluster for the whole run, as durable as the real one, gone afterwards. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const dataDir = mkdtempSync(join(tmpdir(), 'carecode-test-postgres-'))
  const remove = () => rmSync(dataDir, { recursive: true, force: true })
  try {
    const cluster = await startCluster({ dataDir })
    project.provide('testCluster', { connection: cluster.connection })
    return async () => {
      await cluster.stop()
      remove()
    }
  } catch (error) {
    remove()
    if (!(error instanceof ClusterError)) throw error
    // tests without a database still run; those with one fail and say this
    project.provide('testCluster', { missing: `${error.code}: ${error.message} ${error.remedy}` })
    return undefined
  }
}
