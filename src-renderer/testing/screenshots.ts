import { mkdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, resolve } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium, type Page } from '@playwright/test'

/** Looks at every screen of the fixture build: `vite build --config vite.renderer.config.ts --mode fixture` first. */
const root = resolve(import.meta.dirname, '../../artifacts/renderer-fixture')
const out = resolve(import.meta.dirname, '../../artifacts/screens')
const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
}
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']

const server = createServer((request, response) => {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname
  const file = join(root, path === '/' ? 'index.html' : path)
  try {
    response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream')
    response.end(readFileSync(file))
  } catch {
    response.writeHead(404).end()
  }
})

const BED = '[data-bed]'
type Step = (page: Page) => Promise<unknown>
const press =
  (...keys: string[]): Step =>
  async (page) => {
    for (const key of keys) await page.keyboard.press(key, { delay: 45 })
  }
const inInbox =
  (...keys: string[]): Step =>
  async (page) => {
    await page.waitForSelector('[data-item]:focus')
    await press(...keys)(page)
  }
const SCREENS: Record<string, { query?: string; hash?: string; steps?: Step }> = {
  board: { steps: press('1', '2') },
  'board-offline': { query: 'offline' },
  'board-empty': { query: 'empty' },
  locked: { query: 'locked' },
  vitals: {
    steps: async (page) => {
      await press('7', 'v')(page)
      await page.waitForSelector('[data-vital=respirationRate]')
      await press('2', '2', '3', '4', 'Enter', 'o', '4')(page)
    },
  },
  chart: { steps: press('3', 'Enter') },
  'chart-vitals': { steps: press('3', 'Enter', 'v') },
  'chart-admission': { steps: press('1', '2', 'Enter', ']') },
  'chart-allergies': { steps: press('2', 'Enter', ']', ']') },
  'chart-history': { steps: press('2', 'Enter', '[') },
  transfer: { steps: press('5', 't', '1', '0') },
  discharge: { steps: press('1', '2', 'd') },
  details: { steps: press('5', 'i') },
  admit: { steps: press('1', '0', 'a', 'p', 'e', 'r') },
  'admit-form': { steps: press('1', '0', 'a', 'p', 'e', 'r', 'Enter') },
  search: { hash: '#/patients', steps: press('m', 'a', 'n', 'y') },
  register: {
    hash: '#/register',
    steps: async (page) => {
      await page.getByLabel('Family name').fill('Perera')
      await page.getByLabel('Given names').fill('Kamal')
      await page.getByRole('radio', { name: 'Male', exact: true }).click()
      await page.getByLabel(/Born/).fill('14 3 1958')
      await page.waitForTimeout(400)
    },
  },
  'board-unplaced': { query: 'unplaced' },
  inbox: { hash: '#/inbox' },
  'inbox-offline': { query: 'offline', hash: '#/inbox' },
  'inbox-wrong': { query: 'wrong', hash: '#/inbox' },
  'inbox-none': { query: 'rows=0', hash: '#/inbox' },
  'inbox-200': { query: 'rows=200', hash: '#/inbox', steps: inInbox('j', 'Enter') },
  'inbox-held': { hash: '#/inbox', steps: inInbox('j', 'j', 'j', 'j', 'j', 'Enter') },
  'inbox-tamil': {
    hash: '#/inbox',
    steps: async (page) => {
      await page.evaluate(() => localStorage.setItem('carecode.language', 'ta')).then(() => page.reload())
      await inInbox('j', 'j', 'j', 'j', 'j', 'Enter')(page)
    },
  },
  'inbox-flag': { hash: '#/inbox', steps: inInbox('j', 'Enter') },
  'inbox-conflict': { hash: '#/inbox', steps: inInbox('j', 'j', 'Enter') },
  'inbox-twice': { hash: '#/inbox', steps: inInbox('j', 'j', 'j', 'Enter') },
  'inbox-why': { hash: '#/inbox', steps: inInbox('j', 'j', 'Enter', 't') },
  correct: { hash: '#/patient/01931000-0000-7000-8000-000000000004', steps: press('e') },
  connection: { hash: '#/connection' },
  'connection-offline': { query: 'offline', hash: '#/connection' },
  'connection-rebuild': {
    hash: '#/connection',
    steps: (page) => page.getByRole('button', { name: 'Rebuild…' }).click(),
  },
  'connection-rebuilding': {
    hash: '#/connection',
    steps: async (page) => {
      await page.getByRole('button', { name: 'Rebuild…' }).click()
      await page.getByRole('button', { name: 'Rebuild now' }).click()
      await page.waitForTimeout(1200)
    },
  },
  audit: { query: 'administrator', hash: '#/audit' },
  'audit-glass': { query: 'administrator', hash: '#/audit/breakGlass' },
  'audit-choose': { query: 'administrator', hash: '#/audit/patient' },
  'audit-patient': { query: 'administrator', hash: '#/audit/patient/0193b000-0000-7000-8000-000000000050' },
  'audit-none': { query: 'administrator&rows=0', hash: '#/audit' },
  'audit-200': { query: 'administrator&rows=200', hash: '#/audit/user/0193b000-0000-7000-8000-000000000001' },
  'audit-offline': { query: 'administrator&offline', hash: '#/audit' },
  'audit-tamil': {
    query: 'administrator',
    hash: '#/audit',
    steps: (page) => page.evaluate(() => localStorage.setItem('carecode.language', 'ta')).then(() => page.reload()),
  },
  workstations: { query: 'administrator', hash: '#/workstations' },
  'workstations-offline': { query: 'administrator&offline', hash: '#/workstations' },
  'workstations-stuck': {
    query: 'administrator',
    hash: '#/workstations',
    steps: (page) => page.getByRole('button', { name: 'Ward 7 trolley' }).click(),
  },
  'workstations-wrong': { query: 'administrator&wrong', hash: '#/workstations' },
  'workstations-200': { query: 'administrator&rows=200', hash: '#/workstations' },
  'workstations-tamil': {
    query: 'administrator',
    hash: '#/workstations',
    steps: (page) => page.evaluate(() => localStorage.setItem('carecode.language', 'ta')).then(() => page.reload()),
  },
  terminals: {
    query: 'administrator',
    hash: '#/terminals',
    steps: async (page) => {
      await page.getByLabel('Person').selectOption({ index: 1 })
    },
  },
  'terminals-tamil': {
    query: 'administrator',
    hash: '#/terminals',
    steps: (page) => page.evaluate(() => localStorage.setItem('carecode.language', 'ta')).then(() => page.reload()),
  },
  staff: { query: 'administrator', hash: '#/people' },
  'staff-person': {
    query: 'administrator',
    hash: '#/people',
    steps: async (page) => {
      await page.getByRole('table').getByRole('button').nth(1).click()
      await page.getByRole('button', { name: 'Over: 1' }).click()
    },
  },
  'staff-grant': {
    query: 'administrator',
    hash: '#/people',
    steps: async (page) => {
      await page.getByRole('table').getByRole('button').nth(1).click()
      await page.getByRole('button', { name: 'Give a role…' }).click()
    },
  },
  'staff-password': {
    query: 'administrator',
    hash: '#/people',
    steps: async (page) => {
      await page.getByRole('button', { name: 'Kamala Perera' }).click()
      await page.getByRole('button', { name: 'New password for one sign-in…' }).click()
    },
  },
  'staff-leave': {
    query: 'administrator',
    hash: '#/people',
    steps: async (page) => {
      await page.getByRole('table').getByRole('button').nth(0).click()
      await page.getByRole('button', { name: 'Does not work here any more…' }).click()
    },
  },
  'staff-new': {
    query: 'administrator',
    hash: '#/people/new',
    steps: async (page) => {
      await page.getByLabel('Name', { exact: true }).fill('Chandana Silva')
      await page.getByRole('button', { name: 'Add' }).click()
    },
  },
  'staff-200': { query: 'administrator&rows=200', hash: '#/people' },
  'staff-tamil': {
    query: 'administrator',
    hash: '#/people',
    steps: (page) => page.evaluate(() => localStorage.setItem('carecode.language', 'ta')).then(() => page.reload()),
  },
  closed: { query: 'closed', steps: press('3', 'Enter') },
  opened: {
    query: 'closed',
    steps: async (page) => {
      await press('3', 'Enter')(page)
      await page.getByLabel('In a few words').fill('Called to help')
      await page.getByLabel('Your PIN').fill('4711')
      await page.keyboard.press('Enter')
      await page.waitForTimeout(400)
    },
  },
  pin: {
    steps: async (page) => {
      await page.getByRole('button', { name: /User menu/ }).click()
      await page.getByText('Set my PIN…').click()
    },
  },
  palette: { steps: press('/', '1', '2') },
  help: { steps: press('?') },
  'sign-in': { query: 'signedOut', steps: press('k', 'p', '1', '2') },
  password: {
    query: 'signedOut',
    steps: (page) => page.getByText('Use a password instead').click(),
  },
  enrol: { query: 'notEnrolled' },
  sinhala: {
    steps: (page) => page.evaluate(() => localStorage.setItem('carecode.language', 'si')).then(() => page.reload()),
  },
  tamil: {
    steps: (page) => page.evaluate(() => localStorage.setItem('carecode.language', 'ta')).then(() => page.reload()),
  },
}

const wanted = process.argv.slice(2).filter((name) => !name.startsWith('--'))
const sizes = process.argv.includes('--all')
  ? ([
      [1366, 768],
      [1920, 1080],
    ] as const)
  : ([[1366, 768]] as const)
const themes = process.argv.includes('--day') ? ['day'] : ['day', 'night']
mkdirSync(out, { recursive: true })
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
const address = server.address()
const base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS })
for (const [width, height] of sizes)
  for (const theme of themes)
    for (const [name, screen] of Object.entries(SCREENS)) {
      if (wanted.length && !wanted.includes(name)) continue
      const context = await browser.newContext({ viewport: { width, height } })
      const page = await context.newPage()
      page.on('pageerror', (error) => console.log(name, 'ERROR', error.message))
      page.on('console', (line) => line.type() === 'error' && console.log(name, 'CONSOLE', line.text().slice(0, 300)))
      await page.addInitScript((value) => localStorage.setItem('carecode.theme', value), theme)
      await page.goto(`${base}?${screen.query ?? ''}${screen.hash ?? ''}`)
      if (!screen.hash && !/signed|notE|locked/.test(screen.query ?? '')) await page.waitForSelector(BED)
      await page.waitForTimeout(300)
      try {
        await screen.steps?.(page)
      } catch (error) {
        console.log(name, 'STEPS', String(error).slice(0, 300))
      }
      await page.waitForTimeout(500)
      await page.screenshot({ path: join(out, `${name}-${theme}-${width}.png`) })
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
      for (const each of violations)
        console.log(
          name,
          theme,
          each.id,
          each.impact,
          each.nodes.slice(0, 3).map((node) => `${node.html.slice(0, 140)} :: ${node.any[0]?.message ?? ''}`),
        )
      await context.close()
    }
await browser.close()
server.close()
