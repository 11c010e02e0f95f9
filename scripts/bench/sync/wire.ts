import { subscribe } from 'node:diagnostics_channel'
import type { Socket } from 'node:net'

const open = new Set<Socket>()
let closed = 0

subscribe('net.server.socket', (message) => {
  const { socket } = message as { socket: Socket }
  open.add(socket)
  socket.once('close', () => {
    open.delete(socket)
    closed += moved(socket)
  })
})

const moved = (socket: Socket) => socket.bytesRead + socket.bytesWritten

/** Bytes that this process's servers have read and written, headers included, since it began. */
export const wireBytes = (): number => [...open].reduce((sum, socket) => sum + moved(socket), closed)
