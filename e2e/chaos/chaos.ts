import { parseArgs } from 'node:util'
import { fullServer, fullWorkstation } from './full.ts'
import { killRounds } from './kills.ts'
import { Chance } from './random.ts'
import { restoreDuringTraffic } from './restore.ts'
import { World } from './world.ts'

const USAGE = `npm run chaos -- [--rounds 20] [--seed N] [--keep]
  Kills real workstations, a real server and its database at random points under constant saving; restores the database
  from an older copy during traffic; fills disks. The same seed plans the same, though time never repeats exactly.
  --keep leaves the folder with all data and logs.`

/** After so many rounds the database goes back to an older copy once. */
const RESTORED_EVERY = 50

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    keep: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

const say = (line: string) => void process.stdout.write(`${line}\n`)

async function run(rounds: number, seed: number): Promise<void> {
  say(`Real processes: ${rounds} rounds, seed ${seed}`)
  const began = Date.now()
  const world = await World.open(new Chance(seed))
  let failed = true
  try {
    for (let done = 0; done < rounds; done += RESTORED_EVERY) {
      await killRounds(world, Math.min(RESTORED_EVERY, rounds - done), (said) => say(`  killed: ${said}`))
      await restoreDuringTraffic(world)
      say('  restored from an older copy: everything came again')
    }
    tell('workstation with a full disk', await fullWorkstation(world))
    tell('server with a full disk', await fullServer(world))
    failed = false
    const kills = [...world.kills].map(([what, count]) => `${count} × ${what}`).join(', ')
    say(`${rounds} rounds, ${world.saved.length} entries saved, killed ${kills}; lost 0, doubled 0, all hashes equal`)
    const { death, restore } = world.longest
    say(`longest to rest: ${death} ms after a death, ${restore} ms after a restore, where everything is sent again`)
    say(`${Math.round((Date.now() - began) / 1000)} s`)
  } catch (error) {
    say(`FAILED with --seed ${seed} --rounds ${rounds}; data and logs are kept in ${world.dir}`)
    throw error
  } finally {
    await world.close(failed || values.keep)
  }
}

const tell = (what: string, leftOut: string | null) =>
  say(leftOut === null ? `  ${what}: told, nothing lost, goes on` : `  SKIPPED ${what}: ${leftOut}`)

if (values.help) say(USAGE)
else
  await run(Number(values.rounds), Number(values.seed)).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
    process.exitCode = 1
  })
