import { contextBridge, ipcRenderer } from 'electron'
import type { CHANNEL, IpcBridge } from './ipc/messages.ts'

// its own copy: a sandboxed preload can load no second file
const channel: typeof CHANNEL = 'carecode'

const bridge: IpcBridge = {
  send: (message) => ipcRenderer.send(channel, String(message)),
  listen: (listener) => {
    ipcRenderer.on(channel, (_event, message: string) => listener(message))
  },
}
contextBridge.exposeInMainWorld('carecode', bridge)
