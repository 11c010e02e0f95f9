import { execFile } from 'node:child_process'

/** Runs one tool to its end and returns its standard output. Rejects with the tool's name and the last of what it said. */
export function runTool(tool: string, args: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(tool, [...args], { cwd, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout)
      const said = `${stdout}\n${stderr}`.trim().split('\n').slice(-12).join('\n')
      reject(new Error(`${tool} ${args.slice(0, 2).join(' ')} failed (${error.message.split('\n')[0]})\n${said}`))
    })
  })
}
