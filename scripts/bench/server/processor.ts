import { readFileSync } from 'node:fs'

/** Ticks of `/proc/<pid>/stat`, which Linux gives in hundredths of a second. */
const TICKS_A_SECOND = 100

/** Seconds of processor that a process has used so far; NaN where it is gone, or this is not Linux. */
export function processorSeconds(pid: number): number {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND
  } catch {
    return Number.NaN
  }
}

/** What a process holds of memory, MB, pages that it shares counted by their share. */
export function memoryOf(pid: number): number {
  try {
    const kilobytes = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]
    return Math.round(Number(kilobytes) / 1024)
  } catch {
    return Number.NaN
  }
}
