import { initTRPC } from '@trpc/server'
import { CHANNEL } from '../../../src-main/app/ipc/messages.ts'
import { type IpcEvent, type IpcMainLike, type Sender, serveIpc } from '../../../src-main/app/ipc/server.ts'
import { type Attack, type Result, repelled, succeeded } from '../attack.ts'

const SECRET = 'Kamala Perera'
const server = 'src-main/app/ipc/server.ts'
const messages = 'src-main/app/ipc/messages.ts'
const APP = 'carecode://app'

/** Sends a message to the product's IPC server as a frame of a page would, and says what became of it. */
async function asked(message: unknown, from: { frame?: 'main' | 'child'; url?: string } = {}): Promise<Result> {
  const t = initTRPC.create()
  const router = t.router({ board: t.procedure.input((x: unknown) => x).query(({ input }) => `${SECRET} ${input}`) })
  let deliver: (event: IpcEvent, message: unknown) => void = () => {}
  const ipcMain: IpcMainLike = {
    on(channel, listener) {
      if (channel === CHANNEL) deliver = listener
    },
  }
  let refused: string | null = null
  const onRefused = (reason: string) => {
    refused = reason
  }
  serveIpc(ipcMain, { router, createContext: () => ({}), origin: APP, onRefused })
  const answer = await new Promise<string | null>((resolve) => {
    const frame = { url: from.url ?? `${APP}/index.html` }
    const sender: Sender = {
      ...{ id: 1, mainFrame: from.frame === 'child' ? {} : frame, isDestroyed: () => false, on: () => sender },
      send: (_channel, text) => resolve(text),
    }
    deliver({ sender, senderFrame: frame }, message)
    if (refused !== null) resolve(null)
    setTimeout(() => resolve(null), 500)
  })
  if (answer?.includes(SECRET)) return succeeded(`is answered: ${answer.slice(0, 60)}`)
  return repelled(refused ?? 'no answer')
}
const call = (input: unknown = 'W1') => JSON.stringify({ kind: 'call', id: '1', type: 'query', path: 'board', input })

export const attacks: readonly Attack[] = [
  {
    name: 'ipc-foreign-frame',
    what: 'calls the main process from a frame inside the page, as an embedded advertisement would',
    code: 'sender carecode://app/index.html',
    defence: [{ file: server, find: 'senderFrame !== sender.mainFrame', replace: 'senderFrame === undefined' }],
    run: () => asked(call(), { frame: 'child' }),
  },
  {
    name: 'ipc-foreign-origin',
    what: 'calls the main process from another page that got into the window',
    code: 'sender https://evil.example/',
    defence: [{ file: server, find: 'return originOf(senderFrame.url) === origin', replace: 'return true' }],
    run: () => asked(call(), { url: 'https://evil.example/' }),
  },
  {
    name: 'ipc-look-alike-origin',
    what: 'calls the main process from an origin that begins like the application’s',
    code: 'sender carecode://app.evil.example/index.html',
    defence: [
      {
        file: server,
        find: 'return originOf(senderFrame.url) === origin',
        replace: 'return senderFrame.url.startsWith(origin)',
      },
    ],
    run: () => asked(call(), { url: 'carecode://app.evil.example/index.html' }),
  },
  {
    name: 'ipc-huge-message',
    what: 'fills the main process’s memory with one message of a page',
    code: 'message of another form',
    defence: [{ file: messages, find: ' || raw.length > MAX_MESSAGE', replace: '' }],
    run: () => asked(call('x'.repeat(1_100_000))),
  },
  {
    name: 'ipc-free-form',
    what: 'adds fields of its own to a message (`ctx`, `signal`) to reach past the schema',
    code: 'message of another form',
    defence: [
      {
        file: messages,
        find: "const call = z.strictObject({\n  kind: z.literal('call'),",
        replace: "const call = z.looseObject({\n  kind: z.literal('call'),",
      },
    ],
    run: () => asked(JSON.stringify({ ...JSON.parse(call()), ctx: { seat: 'admin' } })),
  },
]
