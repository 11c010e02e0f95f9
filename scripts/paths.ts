import { fileURLToPath } from 'node:url'

/** The project's folder, wherever a command was started. */
export const projectDir = fileURLToPath(new URL('..', import.meta.url))
/** Server and workstations of the demonstration; `npm run demo:reset` begins it anew. */
export const demoDir = process.env.CARECODE_DEMO_DIR ?? `${projectDir}.demo`
export const demoPort = Number(process.env.CARECODE_PORT ?? 7420)
export const serverUrl = `http://127.0.0.1:${demoPort}`
