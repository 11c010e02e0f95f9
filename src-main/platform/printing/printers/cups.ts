import { execFile } from 'node:child_process'
import { isLabel } from '../sheet.ts'
import { acknowledged, failed, type Printer, type Rendering, unsure } from './printer.ts'

/** A program of the system with what it reads; null: it is not there, or it failed. */
export type Run = (program: string, args: readonly string[], input?: Uint8Array | string) => Promise<string | null>

const CALL_MS = 1500
const POLL_MS = 500
const PATIENCE_MS = 120_000

export const realRun: Run = (program, args, input) =>
  new Promise((resolve) => {
    const env = { ...process.env, LC_ALL: 'C' }
    const child = execFile(program, args, { timeout: CALL_MS, env }, (error, stdout) => resolve(error ? null : stdout))
    // it may end before it has read everything
    child.stdin?.on('error', () => {})
    child.stdin?.end(input)
  })

/** Printers that the system knows. */
export async function systemPrinters(run: Run): Promise<string[]> {
  const names = await run('lpstat', ['-e'])
  return names?.split('\n').filter(Boolean) ?? []
}

/** A raw queue takes the labels' own language, any other a PDF. */
export interface CupsQueue {
  name: string
  raw: boolean
}

/** A printer of the system, by CUPS. It has printed when its job has left the queue as completed. */
export function cupsPrinter({ name, raw }: CupsQueue, rendering: Rendering, run: Run): Printer {
  return {
    async print(task, signal) {
      const about = await run('lpstat', ['-p', name])
      if (about === null) return failed('PRINT_UNREACHABLE')
      if (/ disabled since /.test(about)) return failed('PRINT_STOPPED')
      const isRaw = raw && isLabel(task.kind)
      const input = isRaw ? await rendering.zpl(task) : await rendering.pdf(task)
      const options = isRaw ? ['-o', 'raw'] : ['-o', 'print-scaling=none']
      const said = await run('lp', ['-d', name, '-t', task.name, ...options], input)
      const id = /request id is (\S+)/.exec(said ?? '')?.[1]
      if (!id) return failed('PRINT_REFUSED')
      return watched(id, name, run, signal)
    },
  }
}

async function watched(id: string, name: string, run: Run, signal: AbortSignal) {
  const isIn = async (which: string) =>
    (await run('lpstat', ['-W', which, '-o', name]))?.split('\n').some((line) => line.startsWith(`${id} `)) ?? null
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end && !signal.aborted; ) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
    const waits = await isIn('not-completed')
    if (waits === false) return (await isIn('completed')) ? acknowledged : unsure
    if (waits === null) continue
    if (/ disabled since /.test((await run('lpstat', ['-p', name])) ?? '')) {
      // it must not come out by itself when somebody starts the printer and the label has been written by hand
      await run('cancel', [id])
      return unsure
    }
  }
  return unsure
}
