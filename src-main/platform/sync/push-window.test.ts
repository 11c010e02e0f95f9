import { afterEach, beforeEach, expect, it } from 'vitest'
import type { HttpAnswer, HttpRequest, Transport } from '../device/transport.ts'
import { endRig, makeRig, type Rig, register, syncUp } from './testing/rig.ts'

let rig: Rig
let pushes: { asked: HttpRequest; go(fail?: boolean): Promise<void> }[]
let holding: boolean

/** Pushes wait until the test lets them go, in the order that it likes. */
const network = (): Transport => ({
  events: (stream) => rig.server.events(stream),
  request(asked) {
    if (!holding || !asked.url.endsWith('/push')) return rig.server.request(asked)
    return new Promise<HttpAnswer>((resolve, reject) => {
      pushes.push({
        asked,
        async go(fail = false) {
          const answered = rig.server.request(asked)
          await (fail ? answered.then(() => reject(new Error('lost'))) : answered.then(resolve, reject))
        },
      })
    })
  },
})
beforeEach(async () => {
  pushes = []
  holding = false
  rig = makeRig()
  await syncUp(rig.station)
  rig.station.db.prepare(`INSERT INTO lease VALUES ('patients', 'phn', 5000000, 5999999, 5000000)`).run()
  rig.station.close()
  rig.station = rig.open({ ports: { ...rig.ports, network: network() } })
})
afterEach(() => endRig(rig))

const turns = async () => {
  for (let i = 0; i < 50; i++) await Promise.resolve()
}
function saveMany(count: number) {
  for (let i = 0; i < count; i++) register(rig.station, `Patient ${i}`)
}
const numbersOf = ({ asked }: { asked: HttpRequest }) =>
  (asked.body as { commands: { number: number }[] }).commands.map((command) => command.number)
const serverNames = () => rig.server.of('patients').rows.size

async function letGo(...which: number[]) {
  const going = which.map((at) => pushes[at])
  pushes = pushes.filter((_, at) => !which.includes(at))
  for (const one of going) await one?.go()
  await turns()
}

it('given a long queue, when it is sent, then the first goes alone and then four are on their way with their numbers in order, and the next goes with each answer', async () => {
  saveMany(330)
  holding = true
  rig.station.sync.start()
  await turns()
  expect(pushes.map((push) => numbersOf(push)[0])).toEqual([1])
  await letGo(0)
  expect(pushes.map((push) => numbersOf(push)[0])).toEqual([51, 101, 151, 201])
  await letGo(0)
  expect(pushes.map((push) => numbersOf(push)[0])).toEqual([101, 151, 201, 251])
  holding = false
  await letGo(0, 1, 2, 3)
  await rig.station.sync.syncNow()
  expect(serverNames()).toBe(330)
  expect(rig.station.outbox.counts()).toMatchObject({ toSend: 0, problems: 0 })
})

it('given pushes that overtake each other, when the service refuses the gap, then they go out again one by one and none counts twice', async () => {
  saveMany(250)
  holding = true
  rig.station.sync.start()
  await turns()
  await letGo(0)
  await letGo(3, 2, 1, 0)
  expect(pushes.map((push) => numbersOf(push)[0])).toEqual([101])
  holding = false
  await letGo(0)
  await rig.station.sync.syncNow()
  expect(serverNames()).toBe(250)
  expect(rig.station.outbox.counts()).toMatchObject({ toSend: 0, problems: 0 })
  const clients = rig.station.db.prepare(`SELECT count(DISTINCT client_id) FROM outbox WHERE service = 'patients'`)
  expect(clients.pluck().get()).toBe(1)
})

it('given four pushes of which the first answer is lost, when it tries again, then all are there once', async () => {
  saveMany(250)
  holding = true
  rig.station.sync.start()
  await turns()
  await letGo(0)
  await pushes[0]?.go(true)
  await letGo(1, 2, 3)
  pushes = []
  holding = false
  await rig.station.sync.syncNow()
  expect(serverNames()).toBe(250)
  expect(rig.station.outbox.counts()).toMatchObject({ toSend: 0, problems: 0 })
})

it('given four pushes on their way, when the station is closed and opens again, then late answers change nothing and all are there once', async () => {
  saveMany(250)
  holding = true
  rig.station.sync.start()
  await turns()
  await letGo(0)
  rig.station.close()
  holding = false
  await letGo(0, 1, 2, 3)
  rig.station = rig.open()
  await syncUp(rig.station)
  expect(serverNames()).toBe(250)
  expect(rig.station.outbox.counts()).toMatchObject({ toSend: 0, problems: 0 })
})
