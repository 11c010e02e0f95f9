export const logLine = (line: Record<string, unknown>) =>
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), ...line })}\n`)

/** Runs a part of the server as this process until it is told to end; says in words why it cannot start. */
export function runProcess(name: string, start: () => Promise<{ url: string; stop(): Promise<void> }>): void {
  const run = async () => {
    const started = await start()
    // before anybody is told that it is ready: whoever is told may stop it at once
    const stop = () => void started.stop().then(() => process.exit(0))
    process.once('SIGINT', stop)
    process.once('SIGTERM', stop)
    process.stdout.write(`CareCode ${name} ready at ${started.url}\n`)
    process.send?.({ ready: started.url })
  }
  run().catch((error: unknown) => {
    const known = error as { code?: string; message?: string; remedy?: string }
    process.stderr.write(`CareCode ${name} cannot start: ${known.code ?? ''} ${known.message}\n${known.remedy ?? ''}\n`)
    process.exit(1)
  })
}
