import { type Attack, type Result, repelled, succeeded } from '../attack.ts'
import { type LoopbackTarget, loopbackTarget, type RawAnswer, SECRET } from './loopback-host.ts'

const guard = 'src-main/app/security/request-guard.ts'
const files = 'src-main/app/security/static-files.ts'
const json = { 'content-type': 'application/json' }

/** The status where nothing was told and nothing saved. */
function judged({ status, text }: RawAnswer, { saved }: LoopbackTarget): Result {
  if (text.includes(SECRET)) return succeeded(`reads “${SECRET}”`)
  return saved.length > 0 ? succeeded(`saves ${JSON.stringify(saved[0]).slice(0, 40)}`) : repelled(String(status))
}

export const attacks: readonly Attack[] = [
  {
    name: 'no-session',
    what: 'calls the workstation on 127.0.0.1 from another program of the machine, without the one-time token',
    code: '401',
    defence: [
      {
        file: 'src-main/app/loopback.ts',
        find: 'const context = sessions.find(cookieOf(req, cookie))',
        replace: 'const context = sessions.find(cookieOf(req, cookie)) ?? options.openContext()',
      },
    ],
    async run(target) {
      const host = await loopbackTarget(target)
      return judged(await host.ask('/trpc/board'), host)
    },
  },
  {
    name: 'token-twice',
    what: 'uses the one-time address again that is still in the terminal or in the history of the browser',
    code: '401',
    defence: [{ file: 'src-main/app/security/browser-sessions.ts', find: '    this.#token = secret()\n', replace: '' }],
    async run(target) {
      const host = await loopbackTarget(target)
      const address = host.latest().pathname + host.latest().search
      await host.ask(address)
      const again = await host.ask(address)
      return again.headers['set-cookie'] ? succeeded('a session of its own') : repelled(String(again.status))
    },
  },
  {
    name: 'other-host-name',
    what: 'brings a one-time token under a name that was rebound to 127.0.0.1',
    code: '403',
    defence: [{ file: guard, find: "if (host !== authority) return 'wrong Host'", replace: '' }],
    async run(target) {
      const host = await loopbackTarget(target)
      const { pathname, search } = host.latest()
      const answer = await host.ask(pathname + search, { host: `evil.example:${host.port}` })
      return answer.headers['set-cookie'] ? succeeded('a session under its own name') : repelled(String(answer.status))
    },
  },
  {
    name: 'csrf-other-origin',
    what: 'lets a page of another origin save through the session of whoever is signed in',
    code: '403',
    defence: [
      {
        file: guard,
        find: "if (origin !== undefined && origin !== `http://${authority}`) return 'wrong Origin'",
        replace: '',
      },
    ],
    async run(target) {
      const host = await loopbackTarget(target)
      const headers = { ...(await host.cookie()), ...json, origin: 'http://evil.example' }
      return judged(await host.ask('/trpc/save', headers, 'POST', '"forged"'), host)
    },
  },
  {
    name: 'csrf-no-origin',
    what: 'saves by a request that hides where it comes from',
    code: '403',
    defence: [{ file: guard, find: "return 'no Origin'", replace: 'return null' }],
    async run(target) {
      const host = await loopbackTarget(target)
      const headers = { ...(await host.cookie()), ...json }
      return judged(await host.ask('/trpc/save', headers, 'POST', '"forged"'), host)
    },
  },
  {
    name: 'cross-site-read',
    what: 'lets a page of another site fetch the board as if it were a picture',
    code: '403',
    defence: [
      {
        file: guard,
        find: "return site === 'cross-site' || site === 'same-site' ? 'another site' : null",
        replace: 'return null',
      },
    ],
    async run(target) {
      const host = await loopbackTarget(target)
      const headers = { ...(await host.cookie()), 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }
      return judged(await host.ask('/trpc/board', headers), host)
    },
  },
  {
    name: 'cross-site-events',
    what: 'listens to the event stream of the workstation from a page of another site',
    code: '403',
    defence: [
      {
        file: guard,
        find: "if (origin !== undefined && origin !== `http://${authority}`) return 'wrong Origin'",
        replace: '',
      },
      {
        file: guard,
        find: "return site === 'cross-site' || site === 'same-site' ? 'another site' : null",
        replace: 'return null',
      },
    ],
    async run(target) {
      const host = await loopbackTarget(target)
      const foreign = { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site', accept: 'text/event-stream' }
      return judged(await host.ask('/trpc/beds', { ...(await host.cookie()), ...foreign }), host)
    },
  },
  {
    name: 'static-path-up',
    what: 'asks the page’s server for a file outside its folder with encoded ..',
    code: '404',
    defence: [
      { file: files, find: 'return /[\\\\\\0]|(^|\\/)\\./.test(path) ? null : path', replace: 'return path' },
      { file: files, find: 'return file.startsWith(root + sep) ? ', replace: 'return file ? ' },
    ],
    async run(target) {
      const host = await loopbackTarget(target)
      return judged(await host.ask('/..%2fsecret.json', await host.cookie()), host)
    },
  },
  {
    name: 'static-link-out',
    what: 'follows a link in the page’s folder to a file outside of it',
    code: '404',
    defence: [{ file: files, find: 'return file.startsWith(root + sep) ? ', replace: 'return file ? ' }],
    async run(target) {
      const host = await loopbackTarget(target)
      return judged(await host.ask('/link.json', await host.cookie()), host)
    },
  },
  {
    name: 'loopback-huge-body',
    what: 'fills the memory of the workstation with one long request',
    code: '413',
    defence: [{ file: 'src-main/app/loopback.ts', find: 'maxBodySize: MAX_BODY,', replace: '' }],
    async run(target) {
      const host = await loopbackTarget(target)
      const body = JSON.stringify('x'.repeat(1_100_000))
      const own = { ...(await host.cookie()), ...json, origin: `http://127.0.0.1:${host.port}` }
      return judged(await host.ask('/trpc/save', { ...own, 'content-length': body.length }, 'POST', body), host)
    },
  },
]
