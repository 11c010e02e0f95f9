import type { Child } from './calls.ts'
import { BASE, type Sizes } from './contender.ts'
import { type Ours, requireEqual } from './ours.ts'

const LIST = 'kill'

export interface Resumed {
  /** Rows or commands that were through when the process died. */
  atDeath: number
  of: number
  /** Until everything was there, after the new start, s. */
  seconds: number
  /** Records compared at both ends. */
  equal: number
}
interface Progress {
  rows: number
  toSend: number
}

/** kill -9 of a workstation while it fetches everything for the first time, then the rest. */
export async function killInBootstrap(ours: Ours, sizes: Sizes): Promise<Resumed> {
  const dying = await ours.enrol('killed-bootstrap', [BASE])
  const ended = dying.call('bootstrap').catch(() => undefined)
  const { rows } = await progressOf(dying, (progress) => progress.rows > sizes.bootstrap / 4)
  await dying.kill()
  await ended
  const station = await ours.reopen('killed-bootstrap')
  try {
    const { seconds } = await station.call<{ seconds: number }>('bootstrap')
    return { atDeath: rows, of: sizes.bootstrap, seconds, equal: await requireEqual(ours.server, station, [BASE]) }
  } finally {
    await station.stop()
  }
}

/** kill -9 of server and workstation while a queue goes out, then the rest of it. */
export async function killInPush(ours: Ours, { writes, conflicts }: Sizes): Promise<Resumed> {
  await ours.server.call('seed', { list: LIST, rows: conflicts })
  const dying = await ours.enrol('killed-push', [LIST])
  await dying.call('bootstrap')
  await dying.call('write', { list: LIST, rows: writes, edits: conflicts, from: conflicts })
  await ours.server.call('change', { list: LIST, rows: conflicts })
  const ended = dying.call('push').catch(() => undefined)
  const { toSend } = await progressOf(dying, (progress) => progress.toSend < writes * 0.7)
  await ours.server.kill()
  await dying.kill()
  await ended
  await ours.restartServer()
  const station = await ours.reopen('killed-push')
  try {
    const { seconds } = await station.call<{ seconds: number }>('push')
    await station.call('settle')
    const equal = await requireEqual(ours.server, station, [LIST])
    if (equal !== writes) throw new Error(`${writes} records were entered or there before, ${equal} are there`)
    return { atDeath: writes - toSend, of: writes, seconds, equal }
  } finally {
    await station.stop()
  }
}

async function progressOf(station: Child, enough: (progress: Progress) => boolean): Promise<Progress> {
  for (;;) {
    const progress = await station.call<Progress>('progress')
    if (enough(progress)) return progress
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
