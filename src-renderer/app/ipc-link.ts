import { TRPCClientError, type TRPCLink } from '@trpc/client'
import { observable } from '@trpc/server/observable'
import type { IpcAnswer, IpcBridge, IpcRequest } from '../../src-main/app/ipc/messages.ts'
import type { AppRouter } from '../platform/router-type.ts'

declare global {
  interface Window {
    /** Put there by Electron's preload; a browser has none. */
    carecode?: IpcBridge
  }
}

type Take = (answer: IpcAnswer) => void

/** Carries tRPC over the preload's bridge: the other side is src-main/app/ipc/server.ts. */
export function ipcLink(bridge: IpcBridge | undefined = window.carecode): TRPCLink<AppRouter> {
  if (!bridge) throw new Error('The preload has not put its bridge into the page')
  return () => {
    const open = new Map<string, Take>()
    // an answer to a page that was reloaded must not meet a call of the new one
    const page = crypto.randomUUID()
    let made = 0
    bridge.listen((message) => {
      const answer = JSON.parse(message) as IpcAnswer
      open.get(answer.id)?.(answer)
    })
    const send = (request: IpcRequest) => bridge.send(JSON.stringify(request))
    return ({ op }) =>
      observable((observer) => {
        const { type, path, input, signal } = op
        const id = `${page}:${made++}`
        const close = () => {
          signal?.removeEventListener('abort', abort)
          return open.delete(id)
        }
        const stop = () => {
          if (close()) send({ kind: 'stop', id })
        }
        const abort = () => {
          stop()
          observer.error(TRPCClientError.from(new DOMException('The call was given up', 'AbortError')))
        }
        if (signal?.aborted) return abort()
        signal?.addEventListener('abort', abort)
        open.set(id, (answer) => {
          if (answer.kind === 'error') {
            close()
            observer.error(TRPCClientError.from(answer as never))
          } else if (answer.kind === 'data') {
            if (type !== 'subscription') close()
            observer.next({ result: { type: 'data', data: answer.data } })
            if (type !== 'subscription') observer.complete()
          } else if (answer.kind === 'started') {
            observer.next({ result: { type: 'started' } })
          } else {
            close()
            observer.next({ result: { type: 'stopped' } })
            observer.complete()
          }
        })
        send({ kind: 'call', id, type, path, input })
        return stop
      })
  }
}
