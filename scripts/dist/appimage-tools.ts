import { chmod, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheFolder } from './arguments.ts'
import { findProgram } from './programs.ts'

/** Bytes before the squashfs image: the launcher, padded. */
const LAUNCHER_BYTES = 4096

/**
 * Lays out Debian's squashfs-tools as electron-builder's `APPIMAGE_TOOLS_PATH` expects them, with launcher.sh for the
 * AppImage runtime, which is a download. The file then starts only where unsquashfs is installed.
 */
export async function layOutAppImageTools(): Promise<string> {
  const mksquashfs = findProgram('mksquashfs')
  if (mksquashfs === undefined) throw new Error('mksquashfs is missing')
  const folder = join(cacheFolder, 'appimage-tools')
  await rm(folder, { recursive: true, force: true })
  await mkdir(join(folder, 'runtimes'), { recursive: true })
  await mkdir(join(folder, 'lib', 'x64'), { recursive: true })
  await symlink(mksquashfs, join(folder, 'mksquashfs'))
  // electron-builder asks that it exists and never runs it.
  await symlink(findProgram('desktop-file-validate') ?? '/bin/true', join(folder, 'desktop-file-validate'))
  const launcher = join(folder, 'runtimes', 'runtime-x64')
  await writeFile(launcher, await paddedLauncher())
  await chmod(launcher, 0o755)
  return folder
}

async function paddedLauncher(): Promise<Buffer> {
  const text = await readFile(join(import.meta.dirname, 'launcher.sh'), 'utf8')
  const launcher = Buffer.alloc(LAUNCHER_BYTES, '\n')
  if (launcher.write(text) !== Buffer.byteLength(text))
    throw new Error(`launcher.sh is longer than ${LAUNCHER_BYTES} bytes`)
  return launcher
}
