import type { Attack } from '../attack.ts'
import { breakGlass, deskOf, entryOf, HOUR, judged, KUMARI, PIN, patientsOf, subjectOf } from './desk.ts'

const PROOFS = 'src-main/platform/session/proofs.ts'
const OPENED = 'src-main/domains/identity/queries/chart-access.ts'

export const attacks: readonly Attack[] = [
  {
    name: 'chart-of-another-ward',
    what: 'opens the chart of a neighbour who lies on a ward that is not hers',
    code: 'BREAK_GLASS_NEEDED',
    defence: [
      {
        file: 'src-main/domains/ward/router.ts',
        find: 'if (patientId) gate.require(ctx.actor, patientId)\n      const chart = ',
        replace: 'const chart = ',
      },
    ],
    async run(target) {
      const desk = await deskOf(target)
      const [{ admissionId }] = patientsOf(desk)
      await desk.as('kumari')
      return judged(() => desk.api.ward.chart({ admissionId }), 'the chart')
    },
  },
  {
    name: 'glass-without-pin',
    what: 'opens a chart at a terminal that a colleague left for a moment, without her PIN',
    code: 'REAUTH_NEEDED',
    defence: [
      {
        file: 'src-main/platform/execute/execute.ts',
        find: 'if (unproven) throw new ProblemError(unproven.code, unproven.params)',
        replace: '',
      },
    ],
    async run(target) {
      const { rig } = await deskOf(target)
      const kumari = { actor: { userId: KUMARI, roles: ['nurse' as const] } }
      const patientId = rig.station.device.enrolment?.facilityId ?? ''
      return judged(() => rig.station.execute('identity.breakGlass', 1, entryOf(patientId), kumari), 'an open chart')
    },
  },
  {
    name: 'proof-for-another-patient',
    what: 'has a PIN typed for one patient and uses it for another',
    code: 'REAUTH_OLD',
    defence: [{ file: PROOFS, find: ' && kept.subject === canonicalJson(subject)', replace: '' }],
    async run(target) {
      const desk = await deskOf(target)
      const [one, two] = patientsOf(desk)
      await desk.as('kumari')
      const { proofId } = await desk.api.session.prove({ ...subjectOf(one.patientId), secret: { pin: PIN } })
      const entry = entryOf(two.patientId)
      return judged(() => desk.api.identity.breakGlass({ entry, proofId }), 'the chart of the other')
    },
  },
  {
    name: 'proof-used-twice',
    what: 'uses the PIN that was typed for one command once more',
    code: 'REAUTH_OLD',
    defence: [{ file: PROOFS, find: '    this.#kept.delete(commandId)\n', replace: '' }],
    async run(target) {
      const desk = await deskOf(target)
      const [{ patientId }] = patientsOf(desk)
      await desk.as('kumari')
      const subject = subjectOf(patientId)
      const { proofId } = await desk.api.session.prove({ ...subject, secret: { pin: PIN } })
      desk.seat.redeem(proofId, subject)
      return judged(() => desk.seat.redeem(proofId, subject), 'the proof again')
    },
  },
  {
    name: 'glass-for-another-patient',
    what: 'opens one chart with a reason and reads the others of that ward',
    code: 'BREAK_GLASS_NEEDED',
    defence: [{ file: OPENED, find: 'AND patient_id = ? AND opened_at', replace: 'AND length(?) > 0 AND opened_at' }],
    async run(target) {
      const desk = await deskOf(target)
      const [one, two] = patientsOf(desk)
      await desk.as('kumari')
      await breakGlass(desk, one.patientId)
      return judged(() => desk.api.ward.chart({ admissionId: two.admissionId }), 'the chart of the other')
    },
  },
  {
    name: 'glass-after-its-end',
    what: 'goes on reading a chart when its four hours are over',
    code: 'BREAK_GLASS_NEEDED',
    defence: [{ file: OPENED, find: 'AND until > ? ORDER', replace: 'AND 0 < ? ORDER' }],
    async run(target) {
      const desk = await deskOf(target)
      const [{ patientId, admissionId }] = patientsOf(desk)
      await desk.as('kumari')
      await breakGlass(desk, patientId)
      await desk.work(5 * HOUR)
      return judged(() => desk.api.ward.chart({ admissionId }), 'the chart after five hours')
    },
  },
  {
    name: 'glass-with-the-clock-turned-back',
    what: 'turns the clock of the workstation back, so that an opened chart stays open',
    code: 'BREAK_GLASS_NEEDED',
    defence: [
      {
        file: 'src-main/platform/session/steady-time.ts',
        find: 'Math.max(wall(), seen.at + passed)',
        replace: 'wall()',
      },
    ],
    async run(target) {
      const desk = await deskOf(target)
      const [{ patientId, admissionId }] = patientsOf(desk)
      await desk.as('kumari')
      await breakGlass(desk, patientId)
      await desk.work(5 * HOUR)
      desk.clock.wrongBy = -4 * HOUR
      return judged(() => desk.api.ward.chart({ admissionId }), 'the chart after five hours')
    },
  },
]
