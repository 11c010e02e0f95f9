import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isLabel } from '../sheet.ts'
import { acknowledged, failed, type Printer, type Rendering } from './printer.ts'

/** Prints into files, for demonstrations and tests. They are patient data that nothing encrypts. */
export function folderPrinter(folder: string, rendering: Rendering): Printer {
  return {
    async print(task) {
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 })
        const save = (end: string, bytes: Uint8Array | string) =>
          writeFile(join(folder, `${task.name}.${end}`), bytes, { mode: 0o600 })
        await save('pdf', await rendering.pdf(task))
        if (isLabel(task.kind)) await save('zpl', await rendering.zpl(task))
        return acknowledged
      } catch {
        return failed('PRINT_UNREACHABLE')
      }
    },
  }
}
