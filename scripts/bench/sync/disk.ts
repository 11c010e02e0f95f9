import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** Milliseconds of each of `count` appended blocks of 4 KiB until it is on the disk. */
export function flushTimes(dir: string, count: number): number[] {
  const file = join(dir, 'flush')
  const fd = openSync(file, 'w')
  const block = Buffer.alloc(4096, 1)
  try {
    return Array.from({ length: count }, () => {
      const started = performance.now()
      writeSync(fd, block)
      fdatasyncSync(fd)
      return performance.now() - started
    })
  } finally {
    closeSync(fd)
    rmSync(file)
  }
}
