/** Runs a command of the administrator: its lines, or its usage (null), or what is wrong with code and remedy. */
export function runCommand(usage: string, work: () => Promise<readonly string[] | null>): void {
  work().then(
    (lines) => {
      process.stdout.write(`${(lines ?? [usage]).join('\n')}\n`)
    },
    (error: unknown) => {
      const { code, message, remedy } = error as { code?: string; message: string; remedy?: string }
      process.stderr.write(`${[[code, message].filter(Boolean).join(': '), remedy].filter(Boolean).join('\n')}\n`)
      process.exitCode = 1
    },
  )
}

export const seconds = (since: number) => `${((Date.now() - since) / 1000).toFixed(1)} s`
export const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`
