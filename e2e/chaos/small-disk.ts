import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'

/** A small file system that a test may fill. */
export class SmallDisk {
  readonly dir: string

  private constructor(dir: string) {
    this.dir = dir
  }

  /** @returns why there is none, where nothing may be mounted */
  static mount(dir: string, megabytes: number): SmallDisk | string {
    mkdirSync(dir, { recursive: true })
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', dir], { stdio: 'pipe' })
      return new SmallDisk(dir)
    } catch (error) {
      const said = (error as { stderr?: Buffer }).stderr?.toString().trim()
      return `no file system may be mounted here (${said || (error as Error).message})`
    }
  }

  /** Leaves about `left` bytes; others write meanwhile, and may take the last of them. */
  fill(left: number): void {
    const room = () => {
      const { bavail, bsize } = statfsSync(this.dir)
      return bavail * bsize - left
    }
    try {
      for (let bytes = room(); bytes > 0; bytes = room()) {
        appendFileSync(join(this.dir, 'ballast'), Buffer.alloc(Math.min(bytes, 4_000_000)))
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    }
  }

  free = () => rmSync(join(this.dir, 'ballast'), { force: true })

  unmount = () => void execFileSync('umount', ['-l', this.dir])
}
