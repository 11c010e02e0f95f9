import { rightsHere } from '../../src-main/domains/identity/index.ts'
import type { Station } from '../../src-main/platform/station.ts'
import { authorise } from '../../src-shared/kernel/authorise.ts'
import { testId } from '../../src-shared/testing/memory-store.ts'
import { type Sample, sampleOf, timeEach } from './stats.ts'

/** So many together, as one is too short for the clock. */
const TOGETHER = 200

/** Whether somebody with roles on three wards may record on the third: her grants read from the cache, and the answer. */
export function measureRights({ db }: Station, count: number): Sample {
  const user = db.prepare('SELECT id FROM identity_user LIMIT 1').pluck().get() as string
  const wards = [1, 2, 3].map(testId)
  const insert = db.prepare(
    `INSERT INTO identity_role_grant (id, user_id, role, ward_id, relationship, valid_from, given_by, for_cause, rev)
     VALUES (?, ?, 'nurse', ?, 'wardStaff', 0, ?, 0, 1)`,
  )
  wards.forEach((ward, n) => void insert.run(testId(900 + n), user, ward, user))
  const touched = [{ wardId: wards[2] as string, patientId: testId(9) }]
  const once = () => {
    const rights = rightsHere(db, user, Date.now())
    if (!rights || authorise(rights, ['nurse', 'clinician'], touched) !== null) throw new Error('she may not')
  }
  try {
    const times = timeEach(count, () => {
      for (let i = 0; i < TOGETHER; i++) once()
    })
    return sampleOf(times.map((ms) => (ms * 1000) / TOGETHER))
  } finally {
    db.prepare('DELETE FROM identity_role_grant WHERE user_id = ?').run(user)
  }
}
