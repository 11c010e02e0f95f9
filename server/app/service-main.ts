import { mkdir } from 'node:fs/promises'
import { logLine, runProcess } from './run-process.ts'
import { serviceConfig } from './split/config.ts'
import { startServices } from './split/start-services.ts'

/** npm run service -- <name>… --data-dir DIR --gateway URL */
runProcess('service', async () => {
  const config = serviceConfig(process.argv.slice(2), process.env)
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 })
  return startServices(config, (line) => logLine({ services: config.names.join('+'), ...line }))
})
