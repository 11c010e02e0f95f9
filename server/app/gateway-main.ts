import { mkdir } from 'node:fs/promises'
import { startGateway } from './gateway/start-gateway.ts'
import { logLine, runProcess } from './run-process.ts'
import { gatewayConfig } from './split/config.ts'

/** npm run gateway -- --data-dir DIR --port 7420 */
runProcess('gateway', async () => {
  const config = gatewayConfig(process.argv.slice(2))
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 })
  return startGateway(config, (line) => logLine({ process: 'gateway', ...line }))
})
