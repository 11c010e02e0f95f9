import { randomUUID } from 'node:crypto'
import { link, open, readFile, rm } from 'node:fs/promises'

/**
 * The text of a file that only its owner may read, made the first time; on the disk before it is used. Of two processes
 * that make it at once both get the text of the first.
 */
export async function kept(file: string, make: () => string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const own = `${file}.${randomUUID()}.new`
  const handle = await open(own, 'w', 0o600)
  await handle.writeFile(make())
  await handle.sync()
  await handle.close()
  await link(own, file).catch((error) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  })
  await rm(own)
  return readFile(file, 'utf8')
}
