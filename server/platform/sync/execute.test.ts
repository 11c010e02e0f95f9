import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Patient, patients, phn } from '../../../src-shared/domains/patients/index.ts'
import { Registry } from '../../../src-shared/kernel/domain.ts'
import { patientsConstraints } from '../../services/patients/migrations/constraints.ts'
import { patientsMigrations } from '../../services/patients/migrations/index.ts'
import { withTestDatabase } from '../postgres/testing.ts'
import { SERVER_DEVICE } from './options.ts'
import type { ServerCommand } from './runtime.ts'
import { ADMINISTRATOR, NURSE, newId, openTestService, type TestService, TestStation } from './testing.ts'

const database = withTestDatabase()
let service: TestService

beforeAll(async () => {
  const of = { service: 'patients', migrations: patientsMigrations, constraints: patientsConstraints }
  service = await openTestService(database, new Registry([patients]), of)
})
afterAll(() => service?.close())

const register = (change: Record<string, unknown> = {}, patientId = newId()): ServerCommand => ({
  commandId: newId(),
  name: 'patients.register',
  version: 1,
  input: { familyName: 'Perera', givenName: 'Kamala', sex: 'female', ...change },
  actor: NURSE,
  occurredAt: Date.now(),
  allotted: { ids: { patient: patientId }, numbers: {} },
})
const count = async () => (await service.rows(Patient)).length

describe('commands made at the server', () => {
  it('given an import, when it is executed, then each gets its number, and a second time nothing happens', async () => {
    const commands = Array.from({ length: 60 }, (_, i) => register({ sourceId: `source-${i}` }))
    const first = await service.runtime.execute(commands)
    expect(new Set(first.map(({ result }) => result.phn)).size).toBe(60)
    expect(first.every(({ result }) => phn.parse(result.phn ?? '') !== null)).toBe(true)
    const before = await service.runtime.counts()
    expect(await service.runtime.execute(commands)).toEqual(first)
    expect(await service.runtime.counts()).toEqual(before)
  })

  it('given a command id with another content, when it is executed again, then COMMAND_ID_REUSED, and an import is told', async () => {
    const command = register({ familyName: 'Silva' })
    await service.runtime.execute([command])
    const later = { ...command, occurredAt: command.occurredAt + 5, actor: { ...ADMINISTRATOR, roles: NURSE.roles } }
    expect(await service.runtime.execute([later])).toMatchObject([{ status: 'applied', changed: false }])
    const other = { ...command, input: { ...command.input, familyName: 'De Silva' } }
    const reused = { problem: { code: 'COMMAND_ID_REUSED' } }
    await expect(service.runtime.execute([register(), other])).rejects.toMatchObject(reused)
    const twice = register()
    const two = [twice, { ...twice, input: { ...twice.input, givenName: 'Nimal' } }]
    await expect(service.runtime.execute(two)).rejects.toMatchObject(reused)
    const before = await count()
    expect(await service.runtime.execute([{ ...other, imported: true }])).toMatchObject([{ changed: true }])
    expect(await count()).toBe(before)
  })

  it('given one command of many that is refused, when executed, then nothing of them is left', async () => {
    const before = { rows: await count(), counts: await service.runtime.counts() }
    const same = { nic: '831681234V' }
    await expect(service.runtime.execute([register(), register(same), register(same)])).rejects.toMatchObject({
      problem: { code: 'PATIENT_NIC_EXISTS' },
    })
    expect({ rows: await count(), counts: await service.runtime.counts() }).toEqual(before)
  })

  it('given somebody without the role, when executed, then NOT_ALLOWED', async () => {
    const command = { ...register(), actor: { ...NURSE, roles: [] } }
    await expect(service.runtime.execute([command])).rejects.toMatchObject({ problem: { code: 'NOT_ALLOWED' } })
  })

  it('given one NIC on an old and a new card, when two are registered at once, then one is refused', async () => {
    const results = await Promise.allSettled([
      service.runtime.execute([register({ nic: '856781234V' })]),
      service.again().execute([register({ nic: '198567801234' })]),
    ])
    const refused = results.filter((each) => each.status === 'rejected')
    expect(refused.map(({ reason }) => reason.problem.code)).toEqual(['PATIENT_NIC_EXISTS'])
  })

  it('given the same command twice at once, when executed, then one outcome and one patient', async () => {
    const before = await count()
    const there = service.again()
    // often enough that the second one also reads between the first one's look at its outcome and its commit
    for (let i = 1; i <= 30; i++) {
      const command = register()
      const [one, two] = await Promise.all([service.runtime.execute([command]), there.execute([command])])
      expect(one).toEqual(two)
      expect(await count()).toBe(before + i)
    }
  })

  it('given "no allergies" and an allergy at once, when both are done, then the patient is known to have one', async () => {
    const patientId = newId()
    await service.runtime.execute([register({}, patientId)])
    const of = (name: string, input: Record<string, unknown>): ServerCommand => ({
      ...{ commandId: newId(), name, version: 1, input: { patientId, ...input } },
      ...{ actor: { ...NURSE, roles: ['nurse', 'clinician'] }, occurredAt: Date.now() },
    })
    await Promise.allSettled([
      service.runtime.execute([of('patients.confirmNoAllergies', {})]),
      service.again().execute([of('patients.recordAllergy', { substance: 'Penicillin' })]),
    ])
    const found = (await service.rows(Patient)).find(({ row }) => row.id === patientId)
    expect(found?.row).toMatchObject({ allergyStatus: 'known' })
  })
})

describe('single commands of many callers at once', () => {
  const settled = (commands: readonly ServerCommand[]) =>
    Promise.all(
      commands.map((command) =>
        service.runtime.execute([command]).then(
          ([outcome]) => outcome?.status,
          (error) => error.problem?.code,
        ),
      ),
    )

  it('given some that are refused, then they leave nothing, and the others stand as if each had been alone', async () => {
    const before = await count()
    const commands = Array.from({ length: 40 }, (_, i) => {
      if (i % 8 === 5) return { ...register(), actor: { ...NURSE, roles: [] } }
      return register(i % 8 === 3 ? { nic: '701681234V' } : {})
    })
    const ends = await settled(commands)
    const of = (kind: number) => ends.filter((_, i) => i % 8 === kind)
    expect(of(5)).toEqual(Array.from({ length: 5 }, () => 'NOT_ALLOWED'))
    expect(of(3).toSorted()).toEqual([...Array.from({ length: 4 }, () => 'PATIENT_NIC_EXISTS'), 'applied'])
    expect(ends.filter((end) => end === 'applied')).toHaveLength(31)
    expect(await count()).toBe(before + 31)
    expect(await service.runtime.verifyAudit(SERVER_DEVICE)).toBeNull()
  })

  it('given the same command from several callers, then one patient and one outcome; another content under its id is refused', async () => {
    const before = await count()
    const command = register()
    const other = { ...command, input: { ...command.input, givenName: 'Nimal' } }
    expect(await settled([command, command, register(), command, other])).toEqual([
      ...Array.from({ length: 4 }, () => 'applied'),
      'COMMAND_ID_REUSED',
    ])
    expect(await count()).toBe(before + 2)
  })

  it('given another process that takes a value of one of them meanwhile, then that one is refused and the others stand', async () => {
    const mine = Array.from({ length: 20 }, (_, i) => register(i === 7 ? { nic: '711681234V' } : {}))
    const theirs = Array.from({ length: 20 }, (_, i) => register(i === 7 ? { nic: '711681234V' } : {}))
    const there = service.again()
    const [ends, elsewhere] = await Promise.all([
      settled(mine),
      Promise.allSettled(theirs.map((command) => there.execute([command]))),
    ])
    const refused = ends.filter((end) => end !== 'applied').length
    expect(refused + elsewhere.filter(({ status }) => status === 'rejected').length).toBe(1)
  })

  it('given many readings at once, then each has its link in the audit', async () => {
    const patients = Array.from({ length: 50 }, () => newId())
    const before = await service.runtime.counts()
    await Promise.all(
      patients.map((patient) =>
        service.runtime.noteRead({ actorId: NURSE.userId, what: 'patients.patient', patients: [patient] }),
      ),
    )
    expect(await service.runtime.counts()).toEqual(before)
    const links = await service.links(SERVER_DEVICE)
    const read = links.flatMap(({ entry }) => (JSON.parse(entry) as { patients?: string[] }).patients ?? [])
    expect(read.filter((id) => patients.includes(id)).toSorted()).toEqual(patients.toSorted())
    expect(await service.runtime.verifyAudit(SERVER_DEVICE)).toBeNull()
  })
})

describe('numbers at the server and at workstations', () => {
  it('given leases and own numbers side by side, when all are given, then none twice', async () => {
    const lease = () => service.runtime.lease(newId(), { clientId: newId(), sequence: 'phn' })
    const taken = async () => phn.parse((await service.runtime.execute([register()]))[0]?.result.phn ?? '') ?? -1
    const [leases, singles] = await Promise.all([
      Promise.all(Array.from({ length: 5 }, lease)),
      Promise.all(Array.from({ length: 5 }, taken)),
    ])
    const ranges = leases.map(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i))
    const all = [...ranges.flat(), ...singles]
    expect(all.length).toBe(5 * 200 + 5)
    expect(new Set(all).size).toBe(all.length)
  })

  it('given a workstation that is done, when it returns its rest, then another gets just that; a used number stays its own', async () => {
    const [station, next] = [new TestStation('patients'), new TestStation('patients')]
    const { runtime } = service
    const lease = await runtime.lease(station.deviceId, { clientId: station.clientId, sequence: 'phn' })
    const draft = (value: number, familyName: string) => ({
      ...{ name: 'patients.register', input: { familyName, givenName: 'Kamala', sex: 'female' } },
      ...{ ids: { patient: newId() }, numbers: { phn: phn.format(value) } },
    })
    await station.send(runtime, draft(lease.from, 'Returned'))
    const rests = [{ sequence: 'phn', from: lease.from + 1, to: lease.to }]
    const give = (change: object) =>
      runtime.returnLeases(station.deviceId, {
        ...{ clientId: station.clientId, epoch: 'first', lastNumber: 1, rests },
        ...change,
      })
    // a command is still on its way, the database was restored since, the queue is another's
    expect(await give({ lastNumber: 2 })).toEqual({ epoch: 'first', taken: 0 })
    expect(await give({ epoch: 'older' })).toEqual({ epoch: 'first', taken: 0 })
    expect(await give({ clientId: newId() })).toEqual({ epoch: 'first', taken: 0 })
    expect(await give({})).toEqual({ epoch: 'first', taken: lease.to - lease.from })
    expect(await give({})).toEqual({ epoch: 'first', taken: 0 })

    const relent = await runtime.lease(next.deviceId, { clientId: next.clientId, sequence: 'phn' })
    expect(relent).toMatchObject({ from: lease.from + 1, to: lease.to })
    const pushed = [
      await next.send(runtime, draft(relent.from, 'Next holder')),
      await station.send(runtime, draft(relent.from + 1, 'Gave it back')),
    ]
    expect(pushed.map(({ outcomes }) => [outcomes[0]?.status, outcomes[0]?.problem?.code])).toEqual([
      ['applied', undefined],
      ['rejected', 'NUMBER_OUTSIDE_LEASE'],
    ])
  })

  it('given a sequence of another service, when a lease is asked for, then INPUT_INVALID', async () => {
    const asked = service.runtime.lease(newId(), { clientId: newId(), sequence: 'bht' })
    await expect(asked).rejects.toMatchObject({ problem: { code: 'INPUT_INVALID' } })
  })
})

describe('the audit chain', () => {
  it('given commands of a workstation, when a link is changed or taken out, then the chain says where', async () => {
    const station = new TestStation('patients')
    for (let i = 0; i < 3; i++)
      await station.send(service.runtime, { name: 'patients.register', input: {}, actor: ADMINISTRATOR })
    expect(await service.runtime.verifyAudit(station.deviceId)).toBeNull()
    expect(await service.runtime.verifyAudit(SERVER_DEVICE)).toBeNull()
    await service.spoilAudit(station.deviceId, 2, (entry) => entry.replace('rejected', 'applied'))
    expect(await service.runtime.verifyAudit(station.deviceId)).toBe(2)
    await service.spoilAudit(station.deviceId, 2, (entry) => entry.replace('applied', 'rejected'))
    expect(await service.runtime.verifyAudit(station.deviceId)).toBeNull()
    await service.spoilAudit(station.deviceId, 3, null)
    expect(await service.runtime.verifyAudit(station.deviceId)).toBe(3)
  })
})

describe('a projection', () => {
  it('given a consumer, when it writes, then its rows reach the feed and its cursor moves with them or not at all', async () => {
    const id = newId()
    let links = 0
    const runtime = service.again({ onRecorded: (count) => (links += count) })
    await runtime.execute([register({}, id)])
    links = 0
    const before = (await runtime.counts()).ver
    await runtime.project('elsewhere', 7, async (tx) => {
      const row = await tx.get(Patient, id)
      if (row) tx.put(Patient, { ...row, locality: 'Galle' })
    })
    expect(await runtime.consumerCursor('elsewhere')).toBe(7)
    expect(await runtime.feed(before, 10)).toMatchObject([{ op: 'put', id, rev: 2, row: { locality: 'Galle' } }])
    expect(links).toBe(1)
    expect(await runtime.verifyAudit(SERVER_DEVICE)).toBeNull()
    const broken = runtime.project('elsewhere', 9, async () => {
      throw new Error('broken')
    })
    await expect(broken).rejects.toThrow('broken')
    expect(await runtime.consumerCursor('elsewhere')).toBe(7)
  })
})
