import { join, resolve } from 'node:path'
import { app, BrowserWindow, dialog, ipcMain, Menu, protocol, safeStorage, session } from 'electron'
import { assetsIn } from '../platform/printing/assets.ts'
import { type HostArgs, parseHostArgs } from './args.ts'
import { openWorkplace, type Workplace } from './compose.ts'
import { type IpcMainLike, serveIpc } from './ipc/server.ts'
import { profileDir, stationsDir } from './profile.ts'
import { declareRendererScheme, RENDERER_ORIGIN, serveRenderer } from './renderer-protocol.ts'
import { lockDownContents, lockDownSession } from './security/lock-down.ts'
import { pinSession } from './security/server-certificate.ts'
import { startProblem } from './start-problem.ts'
import { systemSafe } from './system-safe.ts'

/** The workstation in Electron. One instance for each userData folder; profiles side by side have one each. */
function run(): void {
  const args = parseHostArgs(process.argv.slice(1), true)
  const dataDir = stationsDir(args, join(app.getPath('userData'), 'stations'))
  // the instance lock belongs to this folder: two profiles must not shut each other out
  if (!app.commandLine.hasSwitch('user-data-dir'))
    app.setPath('userData', join(profileDir(dataDir, args.profile), 'electron'))
  if (!app.requestSingleInstanceLock()) {
    app.exit(0)
    return
  }
  app.enableSandbox()
  declareRendererScheme(protocol)
  lockDownContents(app, RENDERER_ORIGIN)
  app.on('window-all-closed', () => app.quit())
  process.once('SIGTERM', () => app.quit())
  process.once('SIGINT', () => app.quit())
  app
    .whenReady()
    .then(() => start(args, dataDir))
    .catch(giveUp)
}

async function start(args: HostArgs, dataDir: string): Promise<void> {
  const keychain = systemSafe(safeStorage, process.platform)
  const workplace = await openWorkplace({
    ...{ host: 'electron', version: app.getVersion(), dataDir, args },
    systemSafe: keychain,
    printAssets: assetsIn(join(app.getAppPath(), 'dist', 'main', 'print')),
  })
  serveWindow(workplace)
  lockDownSession(session.defaultSession, RENDERER_ORIGIN)
  pinSession(session.defaultSession, workplace.trust)
  serveRenderer(protocol, resolve(args.renderer ?? join(app.getAppPath(), 'dist', 'renderer')))
  Menu.setApplicationMenu(null)
  const window = openWindow()
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore()
    window.focus()
  })
}

/** One window, so one seat: a reload of the page leaves whoever signed in where they are. */
function serveWindow(workplace: Workplace): void {
  const context = workplace.openContext()
  serveIpc(ipcMain as unknown as IpcMainLike, {
    router: workplace.router,
    createContext: () => context,
    origin: RENDERER_ORIGIN,
    onRefused: (reason) => process.stderr.write(`A call from a page was refused: ${reason}\n`),
  })
  app.once('will-quit', () => {
    workplace.closeContext(context)
    workplace.close()
  })
}

function openWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    webPreferences: {
      preload: join(app.getAppPath(), 'dist', 'main', 'preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => window.show())
  // what was typed is in the drafts, so a page that crashed can simply come again
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    process.stderr.write(`The page is gone (${reason}) and is loaded again\n`)
    window.webContents.reload()
  })
  void window.loadURL(`${RENDERER_ORIGIN}/index.html`)
  return window
}

/** To the terminal first: where nobody sees the dialog, the reason must stand somewhere. */
async function giveUp(error: unknown): Promise<void> {
  const message = startProblem(error)
  process.stderr.write(`${message}\n`)
  await dialog.showMessageBox({
    type: 'error',
    title: 'CareCode',
    message: 'The workstation cannot start.',
    detail: message,
  })
  app.exit(1)
}

try {
  run()
} catch (error) {
  // an uncaught error here would open a dialog that a service start cannot answer
  process.stderr.write(`${startProblem(error)}\n`)
  app.exit(2)
}
