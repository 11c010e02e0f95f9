import { offer } from '../calls.ts'
import { Records, serverCalls } from './shared-server.mjs'

const records = new Records()
const raw = ({ id, list, patientId, takenAt, takenBy, status, pulse, systolic, count, note }) => ({
  ...{ id, list, patient_id: patientId, taken_at: takenAt, taken_by: takenBy, status, pulse, systolic, count, note },
})
const recordOf = (r) => ({
  ...{ id: r.id, list: r.list, patientId: r.patient_id, takenAt: r.taken_at, takenBy: r.taken_by, status: r.status },
  ...{ pulse: r.pulse, systolic: r.systolic, count: r.count, note: r.note },
})

const pull = ({ lastPulledAt }) => ({
  changes: {
    records: {
      ...{ created: lastPulledAt ? [] : records.since(0, Number.POSITIVE_INFINITY).map(({ record }) => raw(record)) },
      ...{
        updated: lastPulledAt
          ? records.since(lastPulledAt, Number.POSITIVE_INFINITY).map(({ record }) => raw(record))
          : [],
      },
      deleted: [],
    },
  },
  timestamp: records.version,
})

function push({ changes }) {
  for (const one of [...changes.records.created, ...changes.records.updated]) records.put(recordOf(one))
  return {}
}

offer(serverCalls(records, { '/push': push, '/pull': pull }))
