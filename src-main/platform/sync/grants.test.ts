import { generateKeyPairSync } from 'node:crypto'
import { copyFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Admission, Vitals, WardPatient } from '../../../src-shared/domains/ward/index.ts'
import { testId } from '../../../src-shared/testing/memory-store.ts'
import { filesWith } from '../recovery/testing/files-with.ts'
import {
  admit,
  BED_1,
  endRig,
  enrolledVault,
  MORNING,
  makeRig,
  nurse,
  observe,
  type Rig,
  register,
  rowsOf,
  syncUp,
  WARD,
} from './testing/rig.ts'

const OTHER = testId(750)
const CANARY = 'Qanarywardena'
const PATIENT = testId(801)
const STAY = testId(802)

let rig: Rig
beforeEach(async () => {
  rig = makeRig()
  await syncUp(rig.station)
})
afterEach(() => endRig(rig))

const ward = () => rig.server.of('ward')
const grant = (...scopes: string[]) => {
  ward().granted = scopes
}
const wardId = (scope: string) => scope.slice('ward:'.length)
const scopes = () => rig.station.device.scopes().filter((one) => one.service === 'ward')
const stateOf = (scope: string) => scopes().find((one) => one.scope === scope)?.state
const found = () => filesWith(rig.dir, CANARY)

/** A patient of a ward at the server, with a stay and a set of observations, as one version. */
function place(ward7: string, change: { ward: string }) {
  const server = ward()
  server.ver += 1
  const person = { phn: 'P9', familyName: CANARY, givenName: 'K', title: null, sex: 'female', birthDate: null }
  const patient = { id: PATIENT, ...person, deceasedAt: null, resolved: true, wardId: change.ward, admissionId: STAY }
  server.put(WardPatient, patient as never)
  server.put(Admission, stayIn(change.ward) as never)
  if (!server.rows.has(`ward.vitals/${ward7}`)) server.put(Vitals, vitals(ward7) as never)
}
const stayIn = (ward: string) => ({
  ...{ id: STAY, patientId: PATIENT, bht: 'B1', wardId: ward, bedId: null, admittedAt: MORNING, reason: CANARY },
  ...{ consultant: null, isolation: 'none', spo2Scale: 1, spo2ScaleBy: null, pregnant: false, sourceId: null },
  ...{ observeEveryMinutes: null, status: 'admitted', stages: [], dischargedAt: null, lastVitalsAt: null },
})
const vitals = (id: string) => ({
  ...{ id, patientId: PATIENT, admissionId: STAY, takenAt: MORNING, takenBy: nurse.userId, pulse: 70 },
  ...{ respirationRate: null, spo2: null, onOxygen: null, oxygenFlow: null, systolic: null, diastolic: null },
  ...{ consciousness: null, temperature: null, painScore: null, weightKg: null, heightCm: null, spo2Scale: 1 },
  ...{ news2: null, others: [], status: 'final', errorReason: CANARY, errorBy: null, errorAt: null, sourceId: null },
})
const inWard = (ward: string) => place(testId(803), { ward })
const rowsHere = () =>
  ['ward_patient', 'ward_admission', 'ward_vitals'].map((table) => rowsOf(rig.station, table).length)

describe('what a workstation holds', () => {
  it('given a patient of another ward who is moved in, about and out, then no byte of that patient is in a file before and after', async () => {
    inWard(OTHER)
    await syncUp(rig.station)
    expect(found()).toEqual([])
    for (let turn = 0; turn < 3; turn++) {
      inWard(WARD)
      await syncUp(rig.station)
      expect(rowsHere()).toEqual([1, 1, 1])
      expect(found()).not.toEqual([])
      inWard(WARD)
      await syncUp(rig.station)
      inWard(OTHER)
      await syncUp(rig.station)
      expect(rowsHere()).toEqual([0, 0, 0])
      expect(found()).toEqual([])
    }
    expect(rig.notices).toEqual([])
  })

  it('given a patient moved between two granted wards, page by page, then the stay is here at every moment, once', async () => {
    grant('reference', `ward:${WARD}`, `ward:${OTHER}`)
    inWard(WARD)
    await syncUp(rig.station)
    const seen: number[] = []
    rig.station.changes.on(() => seen.push(...rowsHere()))
    for (let turn = 0; turn < 4; turn++) {
      inWard(turn % 2 === 0 ? OTHER : WARD)
      await syncUp(rig.station)
      expect(rowsOf(rig.station, 'ward_vitals')).toMatchObject([{ scope: `ward:${turn % 2 === 0 ? OTHER : WARD}` }])
    }
    expect(new Set(seen)).toEqual(new Set([1]))
  })

  it('given a ward that is granted while it works, then its rows come with a snapshot and the tail, also after a kill at any page', async () => {
    inWard(OTHER)
    for (let n = 0; n < 5; n++) {
      ward().ver += 1
      ward().put(Vitals, vitals(testId(820 + n)) as never)
    }
    grant('reference', `ward:${WARD}`, `ward:${OTHER}`)
    rig.server.snapshotLimit = 1
    for (let kill = 0; kill < 8 && stateOf(`ward:${OTHER}`) !== 'ready'; kill++) {
      let asked = 0
      const request = rig.server.request.bind(rig.server)
      rig.server.request = (one) => {
        if (one.url.includes('snapshot') && ++asked > 1) throw new Error('killed')
        return request(one)
      }
      await syncUp(rig.station)
      rig.server.request = request
      rig.station.close()
      rig.station = rig.open()
      ward().ver += 1
      ward().put(Vitals, vitals(testId(840 + kill)) as never)
    }
    await syncUp(rig.station)
    expect(stateOf(`ward:${OTHER}`)).toBe('ready')
    expect(rowsOf(rig.station, 'ward_vitals').length).toBe(
      [...ward().rows.keys()].filter((key) => key.includes('vitals')).length,
    )
    expect(rig.notices).toEqual([])
  })

  it('given two scopes fetched anew while a patient moves from the one to the other, then the stay is never away', async () => {
    const both = [`ward:${WARD}`, `ward:${OTHER}`].sort() as [string, string]
    grant('reference', ...both)
    inWard(wardId(both[0]))
    await syncUp(rig.station)
    const missing: unknown[] = []
    rig.station.changes.on(() => rowsOf(rig.station, 'ward_admission').length === 1 || missing.push('away'))
    rig.station.rebuild.begin({ actor: nurse })
    // the second scope is read first without, the first then without: only the feed knows where the stay is
    const request = rig.server.request.bind(rig.server)
    rig.server.request = async (one) => {
      const answer = await request(one)
      if (one.url.includes(encodeURIComponent(both[0])) && one.url.includes('snapshot')) inWard(wardId(both[1]))
      return answer
    }
    await syncUp(rig.station)
    rig.server.request = request
    await syncUp(rig.station)
    expect(missing).toEqual([])
    expect(rowsOf(rig.station, 'ward_admission')).toMatchObject([{ scope: both[1] }])
  })
})

describe('a feed whose beginning is gone', () => {
  it('given unsent and accepted work, when the cursor is behind, then all is fetched anew and nothing of it is away at any moment', async () => {
    const patient = register(rig.station, 'Perera')
    const { admissionId } = admit(rig.station, patient, BED_1)
    await syncUp(rig.station)
    inWard(WARD)
    await syncUp(rig.station)
    rig.station.sync.stop()
    observe(rig.station, patient.patientId, admissionId)
    // accepted, and its rows not yet back
    rig.server.losesAnswerOf.push('/ward/sync/pull', '/ward/sync/pull')
    await syncUp(rig.station)
    rig.station.sync.stop()
    inWard(OTHER)
    ward().ver += 1
    ward().put(Vitals, { ...vitals(testId(860)), admissionId, errorReason: null } as never)
    ward().compact()
    const own: number[] = []
    rig.station.changes.on(() =>
      own.push(rowsOf(rig.station, 'ward_admission').filter(({ id }) => id === admissionId).length),
    )
    rig.server.snapshotLimit = 2
    await syncUp(rig.station)
    await syncUp(rig.station)
    expect(new Set(own)).toEqual(new Set([1]))
    expect(rowsOf(rig.station, 'ward_admission').map(({ id }) => id)).toEqual([admissionId])
    expect(rowsOf(rig.station, 'ward_vitals')).toHaveLength(2)
    expect(rig.station.outbox.counts()).toMatchObject({ toSend: 0, problems: 0 })
    expect(rig.notices).toEqual([])
    expect(found()).toEqual([])
  })

  it('given that it goes again and again during a bootstrap, then the bootstrap comes to its end', async () => {
    const dir = rig.dir
    rig.station.close()
    rig.server.snapshotLimit = 1
    const request = rig.server.request.bind(rig.server)
    let compactions = 0
    rig.server.request = async (one) => {
      const answer = await request(one)
      if (one.url.includes('/ward/sync/snapshot') && compactions < 5) {
        compactions += 1
        inWard(compactions % 2 === 0 ? WARD : OTHER)
        ward().compact()
      }
      return answer
    }
    rmSync(join(dir, 'cache.sqlite'))
    rig.station = rig.open()
    await syncUp(rig.station)
    await syncUp(rig.station)
    expect(compactions).toBe(5)
    expect(scopes().every(({ state }) => state === 'ready')).toBe(true)
    expect(rowsHere()).toEqual([0, 0, 0])
    expect(rig.notices).toEqual([])
  })
})

describe('a ward that is withdrawn', () => {
  it('given unsent entries and a draft, then they go out first, then no byte of the ward is left, other wards stay', async () => {
    grant('reference', `ward:${WARD}`, `ward:${OTHER}`)
    inWard(OTHER)
    const kept = admit(rig.station, register(rig.station, 'Perera'), BED_1)
    await syncUp(rig.station)
    rig.station.drafts.put(nurse.userId, `vitals:${STAY}`, `{"note":"${CANARY}"}`)
    rig.station.drafts.put(nurse.userId, 'register', '{"familyName":"Silva"}')
    copyFileSync(join(rig.dir, 'cache.sqlite'), join(rig.dir, 'cache.damaged-2026.sqlite'))
    writeFileSync(join(rig.dir, 'cache.sqlite.before-migration'), CANARY)
    rig.server.down = true
    observe(rig.station, PATIENT, STAY)
    grant('reference', `ward:${WARD}`)
    rig.server.down = false
    await syncUp(rig.station)
    await syncUp(rig.station)
    expect(rig.station.outbox.counts()).toMatchObject({ toSend: 0, problems: 0 })
    expect([...ward().rows.keys()].filter((key) => key.startsWith('ward.vitals/'))).toHaveLength(2)
    expect(scopes().map(({ scope }) => scope)).toEqual(['reference', `ward:${WARD}`])
    expect(rowsOf(rig.station, 'ward_admission')).toMatchObject([{ id: kept.admissionId }])
    expect(found()).toEqual([])
    expect(rig.station.drafts.get(nurse.userId, 'register')).not.toBeNull()
  })

  it('given a ward withdrawn and granted again before it was wiped, then its rows stay and are as the server says', async () => {
    grant('reference', `ward:${WARD}`, `ward:${OTHER}`)
    inWard(OTHER)
    await syncUp(rig.station)
    const push = ward().push.bind(ward())
    ward().push = () => {
      throw new Error('stuck')
    }
    observe(rig.station, PATIENT, STAY)
    grant('reference', `ward:${WARD}`)
    await syncUp(rig.station)
    expect(stateOf(`ward:${OTHER}`)).toBe('revoked')
    ward().ver += 1
    ward().put(Admission, { ...stayIn(OTHER), reason: 'changed while withdrawn' } as never)
    grant('reference', `ward:${WARD}`, `ward:${OTHER}`)
    await syncUp(rig.station)
    ward().push = push
    await syncUp(rig.station)
    await syncUp(rig.station)
    expect(stateOf(`ward:${OTHER}`)).toBe('ready')
    expect(rowsOf(rig.station, 'ward_admission')).toMatchObject([{ reason: 'changed while withdrawn' }])
    expect(rowsOf(rig.station, 'ward_vitals')).toHaveLength(2)
    expect(rig.notices).toEqual([])
  })

  it('given a kill after the rows went and before the files were cleaned, then the next start cleans them', async () => {
    grant('reference', `ward:${WARD}`, `ward:${OTHER}`)
    inWard(OTHER)
    await syncUp(rig.station)
    writeFileSync(join(rig.dir, 'cache.sqlite.before-migration'), CANARY)
    rig.station.db.exec('PRAGMA secure_delete = OFF')
    const { db } = rig.station
    db.exec(`DELETE FROM ward_admission; DELETE FROM ward_vitals; DELETE FROM ward_patient`)
    rig.station.meta.set('traces', 'ward')
    expect(found()).not.toEqual([])
    rig.station.close()
    rig.station = rig.open()
    expect(found()).toEqual([])
  })
})

describe('a workstation that is revoked', () => {
  it('given entries of every state, then what was not sent is sent, nothing is taken any more, and no byte of a patient is left', async () => {
    inWard(WARD)
    const { patientId } = register(rig.station, CANARY)
    await syncUp(rig.station)
    rig.server.rejects.add('patients.register')
    const refused = register(rig.station, `${CANARY} R`)
    admit(rig.station, refused, BED_1)
    await syncUp(rig.station)
    await syncUp(rig.station)
    expect(rig.station.outbox.list(9).map(({ status }) => status)).toContain('blocked')
    rig.server.down = true
    observe(rig.station, PATIENT, STAY)
    rig.station.drafts.put(nurse.userId, 'register', `{"familyName":"${CANARY}"}`)
    rig.server.revoked = true
    for (const service of rig.server.services.values()) service.granted = []
    rig.server.down = false
    const push = ward().push.bind(ward())
    ward().push = () => {
      throw new Error('stuck')
    }
    await syncUp(rig.station)
    expect(() => observe(rig.station, PATIENT, STAY)).toThrow('WORKSTATION_REVOKED')
    expect(rowsHere()).toEqual([1, 1, 2])
    ward().push = push
    await syncUp(rig.station)
    await syncUp(rig.station)
    const ended = [...ward().outcomes.values()].map(({ status, problem }) => [status, problem?.code])
    expect(ended).toEqual(
      expect.arrayContaining([
        ['applied', undefined],
        ['rejected', expect.anything()],
      ]),
    )
    expect(ended).toHaveLength(2)
    expect(rig.station.outbox.list(9)).toEqual([])
    expect(rig.station.drafts.list(nurse.userId)).toEqual([])
    expect(found()).toEqual([])
    expect(filesWith(rig.dir, patientId)).toEqual(['cache.sqlite'])
    expect(rig.station.audit.verify()).toMatchObject({ ok: true })
    expect(rig.notices).toEqual([{ code: 'WORKSTATION_REVOKED', params: {} }])
    rig.station.close()
    rig.station = rig.open()
    expect(found()).toEqual([])
  })

  it('given a disk without room for the new journal, then it is not done, nothing comes back from the old one, and it ends when there is room', async () => {
    let isFull = true
    const { disk } = rig.ports
    rig.station.close()
    rig.ports.disk = {
      openProfile(dir) {
        const files = disk.openProfile(dir)
        const log = (name: string) => {
          const whole = files.log(name)
          const replace = (text: string) => {
            if (isFull) throw Object.assign(new Error('no room'), { code: 'ENOSPC' })
            whole.replace(text)
          }
          return { ...whole, replace }
        }
        return { ...files, log }
      },
    }
    rig.station = rig.open()
    register(rig.station, CANARY)
    rig.server.revoked = true
    for (const service of rig.server.services.values()) service.granted = []
    await syncUp(rig.station)
    await syncUp(rig.station)
    expect(found()).toEqual(['outbox.journal'])
    expect(rig.station.device.state).toBe('enrolled')
    rig.station.close()
    rig.station = rig.open()
    expect(rig.station.outbox.list(9)).toEqual([])
    expect(rowsOf(rig.station, 'patients_patient')).toEqual([])
    isFull = false
    await syncUp(rig.station)
    expect(found()).toEqual([])
    expect(rig.station.device.state).toBe('notEnrolled')
  })

  it('given a server with a seal key, then what was accepted stays for a week, sealed, and then nothing is left', async () => {
    const spki = generateKeyPairSync('x25519').publicKey.export({ format: 'der', type: 'spki' })
    rig.server.sealKey = spki.subarray(-32).toString('base64')
    let forgotten = 0
    rig.station.close()
    rig.station = rig.open({ vault: { ...enrolledVault, forget: () => void forgotten++ } })
    register(rig.station, CANARY)
    await syncUp(rig.station)
    rig.server.revoked = true
    for (const service of rig.server.services.values()) service.granted = []
    await syncUp(rig.station)
    await syncUp(rig.station)
    expect(rig.station.device.state).toBe('notEnrolled')
    expect(rig.station.outbox.list(9)).toMatchObject([{ status: 'accepted' }])
    expect(found()).toEqual([])
    rig.time.now += 6 * 24 * 3_600_000
    await syncUp(rig.station)
    expect([rig.station.outbox.list(9).length, forgotten]).toEqual([1, 0])
    rig.station.close()
    rig.station = rig.open({ vault: { ...enrolledVault, forget: () => void forgotten++ } })
    expect(rig.station.device.state).toBe('notEnrolled')
    rig.time.now += 24 * 3_600_000 + 1
    await syncUp(rig.station)
    expect([rig.station.outbox.list(9).length, forgotten]).toEqual([0, 1])
  })
})
