import { httpBatchLink, httpSubscriptionLink, splitLink, type TRPCLink } from '@trpc/client'
import type { AppRouter } from '../platform/router-type.ts'
import { ipcLink } from './ipc-link.ts'

const url = () => new URL('/trpc', window.location.href).href

/** In Electron the bridge of the preload is there; in a browser the loopback host serves the same router over HTTP. */
export function chooseLink(): TRPCLink<AppRouter> {
  if ('carecode' in window) return ipcLink()
  return splitLink({
    condition: (op) => op.type === 'subscription',
    true: httpSubscriptionLink({ url: url() }),
    false: httpBatchLink({ url: url() }),
  })
}
