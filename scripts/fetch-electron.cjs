// Runs after `npm ci`, under whichever Node there is: asks for Electron's own program, and goes on where it cannot be had.
const { spawnSync } = require('node:child_process')
const { existsSync } = require('node:fs')
const { dirname, join } = require('node:path')

let root
try {
  root = dirname(require.resolve('electron/package.json'))
} catch {
  process.exit(0)
}
if (process.env.ELECTRON_SKIP_BINARY_DOWNLOAD || existsSync(join(root, 'path.txt'))) process.exit(0)
const { status } = spawnSync(process.execPath, [join(root, 'install.js')], { stdio: 'ignore', timeout: 120_000 })
if (status !== 0) console.log('Electron’s program could not be fetched; the workstation opens in the browser instead.')
process.exit(0)
