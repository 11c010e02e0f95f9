import { type AnyRouter, callTRPCProcedure, getTRPCErrorFromUnknown, getTRPCErrorShape } from '@trpc/server'
import { isObservable, observableToAsyncIterable } from '@trpc/server/observable'
import { CHANNEL, type IpcAnswer, type IpcCall, readRequest } from './messages.ts'

/** What is used of Electron's WebContents. */
export interface Sender {
  id: number
  mainFrame: unknown
  isDestroyed(): boolean
  send(channel: string, message: string): void
  on(event: string, listener: (...args: never[]) => void): unknown
}
export interface IpcEvent {
  sender: Sender
  senderFrame: { url: string } | null
}
export interface IpcMainLike {
  on(channel: string, listener: (event: IpcEvent, message: unknown) => void): unknown
}

export interface IpcServerOptions {
  router: AnyRouter
  createContext(): unknown
  /** Origin of the only page that may call, as in `carecode://app`. */
  origin: string
  /** Somebody called who must not, or with something that is no message. */
  onRefused(reason: string): void
}

type Running = Map<string, AbortController>

/** Serves the router to the renderer's main frame. What a page has running ends when it is left, reloaded or gone. */
export function serveIpc(ipcMain: IpcMainLike, options: IpcServerOptions): void {
  const pages = new Map<number, Running>()
  ipcMain.on(CHANNEL, (event, raw) => {
    if (!isOwnPage(event, options.origin)) return options.onRefused(`sender ${event.senderFrame?.url ?? 'gone'}`)
    const request = readRequest(raw)
    if (!request) return options.onRefused('message of another form')
    const running = pages.get(event.sender.id) ?? watch(event.sender, pages)
    if (request.kind === 'stop') return running.get(request.id)?.abort()
    if (running.has(request.id)) return options.onRefused(`call ${request.id} twice`)
    void serve(request, event.sender, running, options)
  })
}

function isOwnPage({ sender, senderFrame }: IpcEvent, origin: string): boolean {
  if (senderFrame === null || senderFrame !== sender.mainFrame) return false
  return originOf(senderFrame.url) === origin
}

/** Null for what is no URL. URL.origin would be `null` for a scheme that is not of the web; URL.canParse is newer than Electron 25. */
export function originOf(url: string): string | null {
  try {
    const { protocol, host } = new URL(url)
    return `${protocol}//${host}`
  } catch {
    return null
  }
}

function watch(sender: Sender, pages: Map<number, Running>): Running {
  const running: Running = new Map()
  pages.set(sender.id, running)
  const stopAll = () => {
    for (const controller of running.values()) controller.abort()
    running.clear()
  }
  sender.on('did-start-navigation', (details: { isMainFrame?: boolean; isSameDocument?: boolean }) => {
    if (details.isMainFrame && !details.isSameDocument) stopAll()
  })
  sender.on('render-process-gone', stopAll)
  sender.on('destroyed', () => {
    stopAll()
    pages.delete(sender.id)
  })
  return running
}

async function serve(call: IpcCall, sender: Sender, running: Running, options: IpcServerOptions): Promise<void> {
  const controller = new AbortController()
  const { signal } = controller
  running.set(call.id, controller)
  const send = (answer: IpcAnswer) => {
    if (!signal.aborted && !sender.isDestroyed()) sender.send(CHANNEL, JSON.stringify(answer))
  }
  const ctx = options.createContext()
  try {
    await answer(call, ctx, signal, options.router, send)
  } catch (cause) {
    const error = getTRPCErrorFromUnknown(cause)
    const { type, path, input } = call
    const shape = getTRPCErrorShape({ config: options.router._def._config, error, type, path, input, ctx })
    send({ id: call.id, kind: 'error', error: shape })
  } finally {
    if (running.get(call.id) === controller) running.delete(call.id)
  }
}

async function answer(
  call: IpcCall,
  ctx: unknown,
  signal: AbortSignal,
  router: AnyRouter,
  send: (answer: IpcAnswer) => void,
): Promise<void> {
  const { id, type, path, input } = call
  const result = await callTRPCProcedure({
    ...{ router, path, type, ctx, signal, batchIndex: 0 },
    getRawInput: async () => input,
  })
  if (type !== 'subscription') return send({ id, kind: 'data', data: result })
  const items = isObservable(result) ? observableToAsyncIterable(result, signal) : (result as AsyncIterable<unknown>)
  const iterator = items[Symbol.asyncIterator]()
  signal.addEventListener('abort', () => void iterator.return?.(), { once: true })
  if (signal.aborted) return void (await iterator.return?.())
  send({ id, kind: 'started' })
  for (let item = await iterator.next(); !item.done; item = await iterator.next()) {
    send({ id, kind: 'data', data: item.value })
  }
  send({ id, kind: 'end' })
}
