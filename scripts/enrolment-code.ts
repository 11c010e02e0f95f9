import { parseArgs } from 'node:util'
import { DEMO_PASSWORD } from '../server/demo/hospital.ts'
import { serverUrl } from './paths.ts'
import { ServerClient } from './server-client.ts'

const USAGE = `npm run enrolment-code -- [--wards W1,W2] [--server URL] [--user NAME]
  Makes a code with which one workstation can be enrolled within a day. Without --wards it may hold all wards.
  The password of --user is read from CARECODE_PASSWORD (the demonstration's where it is not set).`

/** Every workstation registers and searches patients, signs people in and knows the hospital's beds. */
export const COMMON_SCOPES = ['staff', 'patient', 'reference']

export async function createEnrolmentCode(client: ServerClient, codes: readonly string[] | null): Promise<string> {
  const scopes = [...COMMON_SCOPES, ...(await scopesOfWards(client, codes))]
  return (await client.post<{ code: string }>('/v1/identity/enrolment-codes', { scopes })).code
}

/** The scopes of the wards with these codes; null: of all wards. Throws where a code is no ward's. */
export async function scopesOfWards(client: ServerClient, codes: readonly string[] | null): Promise<string[]> {
  const wards = await client.get<{ wardId: string; code: string }[]>('/v1/ward/wards')
  const unknown = codes?.filter((code) => !wards.some((ward) => ward.code === code)) ?? []
  if (unknown.length > 0)
    throw new Error(
      `There is no ward ${unknown.join(', ')}. The wards are ${wards.map((ward) => ward.code).join(', ')}.`,
    )
  return wards.filter((ward) => codes === null || codes.includes(ward.code)).map(({ wardId }) => `ward:${wardId}`)
}

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      wards: { type: 'string' },
      server: { type: 'string', default: serverUrl },
      user: { type: 'string', default: 'admin' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return void process.stdout.write(`${USAGE}\n`)
  const client = new ServerClient(values.server)
  if (!(await client.healthy())) throw new Error(`No server answers at ${values.server}.`)
  await client.signIn(values.user, process.env.CARECODE_PASSWORD ?? DEMO_PASSWORD)
  const code = await createEnrolmentCode(client, values.wards?.split(',').map((ward) => ward.trim()) ?? null)
  process.stdout.write(`Enrolment code (one workstation, one day): ${code}\nServer address to type: ${values.server}\n`)
}

if (import.meta.main)
  run().catch((error: unknown) => {
    process.stderr.write(`${(error as Error).message}\n`)
    process.exit(1)
  })
