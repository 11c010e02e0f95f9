import type { ChildProcess } from 'node:child_process'

const children = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

/** A worker that ends must not leave a hospital or a workstation behind. */
export function endWithWorker(child: ChildProcess): void {
  children.add(child)
  child.once('exit', () => children.delete(child))
}
