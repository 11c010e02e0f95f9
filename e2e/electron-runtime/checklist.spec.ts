import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ElectronApplication, expect, type Page, test } from '@playwright/test'
import { makeAuthority } from '../../scripts/ca/authority.ts'
import { readTls } from '../../server/app/tls.ts'
import { launchElectron } from './launch.ts'
import { openApp } from './open-app.ts'
import { projectRoot } from './paths.ts'
import { prepareRuntime } from './runtime.ts'

// Electron's security checklist (electronjs.org/docs/latest/tutorial/security), item by item, on the running workstation
let app: ElectronApplication
let page: Page
let folder: string

test.beforeAll(async () => {
  test.setTimeout(180_000)
  const runtime = await prepareRuntime()
  if (runtime.kind === 'absent') {
    console.log(`Skipped: ${runtime.reasonIfAbsent}`)
    return test.skip(true, runtime.reasonIfAbsent)
  }
  folder = mkdtempSync(join(tmpdir(), 'checklist-'))
  // the app runs under another account
  chmodSync(folder, 0o755)
  app = await launchElectron(runtime, { appDir: await openApp(), userDataDir: join(folder, 'data') })
  page = await app.firstWindow()
  await expect(page.getByRole('textbox').first()).toBeVisible({ timeout: 60_000 })
})
test.afterAll(async () => {
  await app?.close()
  if (folder) rmSync(folder, { recursive: true, force: true })
})

const preferences = () =>
  app.evaluate(({ BrowserWindow }) => {
    // of the window as it is, which no type of Electron's tells
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>
    }
    return contents.getLastWebPreferences()
  })
const windows = () => app.evaluate(({ webContents }) => webContents.getAllWebContents().length)
/** A page that goes elsewhere does so within this time. */
const aMoment = () => page.waitForTimeout(400)
const OWN = 'carecode://app/'

test('1 only secure content: the page comes by the own scheme and reaches no plain http', async () => {
  expect(page.url()).toMatch(/^carecode:\/\/app\//)
  const reach = (url: string) =>
    fetch(url).then(
      () => 'reached',
      () => 'refused',
    )
  for (const url of ['http://127.0.0.1:9/', 'https://example.org/', 'ws://127.0.0.1:9/'])
    expect(await page.evaluate(reach, url)).toBe('refused')
})

test('2, 3, 4, 6, 8, 9, 10 no Node, isolated, sandboxed, web security on, nothing insecure or experimental', async () => {
  const is = await preferences()
  expect([is.nodeIntegration, is.nodeIntegrationInSubFrames, is.nodeIntegrationInWorker].some(Boolean)).toBe(false)
  expect([is.contextIsolation, is.sandbox]).toEqual([true, true])
  expect(is.webSecurity).not.toBe(false)
  expect([is.allowRunningInsecureContent, is.experimentalFeatures].some(Boolean)).toBe(false)
  expect([is.enableBlinkFeatures ?? '', is.disableBlinkFeatures ?? '']).toEqual(['', ''])
  expect(
    await page.evaluate(() => ['require', 'process', 'module', 'Buffer'].filter((name) => name in window)),
  ).toEqual([])
})

test('5 no permission is given, and without the handlers it would be', async () => {
  const asked = () =>
    page.evaluate(async () => [
      (await navigator.permissions.query({ name: 'geolocation' })).state,
      (await navigator.permissions.query({ name: 'notifications' })).state,
      await new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('given'),
          ({ PERMISSION_DENIED, code }) => resolve(code === PERMISSION_DENIED ? 'denied' : 'tried'),
        ),
      ),
    ])
  expect(await asked()).toEqual(['denied', 'denied', 'denied'])
  await app.evaluate(({ session }) => session.defaultSession.setPermissionCheckHandler(() => true))
  expect((await asked())[0]).toBe('granted')
  await app.evaluate(({ session }) => session.defaultSession.setPermissionCheckHandler(() => false))
})

test('7 the policy comes with every answer and lets no script run but the program’s', async () => {
  const policy = await page.evaluate(async () => (await fetch('/index.html')).headers.get('content-security-policy'))
  expect(policy).toContain("default-src 'self'; script-src 'self';")
  expect(policy).not.toMatch(/script-src[^;]*(unsafe|\*|data:)/)
  await page.evaluate(() => {
    const picture = document.createElement('div')
    picture.innerHTML = '<img src="/nothing" onerror="window.stolen = true">'
    document.body.append(picture)
  })
  await page.evaluate(() => {
    // later: what is evaluated for a test may itself make code of text
    setTimeout(() => {
      const seen = window as { made?: string }
      try {
        seen.made = new Function('return "run"')()
      } catch {
        seen.made = 'refused'
      }
    })
  })
  await aMoment()
  const seen = await page.evaluate(() => ['stolen' in window, (window as { made?: string }).made])
  expect(seen).toEqual([false, 'refused'])
})

test('11, 12 a web view is not made', async () => {
  const before = await windows()
  await page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<webview src="https://example.org/" allowpopups></webview>')
  })
  await aMoment()
  expect(await windows()).toBe(before)
  expect((await preferences()).webviewTag).toBeFalsy()
})

test('13 the window stays where it is, and goes elsewhere without the guard', async () => {
  const go = (url: string) => page.evaluate((to) => location.assign(to), url)
  for (const url of ['https://example.org/', 'file:///etc/passwd', 'carecode://other/index.html', 'data:text/html,x']) {
    await go(url)
    await aMoment()
    expect(page.url(), url).toContain(OWN)
  }
  await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    const guards = contents?.listeners('will-navigate') ?? []
    contents?.removeAllListeners('will-navigate')
    contents?.once('did-fail-load', () => {
      for (const guard of guards) contents.on('will-navigate', guard as () => void)
    })
  })
  await go('carecode://other/index.html')
  await expect.poll(() => page.url()).not.toContain(OWN)
  await app.evaluate(({ BrowserWindow }, own) => BrowserWindow.getAllWindows()[0]?.loadURL(`${own}index.html`), OWN)
  await expect(page.getByRole('textbox').first()).toBeVisible()
})

test('14 no window is opened, and one is without the handler', async () => {
  const open = () => page.evaluate(() => window.open('/index.html') !== null)
  expect([await open(), await windows()]).toEqual([false, 1])
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.setWindowOpenHandler(() => ({ action: 'allow' })),
  )
  expect(await open()).toBe(true)
  await app.evaluate(({ BrowserWindow }) => {
    const [kept, ...others] = BrowserWindow.getAllWindows().sort((a, b) => a.id - b.id)
    for (const other of others) other.destroy()
    kept?.webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
})

test('15 nothing is handed to the system to open', async () => {
  await app.evaluate(({ shell }) => {
    const seen = globalThis as { handed?: string[] }
    seen.handed = []
    shell.openExternal = async (url) => void seen.handed?.push(url)
    shell.openPath = async (path) => `${seen.handed?.push(path)}`
  })
  await page.evaluate(() => {
    for (const href of ['https://example.org/', 'file:///etc/passwd', 'ms-msdt:/id', 'mailto:x@example.org']) {
      const link = Object.assign(document.createElement('a'), { href, target: '_blank' })
      document.body.append(link)
      link.click()
      window.open(href)
    }
  })
  await aMoment()
  expect(await app.evaluate(() => (globalThis as { handed?: string[] }).handed)).toEqual([])
  expect(page.url()).toContain(OWN)
})

test('16 Electron is pinned to one version', () => {
  const { devDependencies } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'))
  expect(devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/)
})

test('17 a message from another frame or page is not answered', async () => {
  const answered = await app.evaluate(async ({ ipcMain, BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    const answers: string[] = []
    const sender = (mainFrame: unknown) => ({
      ...{ id: 999, mainFrame, isDestroyed: () => false, on: () => sender },
      send: (_channel: string, text: string) => answers.push(text),
    })
    const call = JSON.stringify({ kind: 'call', id: 'x', type: 'query', path: 'session.view' })
    const frame = { url: contents?.getURL() ?? '' }
    const evil = { url: 'https://evil.example/' }
    ipcMain.emit('carecode', { sender: sender({}), senderFrame: frame }, call)
    ipcMain.emit('carecode', { sender: sender(evil), senderFrame: evil }, call)
    ipcMain.emit('carecode', { sender: sender(frame), senderFrame: null }, call)
    await new Promise((resolve) => setTimeout(resolve, 200))
    const foreign = answers.length
    ipcMain.emit('carecode', { sender: sender(frame), senderFrame: frame }, call)
    await new Promise((resolve) => setTimeout(resolve, 200))
    return [foreign, answers.length]
  })
  expect(answered).toEqual([0, 1])
})

test('18 files are not reached, neither by file: nor out of the folder', async () => {
  const status = (url: string) =>
    fetch(url).then(
      ({ status }) => status,
      () => 'refused',
    )
  expect(await page.evaluate(status, 'file:///etc/passwd')).toBe('refused')
  for (const path of ['..%2f..%2fpackage.json', '%2e%2e/package.json', 'assets/..%5c..%5cpackage.json', '.env'])
    expect(await page.evaluate(status, `${OWN}${path}`), path).toBe(404)
  expect(await page.evaluate(status, `${OWN}index.html`)).toBe(200)
})

test('20 the page is given two functions and nothing of Electron’s', async () => {
  const bridge = await page.evaluate(() => {
    const { carecode } = window as unknown as { carecode: Record<string, unknown> }
    return Object.entries(carecode).map(([name, value]) => `${name}: ${typeof value}`)
  })
  expect(bridge.sort()).toEqual(['listen: function', 'send: function'])
})

test('the session takes no certificate but the hospital’s, and any one without its check', async () => {
  const tls = join(folder, 'tls')
  makeAuthority({ dir: tls, hosts: ['127.0.0.1', 'localhost'], now: new Date() })
  const { cert, key } = await readTls(tls)
  const server = createServer({ cert, key }, (_req, res) => res.end('heard'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const ask = (host: string) =>
    app.evaluate(
      ({ net, session }, url) =>
        new Promise<string>((resolve) => {
          // what cancels every request of this session is out of the way: the certificate alone is looked at
          session.defaultSession.webRequest.onBeforeRequest(null)
          const request = net.request({ url, session: session.defaultSession })
          request.on('response', ({ statusCode }) => resolve(`${statusCode}`))
          request.on('error', ({ message }) => resolve(message))
          request.end()
        }),
      `https://${host}:${port}/`,
    )
  try {
    expect(await ask('127.0.0.1')).toMatch(/^net::ERR_/)
    await app.evaluate(({ session }) => session.defaultSession.setCertificateVerifyProc((_asked, answer) => answer(0)))
    expect(await ask('localhost')).toBe('200')
  } finally {
    server.close()
  }
})
