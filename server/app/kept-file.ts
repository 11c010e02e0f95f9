import { open, readFile, rename } from 'node:fs/promises'

/** The text of a file that only its owner may read, made the first time; on the disk before it is used. */
export async function kept(file: string, make: () => string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const text = make()
  const handle = await open(`${file}.new`, 'w', 0o600)
  await handle.writeFile(text)
  await handle.sync()
  await handle.close()
  await rename(`${file}.new`, file)
  return text
}
