import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCluster } from '../../../server/platform/postgres/cluster.ts'
import { canonicalJson } from '../../../src-shared/kernel/canonical.ts'
import { type PostgresHospitals, postgresHospitals } from '../hospital/postgres-backend.ts'
import { openSetting, simModules, simRegistry } from '../setting.ts'
import { trySeed } from './try-seed.ts'

/**
 * Plays each history twice, on the model and on PostgreSQL, one request at a time: every answer of the server and
 * everything that it has at the end must be the same.
 * @returns what differs, by seed
 */
export async function compareOnPostgres(
  { seed, count }: { seed: number; count: number },
  onPlayed: (played: number) => void,
): Promise<Map<number, string>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'carecode-sim-postgres-'))
  const cluster = await startCluster({ dataDir })
  const hospitals = await postgresHospitals({ ...cluster.connection }, { registry: simRegistry, modules: simModules })
  try {
    return await compareAll(hospitals, { seed, count }, onPlayed)
  } finally {
    await hospitals.close()
    await cluster.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function compareAll(
  hospitals: PostgresHospitals,
  { seed, count }: { seed: number; count: number },
  onPlayed: (played: number) => void,
): Promise<Map<number, string>> {
  const setting = await openSetting()
  const differing = new Map<number, string>()
  for (let i = 0; i < count; i++) {
    const facilityId = `00000000-0000-7000-8000-${i.toString(16).padStart(12, '0')}`
    const model = await trySeed(seed + i, setting.serial(facilityId))
    const real = await trySeed(
      seed + i,
      setting.serial(facilityId, async () => hospitals.backend(facilityId)),
    )
    const difference = differenceOf(model, real)
    if (difference) differing.set(seed + i, difference)
    onPlayed(i + 1)
  }
  setting.close()
  return differing
}

type Compared = Awaited<ReturnType<typeof trySeed>>

function differenceOf(model: Compared, real: Compared): string | null {
  if (model.breaches.join() !== real.breaches.join())
    return `the model broke in ${JSON.stringify(model.breaches)}, PostgreSQL in ${JSON.stringify(real.breaches)}`
  if (canonicalJson(model.final) !== canonicalJson(real.final)) return 'the data at the end differ'
  return model.digest === real.digest
    ? null
    : `an answer on the way differs:\n${firstDifference(model.trace, real.trace)}`
}

/** From a little before the first character that is another one. */
function firstDifference(model: readonly string[], real: readonly string[]): string {
  const line = model.findIndex((text, i) => text !== real[i])
  const [ours = '', theirs = ''] = [model[line], real[line]]
  const at = [...ours].findIndex((character, i) => character !== theirs[i])
  const about = (text: string) => text.slice(Math.max(0, at - 200), at + 200).trim()
  return `  model      ${ours.slice(0, 60).trim()} … ${about(ours)}\n  PostgreSQL ${theirs.slice(0, 60).trim()} … ${about(theirs)}`
}
