import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Admission, Bed, bht, type Vitals, ward } from '../../../src-shared/domains/ward/index.ts'
import { Registry } from '../../../src-shared/kernel/domain.ts'
import { type Envelope, pushText } from '../../../src-shared/sync/envelope.ts'
import type { PushResponse } from '../../../src-shared/sync/protocol.ts'
import { wardConstraints } from '../../services/ward/migrations/constraints.ts'
import { wardMigrations } from '../../services/ward/migrations/index.ts'
import { realPorts } from '../ports.ts'
import { withTestDatabase } from '../postgres/testing.ts'
import {
  ADMINISTRATOR,
  CLINICIAN,
  type Draft,
  NURSE,
  newId,
  openTestService,
  type TestService,
  TestStation,
} from './testing.ts'

const database = withTestDatabase()
const registry = new Registry([ward])
let service: TestService
let station: TestStation
let numbers: { next(): string }

interface WardPlan {
  wardId: string
  beds: string[]
}

beforeAll(async () => {
  service = await openTestService(database, registry, {
    service: 'ward',
    migrations: wardMigrations,
    constraints: wardConstraints,
  })
})
beforeEach(async () => {
  station = new TestStation('ward')
  numbers = await borrow(station)
})
afterAll(() => service?.close())

async function borrow(of: TestStation) {
  const lease = await service.runtime.lease(of.deviceId, { clientId: of.clientId, sequence: 'bht' })
  let next = lease.from
  return { next: () => bht.format(next++) }
}

let wards = 0
async function openWard(bedCount = 3): Promise<WardPlan> {
  const wardId = newId()
  const labels = Array.from({ length: bedCount }, (_, i) => `B${i}`)
  const ids = Object.fromEntries([['ward', wardId], ...labels.map((label) => [`bed:${label}`, newId()])])
  const input = { code: `W${++wards}`, name: `Ward ${wards}`, rooms: [{ name: '1', beds: labels }] }
  const { outcomes } = await station.send(service.runtime, {
    name: 'ward.defineWard',
    input,
    ids,
    actor: ADMINISTRATOR,
  })
  expect(outcomes).toMatchObject([{ status: 'applied' }])
  return { wardId, beds: labels.map((label) => ids[`bed:${label}`] as string) }
}

const stub = {
  phn: 'P1',
  familyName: 'Perera',
  givenName: 'Kamala',
  title: null,
  sex: 'female',
  birthDate: '1983-06-16',
}
const admission = (
  plan: WardPlan,
  bed: number,
  change: Partial<Draft> = {},
): Draft & { ids: { admission: string } } => ({
  name: 'ward.admit',
  input: { patientId: newId(), patient: stub, wardId: plan.wardId, bedId: plan.beds[bed] },
  numbers: { bht: numbers.next() },
  ...change,
  ids: { admission: newId() },
})
const vitals = (of: ReturnType<typeof admission>, change: Partial<Draft> = {}): Draft => ({
  name: 'ward.recordVitals',
  input: { admissionId: of.ids.admission, patientId: of.input.patientId, takenAt: Date.now(), pulse: 71.5 },
  ids: { vitals: newId() },
  ...change,
})

const rowOf = async (kind: typeof Admission | typeof Bed | typeof Vitals, id: string) => {
  const found = (await service.rows(kind)).find(({ row }) => row.id === id)
  return { ...found?.row, rev: found?.rev, scope: found?.scope } as Record<string, unknown>
}
const keptOf = (commandId: string) => service.kept(commandId)
const statuses = (response: { outcomes: { status: string }[] }) => response.outcomes.map(({ status }) => status)
const codes = (response: { outcomes: { problem: { code: string } | null }[] }) =>
  response.outcomes.map(({ problem }) => problem?.code ?? null)

describe('a push', () => {
  it('given commands that build on each other, when pushed together, then all apply in one version', async () => {
    const plan = await openWard()
    const admit = admission(plan, 0)
    const response = await station.send(service.runtime, admit, vitals(admit), vitals(admit))
    expect(statuses(response)).toEqual(['applied', 'applied', 'applied'])
    expect(new Set(response.outcomes.map(({ ver }) => ver)).size).toBe(1)
    expect(response).toMatchObject({ epoch: 'first', expected: 5, stopped: null, durable: 4 })
    expect(await rowOf(Admission, admit.ids.admission)).toMatchObject({
      rev: 1,
      scope: `ward:${plan.wardId}`,
      status: 'admitted',
    })
    expect(await rowOf(Bed, plan.beds[0] as string)).toMatchObject({ rev: 2, admissionId: admit.ids.admission })
  })

  it('given a push, when it is sent again, then the same outcomes come and nothing is written twice', async () => {
    const plan = await openWard()
    const admit = admission(plan, 0)
    const envelopes = [admit, vitals(admit)].map((draft) => station.envelope(draft))
    const first = await station.push(service.runtime, envelopes)
    const before = await service.runtime.counts()
    const second = await station.push(service.runtime, envelopes)
    expect(second.outcomes).toEqual(first.outcomes)
    expect(second.expected).toBe(first.expected)
    expect(await service.runtime.counts()).toEqual(before)
  })

  it('given a rebuilt cache, when it pushes under a new client id, then the stored outcomes come and numbers count', async () => {
    const plan = await openWard()
    const envelope = station.envelope(admission(plan, 0))
    const first = await station.push(service.runtime, [envelope])
    station.clientId = newId()
    const again = await station.push(service.runtime, [{ ...envelope, number: 1 }])
    expect(again.outcomes).toEqual([{ ...first.outcomes[0], number: 1 }])
    expect(again.expected).toBe(2)
  })

  it('given a used number, when another command comes under it, then the push stops with CLIENT_ID_USED', async () => {
    const plan = await openWard()
    const other = { ...station.envelope(admission(plan, 1)), number: 1 }
    expect(await station.push(service.runtime, [other])).toMatchObject({
      outcomes: [],
      stopped: { code: 'CLIENT_ID_USED', params: { number: 1 } },
      expected: 2,
    })
  })

  it('given the client id of another workstation, when pushed, then it stops with CLIENT_ID_USED', async () => {
    await openWard()
    const other = new TestStation('ward')
    other.clientId = station.clientId
    expect(await other.send(service.runtime, { name: 'ward.admit', input: {} })).toMatchObject({
      outcomes: [],
      stopped: { code: 'CLIENT_ID_USED' },
    })
  })

  it('given a missing number, when pushed, then what is before it counts and the expected one is named', async () => {
    const plan = await openWard()
    const [first, , third] = [admission(plan, 0), admission(plan, 1), admission(plan, 2)].map((d) =>
      station.envelope(d),
    )
    const response = await station.push(service.runtime, [first, third])
    expect(statuses(response)).toEqual(['applied'])
    expect(response).toMatchObject({ stopped: { code: 'NUMBER_GAP', params: { expected: 3 } }, expected: 3 })
  })

  it('given a rejected edit between others, when pushed, then it consumes its number and is kept word for word', async () => {
    const plan = await openWard()
    const one = admission(plan, 0)
    const two = admission(plan, 2, { input: { ...admission(plan, 2).input, patientId: one.input.patientId } })
    const envelopes = [one, two, admission(plan, 1)].map((draft) => station.envelope(draft))
    const response = await station.push(service.runtime, envelopes)
    expect(statuses(response)).toEqual(['applied', 'rejected', 'applied'])
    expect(codes(response)[1]).toBe('WARD_ALREADY_ADMITTED')
    const refusedOne = envelopes[1]
    expect(await keptOf(refusedOne?.record.commandId ?? '')).toEqual([{ status: 'rejected', body: refusedOne }])
  })

  it('given a push of refusals only, when it is committed, then their links are counted, so that a restore shows', async () => {
    const plan = await openWard()
    await station.send(service.runtime, admission(plan, 0))
    let links = 0
    const runtime = service.again({ onRecorded: (count) => (links += count) })
    const envelopes = [admission(plan, 0), admission(plan, 0)].map((draft) => station.envelope(draft))
    expect((await station.push(runtime, envelopes)).outcomes.length).toBe(2)
    await station.push(runtime, envelopes)
    expect(links).toBe(2)
  })

  it('given one command that the database refuses, when pushed in a batch, then only that one falls', async () => {
    const plan = await openWard()
    const [good, after] = [admission(plan, 0), admission(plan, 1)]
    const taken = vitals(good)
    const twice = vitals(good, { ids: taken.ids ?? {} })
    const response = await station.send(service.runtime, good, taken, twice, after)
    expect(statuses(response)).toEqual(['applied', 'applied', 'quarantined', 'applied'])
    expect(codes(response)[2]).toBe('ROW_CHANGED')
    expect(response.expected).toBe(6)
  })

  it('given a number that is in use, when admitted under it, then the edit is rejected with DUPLICATE_VALUE', async () => {
    const plan = await openWard()
    const first = admission(plan, 0)
    const second = admission(plan, 1, { numbers: first.numbers ?? {} })
    const response = await station.send(service.runtime, first, second)
    expect(codes(response)).toEqual([null, 'DUPLICATE_VALUE'])
  })

  it('given a text that the database cannot hold, when pushed, then the command is set aside, word for word', async () => {
    const plan = await openWard()
    const envelope = station.envelope({
      name: 'ward.recordPastAdmission',
      input: { patientId: newId(), patient: stub, wardId: plan.wardId, admittedAt: 1, dischargedAt: 2 },
      numbers: { bht: 'a\u0000b' },
    })
    const response = await station.push(service.runtime, [envelope])
    expect(codes(response)).toEqual(['INPUT_INVALID'])
    expect(await keptOf(envelope.record.commandId)).toMatchObject([{ body: envelope }])
  })
})

describe('several pushes of one client on their way', () => {
  const envelopesOf = (plan: WardPlan, count: number) => {
    const admit = admission(plan, 0)
    return [admit, ...Array.from({ length: count - 1 }, () => vitals(admit))].map((draft) => station.envelope(draft))
  }

  it('given four sent at once, when they arrive in another order while the first is executed, then none is refused', async () => {
    const envelopes = envelopesOf(await openWard(), 12)
    const parts = [0, 3, 6, 9].map((from) => envelopes.slice(from, from + 3))
    const [first, second, third, fourth] = parts.map((part) => () => station.push(service.runtime, part))
    const responses = await Promise.all([first?.(), fourth?.(), second?.(), third?.()])
    expect(responses.map((response) => response?.stopped)).toEqual([null, null, null, null])
    expect(responses.flatMap((response) => statuses(response as PushResponse))).toEqual(Array(12).fill('applied'))
    const numbersOf = responses.map((response) => response?.outcomes.map(({ number }) => number))
    expect(numbersOf).toEqual([2, 11, 5, 8].map((from) => [from, from + 1, from + 2]))
  })

  it('given one sent twice at once, then both get the same outcomes and it counts once', async () => {
    const envelopes = envelopesOf(await openWard(), 4)
    const [one, two] = await Promise.all([
      station.push(service.runtime, envelopes),
      station.push(service.runtime, envelopes),
    ])
    expect(two).toEqual(one)
    expect(one).toMatchObject({ stopped: null, expected: 6 })
  })

  it('given one that is missing between, then what is before it counts and each later one names the expected number', async () => {
    const envelopes = envelopesOf(await openWard(), 6)
    const [one, , three] = [0, 2, 4].map((from) => envelopes.slice(from, from + 2))
    const [first, third] = await Promise.all([
      station.push(service.runtime, one ?? []),
      station.push(service.runtime, three ?? []),
    ])
    expect(first).toMatchObject({ stopped: null, expected: 4 })
    expect(third).toMatchObject({ outcomes: [], stopped: { code: 'NUMBER_GAP', params: { expected: 4 } }, expected: 4 })
  })

  it('given one that cannot be prepared, then it alone fails, and all go through when they are sent again', async () => {
    const envelopes = envelopesOf(await openWard(), 4)
    let down = true
    const runtime = service.again({
      authorise: async (actor) => {
        if (down) throw new Error('identity does not answer')
        return actor
      },
    })
    const parts = [envelopes.slice(0, 2), envelopes.slice(2)]
    const failing = parts.map((part) => station.push(runtime, part))
    await expect(Promise.all(failing)).rejects.toThrow('identity does not answer')
    down = false
    const again = await Promise.all(parts.map((part) => station.push(runtime, part)))
    expect(again.flatMap(statuses)).toEqual(Array(4).fill('applied'))
  })
})

describe('what cannot be trusted or read', () => {
  it('given a changed record, when pushed, then it is quarantined and its number is consumed', async () => {
    const plan = await openWard()
    const envelope = station.envelope(admission(plan, 0))
    const forged = { ...envelope, record: { ...envelope.record, occurredAt: 1 } }
    const response = await station.push(service.runtime, [forged])
    expect(response).toMatchObject({
      outcomes: [{ status: 'quarantined', problem: { code: 'SIGNATURE_WRONG' } }],
      expected: 3,
    })
    const again = await station.push(service.runtime, [forged])
    expect(again).toMatchObject({ outcomes: [{ number: 2, status: 'quarantined' }], stopped: null, expected: 3 })
    // the true one still has a chance, under a number of its own
    expect(statuses(await station.push(service.runtime, [{ ...envelope, number: 3 }]))).toEqual(['applied'])
  })

  it('given one signature over a whole push, then it answers for all of it; a wrong one leaves each to its own', async () => {
    const plan = await openWard()
    const admit = admission(plan, 0)
    let looked = 0
    const runtime = service.again({
      verifySignature: (...args) => {
        looked++
        return realPorts.verifySignature(...args)
      },
    })
    const push = (envelopes: unknown[], signed: unknown[]) => {
      const { clientId } = station
      const signature = station.sign(pushText(clientId, signed))
      return runtime.push(station, { clientId, epoch: null, commands: envelopes, signature })
    }
    const first = [admit, vitals(admit)].map((draft) => station.envelope(draft))
    expect(statuses(await push(first, first))).toEqual(['applied', 'applied'])
    expect(looked).toBe(1)

    const second = [vitals(admit), vitals(admit)].map((draft) => station.envelope(draft))
    expect(statuses(await push(second, first))).toEqual(['applied', 'applied'])
    expect(looked).toBe(4)

    const [one, two] = [vitals(admit), vitals(admit)].map((draft) => station.envelope(draft)) as [Envelope, Envelope]
    const forged = { ...two, record: { ...two.record, occurredAt: 1 } }
    const response = await push([one, forged], [one, forged])
    expect(codes(response)).toEqual([null, 'SIGNATURE_WRONG'])
  })

  it('given an entry of an unknown form, when it has a number, then it is quarantined; without one the push stops', async () => {
    await openWard()
    const response = await station.push(service.runtime, [{ number: 2, record: 'rubbish' }])
    expect(codes(response)).toEqual(['INPUT_INVALID'])
    expect(await station.push(service.runtime, ['rubbish'])).toMatchObject({
      stopped: { code: 'INPUT_INVALID' },
      expected: 3,
    })
  })

  it('given an unknown command or an invalid fact, when pushed, then they are quarantined; an invalid edit is rejected', async () => {
    const plan = await openWard()
    const response = await station.send(
      service.runtime,
      { name: 'ward.levitate', input: {} },
      { name: 'ward.recordVitals', input: { pulse: 'fast' } },
      { name: 'ward.admit', input: { wardId: plan.wardId } },
    )
    expect(statuses(response)).toEqual(['quarantined', 'quarantined', 'rejected'])
    expect(codes(response)).toEqual(['COMMAND_UNKNOWN', 'INPUT_INVALID', 'INPUT_INVALID'])
  })
})

describe('an older workstation', () => {
  it('given a record of protocol 1 or older, then it counts with the hospital’s calendar, and is kept as it was signed', async () => {
    const plan = await openWard()
    for (const [bed, protocol] of [1, 0].entries()) {
      const draft = admission(plan, bed)
      const { record, number } = station.envelope(draft)
      const { utcOffsetMinutes: _later, ...older } = record as typeof record & { utcOffsetMinutes: number }
      const sent = { ...station.signed({ ...older, protocol }), number }
      const response = await station.push(service.runtime, [sent])
      expect(statuses(response)).toEqual(['applied'])
      expect((await station.push(service.runtime, [sent])).outcomes).toEqual(response.outcomes)
      const forged = { ...sent, record: { ...older, protocol, occurredAt: older.occurredAt + 1 }, number: number + 1 }
      expect(codes(await station.push(service.runtime, [forged]))).toEqual(['SIGNATURE_WRONG'])
      station.number++
    }
  })

  it('given a protocol before the last one, then it may push and nothing else', async () => {
    const query = { clientId: station.clientId, cursor: 0, epoch: '', limit: 10 }
    await expect(service.runtime.pull(['reference'], { ...query, protocol: 0 })).rejects.toMatchObject({
      ...{ problem: { code: 'CLIENT_TOO_OLD' } },
    })
    expect(await service.runtime.pull(['reference'], { ...query, protocol: 1 })).toMatchObject({ epoch: 'first' })
  })
})

describe('who did it', () => {
  const known = (actor: { userId: string }) => Promise.resolve(actor.userId === NURSE.userId ? NURSE : null)

  it('given a person unknown to the hospital, when facts come, then they are quarantined; edits are rejected', async () => {
    const plan = await openWard()
    const admit = admission(plan, 0)
    await station.send(service.runtime, admit)
    const runtime = service.again({ authorise: known })
    const response = await station.send(
      runtime,
      vitals(admit, { actor: CLINICIAN }),
      admission(plan, 1, { actor: CLINICIAN }),
    )
    expect(statuses(response)).toEqual(['quarantined', 'rejected'])
    expect(codes(response)).toEqual(['ACTOR_UNKNOWN', 'ACTOR_UNKNOWN'])
  })

  it('given roles that the workstation only claims, when pushed, then the hospital’s count: fact flagged, edit rejected', async () => {
    const plan = await openWard()
    const admit = admission(plan, 0)
    await station.send(service.runtime, admit)
    const cashier = { userId: NURSE.userId, roles: ['cashier' as const] }
    const runtime = service.again({ authorise: async () => cashier })
    const transfer = { name: 'ward.transfer', input: { admissionId: admit.ids.admission, toBedId: plan.beds[1] } }
    const response = await station.send(runtime, vitals(admit), transfer)
    expect(response.outcomes).toMatchObject([
      { status: 'flagged', flags: [{ code: 'NOT_ALLOWED' }] },
      { status: 'rejected', problem: { code: 'NOT_ALLOWED' } },
    ])
  })
})

describe('a workstation taken out of use', () => {
  it('given work from before and after, when it is sent, then all but the later edit stands, and what stands is flagged', async () => {
    const plan = await openWard()
    const revokedAt = Date.now()
    const [before, after] = [{ occurredAt: revokedAt - 60_000 }, { occurredAt: revokedAt + 60_000 }]
    const stay = admission(plan, 0, before)
    const late = admission(plan, 1, after)
    const pushed = [stay, late, vitals(stay, after)].map((draft) => station.envelope(draft))
    const device = { deviceId: station.deviceId, publicKey: station.publicKey, revokedAt }
    const request = { clientId: station.clientId, epoch: null, commands: pushed }
    const response = await service.runtime.push(device, request)
    expect(response.outcomes).toMatchObject([
      { status: 'flagged', flags: [{ code: 'WORKSTATION_REVOKED' }] },
      { status: 'rejected', problem: { code: 'WORKSTATION_REVOKED' } },
      { status: 'flagged', flags: [{ code: 'WORKSTATION_REVOKED' }] },
    ])
    expect(await keptOf(pushed[1]?.record.commandId as string)).toMatchObject([{ body: pushed[1] }])
  })
})

it('given a command that the workstation had held back, when it is sent to be kept, then it is rejected, whole, and not executed', async () => {
  const plan = await openWard()
  const held = { ...station.envelope(admission(plan, 0)), held: true }
  const response = await station.push(service.runtime, [held, station.envelope(admission(plan, 1))])
  expect(statuses(response)).toEqual(['rejected', 'applied'])
  expect(codes(response)).toEqual(['DEPENDS_ON_REFUSED', null])
  expect(await keptOf(held.record.commandId)).toMatchObject([{ body: held }])
  expect(await rowOf(Bed, plan.beds[0] as string)).toMatchObject({ state: 'available' })
})

describe('numbers', () => {
  it('given a number lent to another workstation, when used, then the edit is rejected and a fact is flagged', async () => {
    const plan = await openWard()
    const theirs = await borrow(new TestStation('ward'))
    const past = {
      name: 'ward.recordPastAdmission',
      input: { patientId: newId(), patient: stub, wardId: plan.wardId, admittedAt: 1, dischargedAt: 2 },
      numbers: { bht: theirs.next() },
    }
    const response = await station.send(service.runtime, admission(plan, 0, { numbers: { bht: theirs.next() } }), past)
    expect(response.outcomes).toMatchObject([
      { status: 'rejected', problem: { code: 'NUMBER_OUTSIDE_LEASE' } },
      { status: 'flagged', flags: [{ code: 'NUMBER_OUTSIDE_LEASE' }] },
    ])
  })

  it('given a restored database, when the new epoch lends, then from above, and numbers of the lost leases are believed', async () => {
    const plan = await openWard()
    const before = await service.runtime.lease(newId(), { clientId: newId(), sequence: 'bht' })
    const runtime = service.again({ epoch: 'second' })
    const after = await runtime.lease(station.deviceId, { clientId: station.clientId, sequence: 'bht' })
    expect(after.epoch).toBe('second')
    expect(after.from).toBeGreaterThan(before.to + 1_000)
    const lost = bht.format(before.to + 500)
    expect(statuses(await station.send(runtime, admission(plan, 0, { numbers: { bht: lost } })))).toEqual(['applied'])
  })
})

describe('two workstations at once', () => {
  it('given one free bed, when both admit to it, then both patients are on the ward, one without a bed', async () => {
    for (let round = 0; round < 5; round++) {
      const plan = await openWard(1)
      const other = new TestStation('ward')
      const theirs = await borrow(other)
      const [mine, hers] = await Promise.all([
        station.send(service.runtime, admission(plan, 0)),
        other.send(service.again(), admission(plan, 0, { numbers: { bht: theirs.next() } })),
      ])
      expect([...statuses(mine), ...statuses(hers)].sort()).toEqual(['applied', 'flagged'])
      expect([...mine.outcomes, ...hers.outcomes].flatMap(({ flags }) => flags)).toMatchObject([
        { code: 'WARD_BED_TAKEN' },
      ])
    }
  })

  it('given one stay, when both change the same field from what they saw, then one is refused and none is lost', async () => {
    const plan = await openWard(1)
    const admit = admission(plan, 0)
    await station.send(service.runtime, admit)
    const other = new TestStation('ward')
    const runtimes = [service.runtime, service.again()] as const
    for (let round = 0; round < 6; round++) {
      const change = (to: string) => ({
        name: 'ward.setIsolation',
        input: { admissionId: admit.ids.admission, from: 'none', to },
      })
      const [mine, hers] = await Promise.all([
        station.send(runtimes[0], change('contact')),
        other.send(runtimes[1], change('droplet')),
      ])
      expect([...statuses(mine), ...statuses(hers)].sort()).toEqual(['applied', 'rejected'])
      expect([...codes(mine), ...codes(hers)]).toContain('WARD_FIELD_CHANGED')
      await station.send(service.runtime, {
        name: 'ward.setIsolation',
        input: { admissionId: admit.ids.admission, from: await isolationOf(admit), to: 'none' },
      })
    }
  })
})

const isolationOf = async (admit: { ids: { admission: string } }) =>
  (await rowOf(Admission, admit.ids.admission)).isolation
