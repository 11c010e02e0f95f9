import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Seniors } from '../../../src-main/platform/keys/seniors.ts'
import { realDisk } from '../../../src-main/platform/sqlite/real-disk.ts'
import { type Attack, repelled, succeeded } from '../attack.ts'
import { clocked, codeOf, HOUR, patientIn, readAs, readBytes, sealedAt, stolenDesk, taken } from './desk.ts'

const keys = 'src-main/platform/keys'
const OTHER_BOOT = '00000000-0000-4000-8000-000000000000'
const plainCache = {
  file: `${keys}/sealed-profile.ts`,
  find: 'openDatabase: (name) => files.openDatabase(name, cacheKey()),',
  replace: 'openDatabase: (name) => files.openDatabase(name, null),',
}

export const attacks: readonly Attack[] = [
  {
    name: 'disk-bytes',
    what: 'reads database, write-ahead log and temporary files of a stolen disk byte by byte',
    code: 'noise',
    defence: [plainCache],
    run: async (target) => readBytes(stolenDesk(target).image),
  },
  {
    name: 'journal-bytes',
    what: 'reads the entries that wait in the journal of a stolen disk',
    code: 'noise',
    defence: [
      {
        file: `${keys}/sealed-profile.ts`,
        find: 'log: (name) => (name === JOURNAL ? openLog() : files.log(name)),',
        replace: 'log: (name) => files.log(name),',
      },
    ],
    async run(target) {
      return readBytes(taken(target, stolenDesk(target).image, ['outbox.journal']))
    },
  },
  {
    name: 'copied-cache',
    what: 'opens a copied cache and its wrapped key on another machine, whose keychain is another',
    code: 'CACHE_KEY_WRONG',
    defence: [
      {
        file: `${keys}/safe.ts`,
        find: 'return seal(read() as Buffer, random.bytes(12), secret)',
        replace: "return Buffer.from(secret).toString('base64')",
      },
      {
        file: `${keys}/safe.ts`,
        find: '      const key = read()\n      return key && unseal(key, text)',
        replace: "      return Buffer.from(text, 'base64')",
      },
    ],
    async run(target) {
      const names = ['cache.sqlite', 'cache.sqlite-wal', 'cache.key', 'cache.lease']
      return readAs(taken(target, stolenDesk(target).image, names))
    },
  },
  {
    name: 'without-lease',
    what: 'leaves out the file of the lease and opens the cache with what the workstation itself holds',
    code: 'LEASE_OVER',
    defence: [
      {
        file: `${keys}/key-ring.ts`,
        find: 'derive(WRAP, this.#key.id, this.#deviceHalf, ...(serverHalf ? [serverHalf] : []))',
        replace: 'derive(WRAP, this.#key.id, this.#deviceHalf)',
      },
      {
        file: `${keys}/key-ring.ts`,
        find: "if (this.state === 'held' || this.state === 'unbound') this.#dataKey",
        replace: 'if (true) this.#dataKey',
      },
    ],
    async run(target) {
      const { image } = stolenDesk(target)
      const names = readdirSync(image).filter((name) => name !== 'cache.lease')
      return readAs(taken(target, image, names))
    },
  },
  {
    name: 'lease-is-over',
    what: 'starts a stolen workstation, files and account and all, after its lease has ended',
    code: 'LEASE_OVER',
    defence: [
      {
        file: `${keys}/lease-time.ts`,
        find: ">= times.until) return 'over'",
        replace: ">= times.until) return 'held'",
      },
    ],
    run: async (target) => readAs(stolenDesk(target).dir, clocked(49 * HOUR)),
  },
  {
    name: 'clock-turned-back',
    what: 'starts it after the lease has ended and sets the clock back into its time',
    code: 'CLOCK_TURNED_BACK',
    defence: [{ file: `${keys}/lease-time.ts`, find: "? 'turnedBack' : 'held'", replace: "? 'held' : 'held'" }],
    async run(target) {
      const { dir } = stolenDesk(target)
      // it was seen running late in its lease
      readAs(dir, clocked(40 * HOUR))
      const files = realDisk().openProfile(dir)
      sealedAt(files, clocked(40 * HOUR)).ring.check()
      files.release()
      return readAs(dir, clocked(0, OTHER_BOOT))
    },
  },
  {
    name: 'lease-put-off',
    what: 'writes a later end into the file of the lease',
    code: 'LEASE_OVER',
    defence: [
      {
        file: `${keys}/key-ring.ts`,
        find: "unseal(this.#purpose('lease'), half, about(times))",
        replace: "unseal(this.#purpose('lease'), half)",
      },
      {
        file: `${keys}/key-ring.ts`,
        find: 'random.bytes(12), half, about(times)) }',
        replace: 'random.bytes(12), half) }',
      },
    ],
    async run(target) {
      const { dir } = stolenDesk(target)
      const file = join(dir, 'cache.lease')
      const lease = JSON.parse(readFileSync(file, 'utf8')) as { until: number }
      writeFileSync(file, JSON.stringify({ ...lease, until: lease.until + 1000 * HOUR }))
      return readAs(dir, clocked(49 * HOUR))
    },
  },
  {
    name: 'half-stays-on-disk',
    what: 'takes the disk after the workstation has seen its lease end, and sets the clock of another start back',
    code: 'LEASE_OVER',
    defence: [
      {
        file: `${keys}/key-ring.ts`,
        find: '      this.#parts.files.shred(this.#store.names.lease)\n',
        replace: '',
      },
    ],
    async run(target) {
      const { dir } = stolenDesk(target)
      readAs(dir, clocked(49 * HOUR))
      return readAs(dir, clocked(HOUR, OTHER_BOOT))
    },
  },
  {
    name: 'one-senior-twice',
    what: 'extends the lease with the password of one senior person, given twice',
    code: 'EXTENSION_REFUSED',
    defence: [
      {
        file: `${keys}/shares.ts`,
        find: "  if (a.x === b.x) throw new RangeError('two shares with one place')\n",
        replace: '',
      },
      { file: `${keys}/shares.ts`, find: 'byte ^ times(slope[i] ?? 0, x))', replace: 'byte)' },
      { file: `${keys}/shares.ts`, find: 'times(byte, ofA) ^ times(b.bytes[i] ?? 0, ofB))', replace: 'byte)' },
      { file: `${keys}/seniors.ts`, find: 'a.userId === b.userId || ', replace: '' },
    ],
    async run(target) {
      const { dir } = stolenDesk(target)
      const his = { username: 'silva', password: 'a long word of his' }
      const files = realDisk().openProfile(dir)
      try {
        const { ring } = sealedAt(files, clocked(0))
        const person = { userId: '00000000-0000-4000-8000-000000000011', roles: ['clinician' as const] }
        await new Seniors(files, ring, clocked(0).random).remember(person, his)
        const late = sealedAt(files, clocked(49 * HOUR))
        await new Seniors(files, late.ring, clocked(0).random).extend(his, his)
        late.unlock()
        return patientIn(late.profile.openDatabase('cache.sqlite'))
      } catch (error) {
        return repelled(codeOf(error))
      } finally {
        files.release()
      }
    },
  },
  {
    name: 'wiped-and-recovered',
    what: 'recovers the bytes of a wiped cache from the disk, with the key that was there',
    code: 'SQLITE_NOTADB',
    defence: [{ file: `${keys}/key-ring.ts`, find: '    rekey(next)\n    this.#take(next)', replace: '' }],
    async run(target) {
      const { dir, key } = stolenDesk(target)
      const files = realDisk().openProfile(dir)
      const { profile, unlock } = sealedAt(files, clocked(0))
      unlock()
      const db = profile.openDatabase('cache.sqlite')
      profile.renewKey?.(db)
      db.close()
      try {
        return patientIn(files.openDatabase('cache.sqlite', key))
      } catch (error) {
        return repelled(codeOf(error))
      } finally {
        files.release()
      }
    },
  },
  {
    name: 'lease-of-another',
    what: 'asks with its own session for the half of another workstation’s key, whose id it knows',
    code: 'another half',
    defence: [
      {
        file: 'server/app/lease-key.ts',
        find: 'carecode-cache\\n${deviceId}\\n${keyId}',
        replace: 'carecode-cache\\n${keyId}',
      },
    ],
    async run(target) {
      const [owner, thief] = [await target.machine(), await target.machine()]
      const asked = {
        method: 'POST',
        path: '/v1/identity/device/lease',
        body: { keyId: '01900000-0000-7000-8000-0000000000aa' },
      } as const
      const [own, stolen] = [await owner.ask(asked), await thief.ask(asked)]
      return own.body.half === stolen.body.half ? succeeded('the half of another') : repelled('another half')
    },
  },
  {
    name: 'lease-when-revoked',
    what: 'asks for the server’s half with a workstation that was reported stolen',
    code: 'WORKSTATION_REVOKED',
    defence: [
      {
        file: 'server/platform/auth/require.ts',
        find: "  if (device.revokedAt !== null) throw new ProblemError('WORKSTATION_REVOKED')\n",
        replace: '',
      },
    ],
    async run(target) {
      const thief = await target.machine()
      const token = await target.signIn('admin')
      const path = `/v1/identity/workstations/${thief.deviceId}/revoke`
      await target.ask({ method: 'POST', path, token, body: { reason: 'stolen' } })
      const body = { keyId: '01900000-0000-7000-8000-0000000000aa' }
      const { body: told } = await thief.ask({ method: 'POST', path: '/v1/identity/device/lease', body })
      return told.half ? succeeded('the half of the key') : repelled(told.code as string)
    },
  },
  {
    name: 'lease-without-session',
    what: 'asks for the server’s half as anybody on the network',
    code: '401',
    defence: [
      {
        file: 'server/services/identity/cache-leases.ts',
        find: 'const device = await requireDeviceInUse(authority, request)',
        replace: 'const device = { deviceId: (request.query as { as: string }).as, revokedAt: null }',
      },
    ],
    async run(target) {
      const owner = await target.machine()
      const asked = {
        method: 'POST',
        path: `/v1/identity/device/lease?as=${owner.deviceId}`,
        body: { keyId: '01900000-0000-7000-8000-0000000000aa' },
      } as const
      const { status, body } = await target.ask(asked)
      return body.half ? succeeded('the half of the key') : repelled(String(status))
    },
  },
  {
    name: 'read-while-locked',
    what: 'goes on reading charts at a workstation that runs, after its lease has ended',
    code: 'LEASE_OVER',
    defence: [{ file: 'src-main/app/trpc.ts', find: "type === 'mutation' ? null : ctx.locked?.()", replace: 'null' }],
    async run() {
      const { procedure, router } = await import('../../../src-main/app/trpc.ts')
      const app = router({ chart: procedure.query(() => 'Kamala Perera') })
      const seat = { actor: () => ({ userId: '', roles: [] }) }
      const locked = () => ({ code: 'LEASE_OVER', params: {} })
      try {
        return succeeded(await app.createCaller({ seat, locked } as never).chart())
      } catch (error) {
        return repelled((error as Error).message)
      }
    },
  },
]
