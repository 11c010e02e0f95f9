// Stands in for Electron's own default app, which the test runtime lacks: `electron [switches] APP_FOLDER [arguments]`.
const { readFileSync } = require('node:fs')
const path = require('node:path')
const { app } = require('electron')

require(path.join(path.dirname(process.execPath), 'native-hook.cjs'))

function loadApp(folder) {
  const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
  app.setName(manifest.productName || manifest.name)
  app.setVersion(manifest.version)
  app.setAppPath(folder)
  if (!app.commandLine.hasSwitch('user-data-dir')) {
    app.setPath('userData', path.join(app.getPath('appData'), app.getName()))
  }
  process.defaultApp = true
  require(path.resolve(folder, manifest.main || 'index.js'))
}

// A throw while loading would open a dialog that nobody can answer: leave at once instead.
try {
  const folder = process.argv.slice(1).find((argument) => !argument.startsWith('-'))
  if (folder === undefined) throw new Error('No app folder among the arguments')
  loadApp(path.resolve(folder))
} catch (error) {
  console.error(error)
  app.exit(70)
}
