import { setTimeout as pause } from 'node:timers/promises'
import { DEMO_PASSWORD } from '../../../server/demo/hospital.ts'
import { PROTOCOL_VERSION } from '../../../src-shared/sync/envelope.ts'
import { createEnrolmentCode } from '../../enrolment-code.ts'
import { ServerClient } from '../../server-client.ts'
import { ACTS, type Ground } from './acts.ts'
import { Desk } from './desk.ts'
import type { Hospital } from './hospital.ts'
import { type Rate, rateOf } from './rate.ts'

const DESKS = 16

/** The same command as fast as it goes, by one to four processes of the ward. */
export async function growProcesses(hospital: Hospital, nurses: readonly Desk[], ground: Ground, ms: number) {
  const rows: { processes: number; rate: Rate }[] = []
  for (const processes of [1, 2, 4]) {
    while ((hospital.services.get('ward')?.length ?? 0) < processes) await hospital.start('ward')
    // the gateway has heard of it
    await pause(2_000)
    const save = (desk: Desk) => ACTS['vitals save'](desk, ground)
    await rateOf(hospital, nurses.slice(0, DESKS), { ms: ms / 4 }, save)
    rows.push({ processes, rate: await rateOf(hospital, nurses.slice(0, DESKS), { ms }, save) })
  }
  for (const part of (hospital.services.get('ward') ?? []).slice(1)) {
    hospital.forget('ward', part)
    await part.stop()
  }
  return rows
}

/** Two questions and a registration as fast as they go; beside each other they show what a larger hospital costs. */
export async function atThisSize(hospital: Hospital, clerks: readonly Desk[], ground: Ground, ms: number) {
  const rows: { act: 'id search' | 'name search' | 'registration'; rate: Rate }[] = []
  for (const act of ['id search', 'name search', 'registration'] as const)
    rows.push({ act, rate: await rateOf(hospital, clerks.slice(0, 4), { ms }, (desk) => ACTS[act](desk, ground)) })
  return rows
}

const PULL_MS = { least: 5_000, most: 15_000 }
const TOGETHER = 8

/** Workstations that hold their stream open and pull now and then, while nurses save. */
export async function growWorkstations(hospital: Hospital, nurses: readonly Desk[], ground: Ground, ms: number) {
  const rows: { workstations: number; rate: Rate; pulls: number; failedPulls: number }[] = []
  const connected: { desk: Desk; end: () => void }[] = []
  const client = new ServerClient(hospital.gateway.url)
  let running = true
  let [pulls, failedPulls] = [0, 0]
  const pulling: Promise<void>[] = []
  for (const workstations of [10, 200, 1_000]) {
    await client.signIn('admin', DEMO_PASSWORD)
    while (connected.length < workstations) {
      const desk = new Desk(hospital.gateway.url)
      await desk.enrol(await createEnrolmentCode(client, null, null))
      connected.push({ desk, end: await desk.listen() })
      pulling.push(pullNowAndThen(desk))
    }
    ;[pulls, failedPulls] = [0, 0]
    const rate = await rateOf(hospital, nurses.slice(0, TOGETHER), { ms }, async (desk) => {
      const done = await ACTS['vitals save'](desk, ground)
      // a ward's pace and not all that goes through: what is asked is what the others cost
      await pause(100)
      return done
    })
    rows.push({ workstations, rate, pulls, failedPulls })
  }
  running = false
  for (const { desk, end } of connected) {
    end()
    desk.leave()
  }
  await Promise.all(pulling)
  return rows

  async function pullNowAndThen(desk: Desk): Promise<void> {
    const clientId = crypto.randomUUID()
    let [cursor, epoch] = [0, '']
    const end = Date.now() + 600_000
    while (running && Date.now() < end) {
      const query = { clientId, cursor: String(cursor), epoch, limit: '200', protocol: String(PROTOCOL_VERSION) }
      const { status, body } = await desk.ask('GET', `/v1/ward/sync/pull?${new URLSearchParams(query)}`)
      pulls += 1
      if (status === 200) [cursor, epoch] = [body.ver, body.epoch]
      else if (running) failedPulls += 1
      await pause(PULL_MS.least + Math.random() * (PULL_MS.most - PULL_MS.least))
    }
  }
}
