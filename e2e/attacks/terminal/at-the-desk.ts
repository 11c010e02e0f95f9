import { type Attack, repelled, succeeded } from '../attack.ts'
import { BADGE, deskOf, HOUR, judged, MINUTE, PIN, patientsOf } from './desk.ts'

const SEAT = 'src-main/platform/session/seat.ts'
const SEATS = 'src-main/app/seat-at.ts'
const DRAFTS = 'src-main/app/routers/drafts.ts'

export const attacks: readonly Attack[] = [
  {
    name: 'locked-chart',
    what: 'goes on reading a chart behind the lock, by calling the main process as the window does',
    code: 'SESSION_MISSING',
    defence: [{ file: SEAT, find: "    if (this.#locked) throw new ProblemError('SESSION_MISSING')\n", replace: '' }],
    async run(target) {
      const desk = await deskOf(target)
      const [{ admissionId }] = patientsOf(desk)
      await desk.as('nimali')
      await desk.api.session.lock()
      return judged(() => desk.api.ward.chart({ admissionId }), 'the chart')
    },
  },
  {
    name: 'window-never-locks',
    what: 'keeps the window from locking and comes back to a terminal that was left',
    code: 'SESSION_MISSING',
    defence: [{ file: SEAT, find: 'monotonic() - this.#touched >= lockSeconds * 1000 || ', replace: '' }],
    async run(target) {
      const desk = await deskOf(target)
      const [{ patientId }] = patientsOf(desk)
      await desk.as('nimali')
      desk.pass(20 * MINUTE)
      return judged(() => desk.api.patients.byId({ patientId }), 'the record of a patient')
    },
  },
  {
    name: 'session-of-yesterday',
    what: 'keeps a session alive for days by touching it every two minutes',
    code: 'SESSION_MISSING',
    defence: [{ file: SEAT, find: ' || !shifts.runs(userId, shiftHours)', replace: '' }],
    async run(target) {
      const desk = await deskOf(target)
      await desk.as('nimali')
      await desk.work(13 * HOUR)
      return judged(() => desk.api.ward.wards(), 'a session of 13 hours')
    },
  },
  {
    name: 'drafts-of-others',
    what: 'reads under her own name what a colleague has typed and not saved',
    code: 'nothing',
    defence: [
      {
        file: 'src-main/platform/drafts/drafts.ts',
        find: "'SELECT value FROM draft WHERE user_id = ? AND key = ?'",
        replace: "'SELECT value FROM draft WHERE length(?) > 0 AND key = ?'",
      },
    ],
    async run(target) {
      const desk = await deskOf(target)
      await desk.as('nimali')
      await desk.api.drafts.put({ key: 'vitals', value: 'pulse 72' })
      await desk.as('kumari')
      const found = await desk.api.drafts.get({ key: 'vitals' })
      return found === null ? repelled('nothing') : succeeded(`reads ${found}`)
    },
  },
  {
    name: 'draft-behind-the-lock',
    what: 'reads a draft of whoever has locked the screen',
    code: 'SESSION_MISSING',
    defence: [
      { file: DRAFTS, find: 'get: procedure.', replace: 'get: ownerProcedure.' },
      { file: DRAFTS, find: 'ctx.actor.userId', replace: 'ctx.ownerId' },
    ],
    async run(target) {
      const desk = await deskOf(target)
      await desk.as('nimali')
      await desk.api.drafts.put({ key: 'vitals', value: 'pulse 72' })
      await desk.api.session.lock()
      return judged(() => desk.api.drafts.get({ key: 'vitals' }), 'the draft')
    },
  },
  {
    name: 'pin-tried-through',
    what: 'tries one PIN after the other while the server is away',
    code: 'PIN_WAIT',
    defence: [
      {
        file: 'src-main/platform/session/pin-tries.ts',
        find: 'if (state.used >= ALLOWED) {',
        replace: 'if (!state) {',
      },
    ],
    async run(target) {
      const { api } = await deskOf(target)
      await wrongPins(api, 5)
      return judged(() => api.session.switchUser({ username: 'nimali', pin: PIN }), 'a seat with the sixth PIN')
    },
  },
  {
    name: 'pin-counter-restarted',
    what: 'starts the program anew to have five more PINs',
    code: 'PIN_WAIT',
    defence: [
      {
        file: SEATS,
        find: 'tries: new PinTries(meta, ports.clock),',
        replace: `tries: new PinTries(((kept: Map<string, string>) => ({
          get: (key: string) => kept.get(key) ?? null,
          set: (key: string, value: string) => void kept.set(key, value),
        }))(new Map()), ports.clock),`,
      },
    ],
    async run(target) {
      const desk = await deskOf(target)
      await wrongPins(desk.api, 5)
      desk.restart()
      return judged(() => desk.as('nimali'), 'a seat with the sixth PIN')
    },
  },
  {
    name: 'pin-pause-skipped',
    what: 'sets the clock ahead so that the pause after wrong PINs is over',
    code: 'PIN_WAIT',
    defence: [
      {
        file: SEATS,
        find: 'tries: new PinTries(meta, ports.clock),',
        replace: 'tries: new PinTries(meta, { monotonic: now, bootId: ports.clock.bootId }),',
      },
    ],
    async run(target) {
      const desk = await deskOf(target)
      await wrongPins(desk.api, 5)
      desk.clock.wrongBy = HOUR
      return judged(() => desk.as('nimali'), 'a seat with the sixth PIN')
    },
  },
  {
    name: 'badge-from-the-cache',
    what: 'reads what a badge hashes to out of the cache and types it as a scanner would',
    code: 'BADGE_UNKNOWN',
    defence: [{ file: SEAT, find: 'staff.byBadge(await hashBadge(code))', replace: 'staff.byBadge(code)' }],
    async run(target) {
      const { api, rig } = await deskOf(target)
      const code = rig.station.db.prepare('SELECT code_hash FROM identity_badge').pluck().get() as string
      return judged(() => api.session.scanBadge({ code }), 'the seat of the badge’s owner')
    },
  },
  {
    name: 'badge-of-the-corridor',
    what: 'uses a badge that was found before its owner has begun her shift',
    code: 'PASSWORD_DUE',
    defence: [{ file: SEAT, find: 'if (!byPin || online() || !offlineShift)', replace: 'if (online())' }],
    async run(target) {
      const desk = await deskOf(target)
      desk.pass(13 * HOUR)
      return judged(() => desk.api.session.scanBadge({ code: BADGE }), 'the seat of the badge’s owner')
    },
  },
]

async function wrongPins(api: Awaited<ReturnType<typeof deskOf>>['api'], count: number): Promise<void> {
  for (let n = 0; n < count; n++) await api.session.switchUser({ username: 'nimali', pin: '0000' }).catch(() => {})
}
