/** A station in a process of its own: saves one patient after the other and says so on its output, until it is killed. */
import { writeSync } from 'node:fs'
import { registry } from '../../../../src-shared/domains/registry.ts'
import { openStation } from '../../station.ts'
import { allMigrations, enrolledVault, fakePorts, register } from '../../sync/testing/rig.ts'

const dir = process.argv[2] as string
const offline = { request: () => Promise.reject(new Error('offline')), events: () => () => {} }
const { ports } = fakePorts(offline)
const station = openStation({
  dir,
  registry,
  ports,
  migrations: allMigrations,
  version: '1.0.0',
  vault: enrolledVault,
  onNotice() {},
})
station.db.prepare(`INSERT OR IGNORE INTO lease VALUES ('patients', 'phn', 1000000, 1999999, 1000000)`).run()
for (let n = 1; n < 100_000; n++) {
  const { patientId } = register(station, `Patient ${n}`)
  // not through a stream: what was written must have left this process before the next is saved
  writeSync(1, `${patientId}\n`)
}
