import { Presets, SingleBar } from 'cli-progress'
import type { RunningServer } from '../app/all-in-one.ts'
import { hashPin } from '../services/identity/index.ts'
import { DEMO_PASSWORD, DEMO_STAFF } from './hospital.ts'
import { demoUserId, planDemo, SYSTEM_ACTOR } from './seed.ts'

const CHUNK = 250
const DONE = 'demo'

/** Makes the demonstration hospital through commands; does nothing where it is there already. */
export async function seedDemo(server: RunningServer): Promise<void> {
  const { pool } = service(server, 'identity')
  const { rowCount } = await pool.query('SELECT 1 FROM seeded WHERE name = $1', [DONE])
  if (rowCount) return
  const now = Date.now()
  const plan = planDemo(server.facility.id, now)
  const bar = new SingleBar(
    { format: 'Demonstration hospital |{bar}| {percentage}% {value}/{total} {step}' },
    Presets.shades_classic,
  )
  const total = Object.values(plan).reduce((all, commands) => all + commands.length, 0)
  bar.start(total, 0, { step: '' })
  for (const [name, commands] of Object.entries(plan)) {
    for (let i = 0; i < commands.length; i += CHUNK) {
      const chunk = commands.slice(i, i + CHUNK)
      await service(server, name).runtime.execute(chunk)
      bar.increment(chunk.length, { step: name })
    }
    // the ward's projection of patients and formulary first: what it admits then is no stub, what it orders is known
    if (name === 'patients' || name === 'pharmacy') await server.consumersCaughtUp()
  }
  await seedCredentials(server, now)
  await pool.query('INSERT INTO seeded (name, at) VALUES ($1, $2)', [DONE, now])
  bar.stop()
}

async function seedCredentials(server: RunningServer, now: number): Promise<void> {
  const { runtime } = service(server, 'identity')
  for (const { username, pin } of DEMO_STAFF) {
    const userId = demoUserId(server.facility.id, username)
    await server.identity.signIn.setPassword(userId, DEMO_PASSWORD)
    const input = { userId, verifier: await hashPin(pin) }
    const commandId = demoUserId(server.facility.id, `pin of ${username}`)
    await runtime.execute([
      {
        commandId,
        name: 'identity.setPin',
        version: 1,
        input,
        actor: SYSTEM_ACTOR,
        occurredAt: now,
        allotted: { ids: {}, numbers: {} },
      },
    ])
  }
}

function service(server: RunningServer, name: string) {
  const found = server.services.get(name)
  if (!found) throw new Error(`the server runs no service ${name}`)
  return found
}
