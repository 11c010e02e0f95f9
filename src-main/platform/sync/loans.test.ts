import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { INBOX_SCOPE } from '../../../src-shared/kernel/inbox.ts'
import { NumberLeases } from '../execute/number-leases.ts'
import { admit, BED_1, endRig, makeRig, type Rig, register, syncUp } from './testing/rig.ts'

let rig: Rig
beforeEach(async () => {
  rig = makeRig()
  await syncUp(rig.station)
})
afterEach(() => endRig(rig))

const patients = () => rig.server.of('patients')
const leases = () =>
  rig.station.db.prepare(`SELECT first, last, next FROM lease WHERE sequence = 'phn' ORDER BY first`).all() as {
    first: number
    last: number
    next: number
  }[]
const only = (left: number) => {
  rig.station.db.prepare('UPDATE lease SET next = last + 1 - ?').run(left)
}

describe('number ranges', () => {
  it('given little more than one range, when it is used up offline, then the next is here already and goes on', async () => {
    only(201)
    await syncUp(rig.station)
    expect(leases()).toHaveLength(1)
    only(200)
    await syncUp(rig.station)
    expect(leases()).toHaveLength(2)
    rig.server.down = true
    rig.station.db.prepare(`UPDATE lease SET next = last WHERE sequence = 'phn' AND first = ?`).run(leases()[0]?.first)
    const numbers = [register(rig.station, 'Perera'), register(rig.station, 'Silva')].map(({ phn }) =>
      Number(phn.slice(0, -1)),
    )
    expect(numbers).toEqual([leases()[0]?.last, leases()[1]?.first])
  })

  it('given a rest whose return arrived without an answer, when the server lends it here again, then it is given back no more', () => {
    const own = new NumberLeases(rig.station.db)
    const [lease] = leases()
    const { first, last } = lease as { first: number; last: number }
    // its return is told and carried out, but the answer is lost; before it is told again, the same numbers are lent again
    own.giveBack('patients')
    own.add('patients', { epoch: rig.server.epoch, sequence: 'phn', from: first, to: last })
    expect(Number(register(rig.station).phn.slice(0, -1))).toBe(first)
    expect(own.returning('patients').filter(({ from }) => from <= last)).toEqual([])
  })

  it('given a new epoch while ranges wait to be returned, then none of the old epoch is told to the server', async () => {
    patients().granted = [INBOX_SCOPE]
    rig.server.losesAnswerOf.push('/patients/sync/leases/return')
    await syncUp(rig.station)
    rig.server.epoch = 'epoch-2'
    patients().returned = []
    await syncUp(rig.station)
    expect(patients().returned).toEqual([])
    expect(rig.station.db.prepare(`SELECT * FROM lease_return WHERE service = 'patients'`).all()).toEqual([])
  })
})

describe('a workstation that may do nothing here any more', () => {
  it('given its grants are withdrawn, then the unused rests are returned, once, and it borrows no more', async () => {
    const { phn } = register(rig.station)
    const [lease] = leases()
    patients().granted = [INBOX_SCOPE]
    await syncUp(rig.station)
    await syncUp(rig.station)
    expect(lease?.next).toBe(Number(phn.slice(0, -1)) + 1)
    expect(patients().returned).toEqual([{ sequence: 'phn', from: lease?.next, to: lease?.last }])
    expect(rig.station.numbersLeft('phn')).toBe(0)
    expect(() => register(rig.station, 'Silva')).toThrow('NUMBERS_EXHAUSTED')

    patients().granted = ['patient']
    await syncUp(rig.station)
    expect(rig.station.numbersLeft('phn')).toBeGreaterThan(0)
  })

  it('given the answer is lost, then the same rest is told again, and never given meanwhile', async () => {
    patients().granted = [INBOX_SCOPE]
    rig.server.losesAnswerOf.push('/patients/sync/leases/return')
    await syncUp(rig.station)
    await syncUp(rig.station)
    const [first, second, ...more] = patients().returned
    expect(first).toEqual(second)
    expect(more).toEqual([])
  })

  it('given unsent entries, when it is revoked, then they are sent before the rests go back, and both before it is erased', async () => {
    rig.server.down = true
    const patient = register(rig.station)
    admit(rig.station, patient, BED_1)
    rig.server.revoked = true
    rig.server.down = false
    const paths = () =>
      rig.server.requests.map(({ url }) => url.replace(/^.*\/v1\//, '')).filter((path) => /push|return/.test(path))
    for (let turn = 0; turn < 4; turn++) await syncUp(rig.station)
    const [pushed, returned] = ['patients/sync/push', 'patients/sync/leases/return'].map((path) =>
      paths().lastIndexOf(path),
    )
    expect(pushed).toBeGreaterThanOrEqual(0)
    expect(returned).toBeGreaterThan(pushed as number)
    const used = Number(patient.phn.slice(0, -1))
    expect(patients().returned).toMatchObject([{ sequence: 'phn', from: used + 1 }])
    expect(rig.station.db.prepare('SELECT count(*) FROM lease').pluck().get()).toBe(0)
    expect(rig.station.outbox.list(9)).toEqual([])
  })

  it('given a server that does not know the request, when it is revoked, then it is erased all the same', async () => {
    const answer = rig.server.request.bind(rig.server)
    rig.server.request = async (asked) =>
      asked.url.endsWith('/leases/return')
        ? {
            status: 404,
            body: {
              ...{ type: 'x', title: 'x', status: 404, detail: 'x', code: 'ROUTE_UNKNOWN', params: {} },
            },
          }
        : answer(asked)
    rig.server.revoked = true
    await syncUp(rig.station)
    await syncUp(rig.station)
    expect(rig.station.db.prepare('SELECT count(*) FROM lease_return').pluck().get()).toBe(0)
    expect(rig.notices).toEqual([{ code: 'WORKSTATION_REVOKED', params: {} }])
  })
})
