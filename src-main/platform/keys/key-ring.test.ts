import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { KeyedProfile } from '../sqlite/disk.ts'
import { realDisk } from '../sqlite/real-disk.ts'
import { fakePorts, MORNING } from '../sync/testing/rig.ts'
import { KeyRing } from './key-ring.ts'
import { bestSafe, fileSafe } from './safe.ts'
import { Seniors } from './seniors.ts'
import { joined, shareOf } from './shares.ts'

const HOUR = 3_600_000
const half = Buffer.alloc(32, 7).toString('base64')
const grant = { half, hours: 48, sealKey: null }

let dir: string
let files: KeyedProfile
let world: ReturnType<typeof fakePorts>
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'carecode-keys-'))
  files = realDisk().openProfile(dir)
  world = fakePorts({ request: () => Promise.reject(new Error('away')), events: () => () => {} })
})
afterEach(() => {
  files.release()
  rmSync(dir, { recursive: true, force: true })
})
const open = () =>
  KeyRing.open({ files, safe: bestSafe(null, fileSafe(files, world.ports.random)), ports: world.ports })
const boundRing = () => {
  const ring = open()
  ring.accept(grant)
  return ring
}

it('given a new workstation, when it opens again, then its key is the same, and needs no server yet', () => {
  const first = open()
  expect(first.state).toBe('unbound')
  expect(open().dataKey).toEqual(first.dataKey)
})

describe('the lease', () => {
  it('given a lease, when the workstation starts again within it, then it opens without the server', () => {
    const key = boundRing().dataKey
    world.time.now += 47 * HOUR
    expect(open().dataKey).toEqual(key)
  })

  it('given a lease that is over, when it starts, then the key cannot be had, and the server’s half is gone from the disk', () => {
    const key = boundRing().dataKey
    world.time.now += 48 * HOUR
    const late = open()
    expect([late.dataKey, late.state]).toEqual([null, 'over'])
    expect(existsSync(join(dir, 'cache.lease'))).toBe(false)
    world.time.now = MORNING + HOUR
    expect(open().dataKey).toBeNull()
    const again = open()
    again.accept(grant)
    expect(again.dataKey).toEqual(key)
  })

  it('given a workstation that runs, when its lease ends, then reading is refused, and a new lease opens it', () => {
    const ring = boundRing()
    world.time.now += 48 * HOUR
    ring.check()
    expect(ring.problem?.code).toBe('LEASE_OVER')
    ring.accept(grant)
    expect(ring.problem).toBeNull()
  })

  it('given time that was seen, when the clock is turned back, then the key is refused until the clock is right', () => {
    const ring = boundRing()
    world.time.now += 10 * HOUR
    ring.check()
    world.ports.clock.bootId = '00000000-0000-4000-8000-000000000000'
    world.time.now -= 8 * HOUR
    const back = open()
    expect([back.dataKey, back.problem?.code]).toEqual([null, 'CLOCK_TURNED_BACK'])
    world.time.now += 8 * HOUR
    expect(open().dataKey).toEqual(ring.dataKey)
  })

  it('given the same boot, when the clock is turned back by hand, then the monotonic clock tells', () => {
    const ring = boundRing()
    const monotonic = world.ports.clock.monotonic
    world.ports.clock.monotonic = () => monotonic() + 30 * HOUR
    world.time.now += HOUR
    expect(ring.problem?.code).toBe('CLOCK_TURNED_BACK')
    world.ports.clock.monotonic = () => monotonic() + 50 * HOUR
    expect(ring.problem?.code).toBe('LEASE_OVER')
  })

  it('given the file of the lease, when its end is put off by hand, then it is no lease', () => {
    boundRing()
    const file = join(dir, 'cache.lease')
    const lease = JSON.parse(readFileSync(file, 'utf8')) as { until: number }
    writeFileSync(file, JSON.stringify({ ...lease, until: lease.until + 1000 * HOUR }))
    expect(open().dataKey).toBeNull()
  })

  it('given a server that lost its part, when it gives another half to an open cache, then the key is bound to that', () => {
    const ring = boundRing()
    const other = { ...grant, half: Buffer.alloc(32, 8).toString('base64') }
    ring.accept(other)
    expect(open().dataKey).toEqual(ring.dataKey)
    world.time.now += 48 * HOUR
    const closed = open()
    expect(() => closed.accept(grant)).toThrow('CACHE_KEY_LOST')
    closed.accept(other)
    expect(closed.dataKey).toEqual(ring.dataKey)
  })
})

describe('two senior people', () => {
  const silva = { userId: '00000000-0000-4000-8000-000000000011', roles: ['clinician' as const] }
  const admin = { userId: '00000000-0000-4000-8000-000000000012', roles: ['administrator' as const] }
  const nurse = { userId: '00000000-0000-4000-8000-000000000013', roles: ['nurse' as const] }
  const his = { username: 'Silva ', password: 'a long word of his' }
  const hers = { username: 'admin', password: 'a long word of hers' }

  it('given both have signed in here before, when the lease is over, then their passwords open it for a day', async () => {
    const ring = boundRing()
    const before = new Seniors(files, ring, world.ports.random)
    await before.remember(silva, his)
    await before.remember(admin, hers)
    await before.remember(nurse, { username: 'nimali', password: 'x' })
    expect(before.count).toBe(2)
    world.time.now += 60 * HOUR
    const late = open()
    const seniors = new Seniors(files, late, world.ports.random)
    await expect(seniors.extend(his, { ...hers, password: 'wrong' })).rejects.toThrow('EXTENSION_REFUSED')
    await expect(seniors.extend(his, his)).rejects.toThrow('EXTENSION_REFUSED')
    await expect(seniors.extend(his, { username: 'nimali', password: 'x' })).rejects.toThrow('EXTENSION_REFUSED')
    expect(await seniors.extend(his, hers)).toEqual([silva.userId, admin.userId])
    expect(late.dataKey).toEqual(ring.dataKey)
    world.time.now += 24 * HOUR
    expect(open().dataKey).toBeNull()
  })
})

it('given any two of several shares, then they give the secret back; with one missing place they do not', () => {
  const secret = Uint8Array.from({ length: 32 }, (_, i) => i * 7)
  const slope = Uint8Array.from({ length: 32 }, (_, i) => 255 - i)
  const shares = [1, 2, 77, 200].map((x) => ({ x, bytes: shareOf(secret, slope, x) }))
  for (const a of shares) for (const b of shares) if (a !== b) expect(joined(a, b)).toEqual(secret)
  const [a, b] = shares as [(typeof shares)[0], (typeof shares)[0]]
  expect(joined(a, { ...b, x: 3 })).not.toEqual(secret)
  expect(() => joined(a, a)).toThrow(RangeError)
})
