import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { launchBrowser } from '../../e2e/support/browser.ts'
import { projectDir } from '../paths.ts'
import { type Sample, sampleOf } from './stats.ts'

const STATION = `${projectDir}src-main/app/loopback-cli.ts`

/** What comes faster is a scanner's, not a hand's. */
const KEY_MS = 40

/**
 * From the start of the workstation's process, on a filled cache, until its board can be used: the process is up, the
 * page is loaded, the nurse's board has its tiles. The PIN is typed as soon as it is asked for, and is part of the time.
 */
export async function measureStart(stationsDir: string, profile: string, pin: string, rounds: number): Promise<Sample> {
  const browser = await launchBrowser()
  const times: number[] = []
  for (let i = 0; i < rounds; i++) {
    const started = performance.now()
    const child = spawn(
      process.execPath,
      [STATION, '--profile', profile, '--data-dir', stationsDir, '--renderer', `${projectDir}dist/renderer`],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 } })
    const [line] = (await once(child.stdout, 'data')) as [Buffer]
    await page.goto(/http:\/\/\S+/.exec(line.toString())?.[0] ?? '')
    await page.getByText('Nimali Perera').first().waitFor()
    await page.keyboard.type(`ni${pin}`, { delay: KEY_MS })
    await page.getByRole('button', { name: /^Bed / }).first().waitFor()
    times.push(performance.now() - started)
    await page.close()
    const gone = once(child, 'exit')
    child.kill('SIGTERM')
    await gone
  }
  await browser.close()
  return sampleOf(times)
}
