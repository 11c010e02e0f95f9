import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join } from 'node:path'
import { build } from 'vite'
import { PROTOCOL_VERSION } from '../../src-shared/sync/envelope.ts'
import { projectDir } from '../paths.ts'
import { writeGolden } from './golden.ts'
import { SUMS, sumsOf } from './sums.ts'

/**
 * npm run freeze: keeps the client of this protocol version as one file, with golden messages beside it, so that later
 * servers are tested against the workstations that are out there. A frozen version is never written again.
 */
const folder = join(projectDir, 'e2e/compat', `v${PROTOCOL_VERSION}`)
if (existsSync(folder)) {
  process.stderr.write(`Protocol ${PROTOCOL_VERSION} is frozen already in ${folder}. Raise PROTOCOL_VERSION first.\n`)
  process.exit(1)
}
mkdirSync(folder, { recursive: true })
await build({
  configFile: false,
  logLevel: 'warn',
  // no dependency is left outside but the driver: a later zod must not change what was released
  ssr: { noExternal: true, external: ['better-sqlite3'] },
  build: {
    ssr: join(projectDir, 'scripts/freeze/client.ts'),
    outDir: folder,
    target: 'node20',
    minify: false,
    rollupOptions: {
      external: ['better-sqlite3', ...builtinModules, ...builtinModules.map((name) => `node:${name}`)],
      output: {
        entryFileNames: 'client.mjs',
        format: 'es',
        banner: `// Client of sync protocol ${PROTOCOL_VERSION}, frozen. Never edit.`,
      },
    },
  },
})
writeGolden(join(folder, 'golden'))
writeFileSync(join(folder, SUMS), sumsOf(folder))
process.stdout.write(`Protocol ${PROTOCOL_VERSION} is frozen in ${folder}\n`)
