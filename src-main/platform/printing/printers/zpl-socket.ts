import { connect, type Socket } from 'node:net'
import { isLabel } from '../sheet.ts'
import { acknowledged, failed, type Printer, type PrintOutcome, type Rendering, unsure } from './printer.ts'

/** A nurse is told of a failure within two seconds. */
const ANSWER_MS = 1500
const POLL_MS = 200
/** Of one label, until it has left the printer. */
const LABEL_MS = 10_000

/** What a label printer says of itself to `~HS`. */
export interface HostStatus {
  paperOut: boolean
  paused: boolean
  headUp: boolean
  ribbonOut: boolean
  /** Formats that it has received and not printed, and labels left of the one that is printed. */
  waiting: number
}

const [STX, ETX] = ['\u0002', '\u0003'] as const

/** Three lines between STX and ETX. Source: Zebra, ZPL II Programming Guide, `~HS` Host Status Return. Null: not whole yet. */
export function hostStatus(text: string): HostStatus | null {
  const lines = text
    .split(STX)
    .slice(1)
    .filter((part) => part.includes(ETX))
    .map((part) => (part.split(ETX)[0] ?? '').split(','))
  const [one, two] = lines
  if (lines.length < 3 || !one || !two) return null
  const flag = (value: string | undefined) => value === '1'
  return {
    ...{ paperOut: flag(one[1]), paused: flag(one[2]), headUp: flag(two[2]), ribbonOut: flag(two[3]) },
    waiting: Number(one[4]) + Number(two[8]),
  }
}

/** A label printer on port 9100. It has printed when it says that nothing waits in it any more. */
export function zplSocketPrinter(host: string, port: number, rendering: Rendering): Printer {
  return {
    async print(task, signal) {
      if (!isLabel(task.kind)) return failed('PRINT_REFUSED')
      const text = await rendering.zpl(task)
      const socket = await opened(host, port, signal)
      if (!socket) return failed('PRINT_UNREACHABLE')
      try {
        return await printed(socket, text, LABEL_MS * task.sheets.length, signal)
      } finally {
        socket.destroy()
      }
    },
  }
}

async function printed(socket: Socket, text: string, patience: number, signal: AbortSignal): Promise<PrintOutcome> {
  const before = await asked(socket)
  if (!before) return failed('PRINT_UNREACHABLE')
  const trouble = troubleOf(before)
  if (trouble) return failed(trouble)
  socket.write(text)
  const end = performance.now() + patience
  while (performance.now() < end && !signal.aborted) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
    const now = await asked(socket)
    // from here on a part may be on paper
    if (!now || troubleOf(now)) return unsure
    if (now.waiting === 0) return acknowledged
  }
  return unsure
}

function troubleOf({ paperOut, headUp, ribbonOut, paused }: HostStatus): string | null {
  if (paperOut || headUp || ribbonOut) return 'PRINT_PAPER_OUT'
  return paused ? 'PRINT_STOPPED' : null
}

function opened(host: string, port: number, signal: AbortSignal): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, signal })
    const timer = setTimeout(() => end(null), ANSWER_MS)
    const end = (value: Socket | null) => {
      clearTimeout(timer)
      if (!value) socket.destroy()
      resolve(value)
    }
    socket.on('error', () => end(null))
    socket.once('connect', () => end(socket))
  })
}

/** Null: it does not say. */
function asked(socket: Socket): Promise<HostStatus | null> {
  return new Promise((resolve) => {
    let text = ''
    const hear = (part: Buffer) => {
      text += part.toString('latin1')
      const status = hostStatus(text)
      if (status) end(status)
    }
    const lost = () => end(null)
    const timer = setTimeout(lost, ANSWER_MS)
    const end = (status: HostStatus | null) => {
      clearTimeout(timer)
      socket.off('data', hear)
      socket.off('close', lost)
      resolve(status)
    }
    socket.on('data', hear)
    socket.once('close', lost)
    socket.write('~HS')
  })
}
