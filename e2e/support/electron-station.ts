import { once } from 'node:events'
import { giveFolder, launchElectron } from '../electron-runtime/launch.ts'
import { openApp } from '../electron-runtime/open-app.ts'
import { prepareRuntime } from '../electron-runtime/runtime.ts'
import { SIZES } from './screens.ts'
import { profileFolder, type Station, type StationPlan, stationArguments } from './station-plan.ts'

let opened: Promise<string> | null = null
/** Once for all stations of this run. */
function builtApp(): Promise<string> {
  opened ??= openApp()
  return opened
}

export async function openElectronStation(plan: StationPlan): Promise<Station> {
  const runtime = await prepareRuntime()
  if (runtime.kind === 'absent') throw new Error(runtime.reasonIfAbsent)
  await giveFolder(runtime, plan.dataDir)
  const app = await launchElectron(runtime, {
    appDir: await builtApp(),
    userDataDir: `${profileFolder(plan)}-electron`,
    args: stationArguments(plan),
  })
  const page = await app.firstWindow()
  await page.setViewportSize(SIZES[0])
  const kill = async () => {
    const child = app.process()
    const pid = await app.evaluate(() => process.pid)
    const gone = once(child, 'exit')
    process.kill(pid, 'SIGKILL')
    await gone
  }
  return { page, dir: profileFolder(plan), close: () => app.close(), kill }
}
