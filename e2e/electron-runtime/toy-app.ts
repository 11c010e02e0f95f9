import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { copyModules } from './open-app.ts'
import { projectIsClosed, projectRoot } from './paths.ts'

const main = `const path = require('node:path')
const { Worker } = require('node:worker_threads')
const { app, BrowserWindow, ipcMain } = require('electron')
const Database = require('better-sqlite3')
app.enableSandbox()
app.whenReady().then(() => {
  const database = new Database(path.join(app.getPath('userData'), 'toy.sqlite'))
  database.exec('CREATE TABLE IF NOT EXISTS vitals (pulse INTEGER, note TEXT)')
  ipcMain.handle('record', (_event, pulse) => {
    database.prepare('INSERT INTO vitals VALUES (?, ?)').run(pulse, 'seen')
    database.aggregate('longest', { start: '', step: (best, next) => (next.length > best.length ? next : best) })
    return database.prepare('SELECT count(*) AS rows, sum(pulse) AS total, longest(note) AS note FROM vitals').get()
  })
  ipcMain.handle('inWorker', () => new Promise((resolve, reject) => {
    const code = "const D = require('worker_threads').workerData; const d = new (require(D))(':memory:');" +
      "require('worker_threads').parentPort.postMessage(d.prepare('SELECT sqlite_version() AS v').get().v)"
    const worker = new Worker(code, { eval: true, workerData: require.resolve('better-sqlite3') })
    worker.once('message', resolve).once('error', reject)
  }))
  const window = new BrowserWindow({
    webPreferences: { contextIsolation: true, sandbox: true, preload: path.join(__dirname, 'preload.cjs') },
  })
  window.setTitle('Toy ' + app.getVersion())
  window.loadFile(path.join(__dirname, '..', 'renderer', 'index.html'))
})
app.on('window-all-closed', () => app.quit())
`

const preload = `const { contextBridge, ipcRenderer } = require('electron')
contextBridge.exposeInMainWorld('toy', {
  record: (pulse) => ipcRenderer.invoke('record', pulse),
  inWorker: () => ipcRenderer.invoke('inWorker'),
})
`

const page = `<!doctype html>
<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'self'">
<title>Toy</title><h1>Round, bed 4</h1><button type="button">Record pulse 72</button><output></output>
<script src="assets/toy.js"></script>
`

const script = `document.querySelector('button').addEventListener('click', async () => {
  const row = await window.toy.record(72)
  document.querySelector('output').textContent = row.rows + ' saved, total ' + row.total + ', ' + row.note
})
`

/** Writes an app of the product's shape (dist/main, dist/renderer): a button that saves to SQLite. */
export async function writeToyApp(folder: string, version: string, use: 'launch' | 'package'): Promise<void> {
  const manifest = {
    name: 'carecode-toy',
    productName: 'CareCode Toy',
    version,
    description: 'Proves launch and packaging',
    author: 'CareCode',
    main: 'dist/main/main.cjs',
    dependencies: { 'better-sqlite3': '13.2.0' },
  }
  await mkdir(join(folder, 'dist', 'main'), { recursive: true })
  await mkdir(join(folder, 'dist', 'renderer', 'assets'), { recursive: true })
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest, null, 2))
  await writeFile(join(folder, 'dist', 'main', 'main.cjs'), main)
  await writeFile(join(folder, 'dist', 'main', 'preload.cjs'), preload)
  await writeFile(join(folder, 'dist', 'renderer', 'index.html'), page)
  await writeFile(join(folder, 'dist', 'renderer', 'assets', 'toy.js'), script)
  const modules = join(folder, 'node_modules')
  // the packager needs all of them and runs as we do; the app needs its own and may run as another account
  if (use === 'launch' && projectIsClosed) await copyModules(modules)
  else await symlink(join(projectRoot, 'node_modules'), modules)
}
