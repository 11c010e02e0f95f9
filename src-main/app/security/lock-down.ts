import type { App, Session } from 'electron'
import { originOf } from '../ipc/server.ts'

/** No page but ours: no navigation elsewhere, no window, no web view, whatever a page's content tries. */
export function lockDownContents(app: App, origin: string): void {
  app.on('web-contents-created', (_event, contents) => {
    const stay = (event: { preventDefault(): void }, url: string) => {
      if (originOf(url) !== origin) event.preventDefault()
    }
    contents.on('will-navigate', stay)
    contents.on('will-redirect', stay)
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
}

/** No permission (camera, place, devices, notifications), and no request of the page to anything but its own files. */
export function lockDownSession(session: Session, origin: string): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const own = originOf(url) === origin || /^(data|blob|devtools):/.test(url)
    answer({ cancel: !own })
  })
}
