import { spawnSync } from 'node:child_process'
import { z } from 'zod'
import { projectDir } from './paths.ts'

/**
 * npm run known-holes: asks the registry for known vulnerabilities of what is installed. Exits 1 for a critical one, and
 * for a high one in what is shipped. Where nobody answers it says so, and has shown nothing.
 */
const answer = z.object({
  vulnerabilities: z.record(z.string(), z.object({ severity: z.string(), range: z.string(), isDirect: z.boolean() })),
})

function asked(more: readonly string[]) {
  const { stdout } = spawnSync('npm', ['audit', '--json', ...more], { cwd: projectDir, encoding: 'utf8' })
  try {
    const parsed = answer.safeParse(JSON.parse(stdout))
    return parsed.success ? parsed.data.vulnerabilities : null
  } catch {
    return null
  }
}

const [all, shipped] = [asked([]), asked(['--omit', 'dev'])]
if (!all || !shipped)
  console.log('NOT KNOWN: the registry does not answer about vulnerabilities from here; nothing was checked.')
else {
  const bad = [
    ...Object.entries(all).filter(([, { severity }]) => severity === 'critical'),
    ...Object.entries(shipped).filter(([, { severity }]) => severity === 'high'),
  ]
  for (const [name, { severity, range }] of bad) console.error(`${severity}: ${name} ${range}`)
  console.log(
    `${Object.keys(all).length} packages with a known hole, ${bad.length} of them critical, or high and shipped`,
  )
  process.exitCode = bad.length === 0 ? 0 : 1
}
