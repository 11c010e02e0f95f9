import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { endWithWorker } from '../../scripts/end-with-worker.ts'
import { projectDir } from '../../scripts/paths.ts'
import { ServerClient } from '../../scripts/server-client.ts'
import { SICK } from '../pages/chart.ts'
import { deskOf } from '../pages/desk.ts'
import { expect, test } from '../support/fixtures.ts'
import { must } from '../support/must.ts'
import { SIZES } from '../support/screens.ts'
import { freePort, newFolder } from '../support/world.ts'

const WARD = 'Maternity ward'

interface Demonstration {
  child: ChildProcess
  /** Of the workstation's screen, as it was printed. */
  url: string
}

/** What `npm start` runs, with a folder and a port of its own and without a display. */
async function start(dir: string, port: number): Promise<Demonstration> {
  const { DISPLAY: _d, WAYLAND_DISPLAY: _w, ...env } = process.env
  const child = spawn(process.execPath, ['scripts/start.ts'], {
    cwd: projectDir,
    env: { ...env, CARECODE_DEMO_DIR: dir, CARECODE_PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  endWithWorker(child)
  let said = ''
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (part: Buffer) => {
      said += part.toString()
      const printed = /CareCode workstation: (http:\/\/127\.0\.0\.1\S+)\n/.exec(said)?.[1]
      if (printed) resolve(printed)
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}:\n${said}`)))
  })
  expect(said).toContain(`CareCode server ready at http://127.0.0.1:${port}`)
  return { child, url }
}

async function interrupt({ child }: Demonstration): Promise<void> {
  const gone = once(child, 'exit')
  child.kill('SIGINT')
  expect((await gone)[0]).toBe(0)
}

test('npm start brings up hospital and workstation, Ctrl+C ends both, and the next start finds the same data', async ({
  chromium,
}) => {
  const [dir, port] = [newFolder('demonstration'), await freePort()]
  const openDesk = async ({ url }: Demonstration) => {
    const page = await (await chromium.newContext({ viewport: SIZES[0] })).newPage()
    await page.goto(url)
    const desk = deskOf({ page })
    await desk.begin('nimali', WARD)
    return desk
  }
  // Given a first start on an empty folder, and a set that a nurse charts
  const first = await start(dir, port)
  const desk = await openDesk(first)
  const { label } = must(
    (await desk.board.beds()).find((bed) => bed.name !== null),
    'the ward is empty',
  )
  await desk.board.find(label)
  await desk.keys.press('Enter')
  await desk.chart.recordVitals(SICK)
  await expect(desk.chart.sets.getByRole('row').nth(1)).toContainText('100/60')
  await desk.shell.settled()
  const name = await desk.chart.banner.getByRole('heading').innerText()
  await desk.page.context().close()
  // When it is ended and started again
  await interrupt(first)
  expect(await new ServerClient(`http://127.0.0.1:${port}`).healthy()).toBe(false)
  const second = await start(dir, port)
  const again = await openDesk(second)
  // Then the same patient lies in the same bed, with the set
  await again.board.find(label)
  await again.keys.press('Enter')
  await expect(again.chart.banner.getByRole('heading')).toHaveText(name)
  await expect(again.chart.sets.getByRole('row').nth(1)).toContainText('100/60')
  await again.page.context().close()
  await interrupt(second)
})
