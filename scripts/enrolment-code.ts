import { parseArgs } from 'node:util'
import { postEnrolmentCodes } from '../clients/identity/sdk.gen.ts'
import { getDepartments } from '../clients/pharmacy/sdk.gen.ts'
import { getWards } from '../clients/ward/sdk.gen.ts'
import { DEMO_PASSWORD } from '../server/demo/hospital.ts'
import { departmentScope } from '../src-shared/domains/pharmacy/index.ts'
import { serverUrl } from './paths.ts'
import { answered, ServerClient } from './server-client.ts'

const USAGE = `npm run enrolment-code -- [--wards W1,W2] [--departments DISP] [--server URL] [--user NAME]
  Makes a code with which one workstation can be enrolled within a day. Without --wards it may hold all wards, without
  --departments it holds the stock of all pharmacy departments; --departments none: of none.
  The password of --user is read from CARECODE_PASSWORD (the demonstration's where it is not set).`

/** Every workstation registers and searches patients, signs people in and knows the hospital's beds. */
export const COMMON_SCOPES = ['staff', 'patient', 'reference']

/** `wards`, `departments`: by their codes; null: all. */
export async function createEnrolmentCode(
  client: ServerClient,
  wards: readonly string[] | null,
  departments: readonly string[] | null,
): Promise<string> {
  const places = [...(await scopesOfWards(client, wards)), ...(await scopesOfDepartments(client, departments))]
  const scopes = [...COMMON_SCOPES, ...places]
  return (await answered(postEnrolmentCodes({ client: client.api, body: { scopes } }))).code
}

/** The scopes of the wards with these codes; null: of all wards. Throws where a code is no ward's. */
export async function scopesOfWards(client: ServerClient, codes: readonly string[] | null): Promise<string[]> {
  const wards = await answered(getWards({ client: client.api }))
  const unknown = codes?.filter((code) => !wards.some((ward) => ward.code === code)) ?? []
  if (unknown.length > 0)
    throw new Error(
      `There is no ward ${unknown.join(', ')}. The wards are ${wards.map((ward) => ward.code).join(', ')}.`,
    )
  return wards.filter((ward) => codes === null || codes.includes(ward.code)).map(({ wardId }) => `ward:${wardId}`)
}

/** The scopes of the pharmacy departments with these codes; null: of all. Throws where a code is none's. */
export async function scopesOfDepartments(client: ServerClient, codes: readonly string[] | null): Promise<string[]> {
  if (codes?.length === 0) return []
  const query = { retired: 'false', limit: 200 } as const
  const { items } = await answered(getDepartments({ client: client.api, query }))
  const unknown = codes?.filter((code) => !items.some((each) => each.code === code)) ?? []
  if (unknown.length > 0)
    throw new Error(
      `There is no department ${unknown.join(', ')}. They are ${items.map(({ code }) => code).join(', ')}.`,
    )
  return items.filter(({ code }) => codes === null || codes.includes(code)).map(({ id }) => departmentScope(id))
}

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      wards: { type: 'string' },
      departments: { type: 'string' },
      server: { type: 'string', default: serverUrl },
      user: { type: 'string', default: 'admin' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return void process.stdout.write(`${USAGE}\n`)
  const client = new ServerClient(values.server)
  if (!(await client.healthy())) throw new Error(`No server answers at ${values.server}.`)
  await client.signIn(values.user, process.env.CARECODE_PASSWORD ?? DEMO_PASSWORD)
  const code = await createEnrolmentCode(client, listed(values.wards), listed(values.departments))
  process.stdout.write(`Enrolment code (one workstation, one day): ${code}\nServer address to type: ${values.server}\n`)
}

const listed = (codes: string | undefined): string[] | null =>
  codes === undefined ? null : codes === 'none' ? [] : codes.split(',').map((code) => code.trim())

if (import.meta.main)
  run().catch((error: unknown) => {
    process.stderr.write(`${(error as Error).message}\n`)
    process.exit(1)
  })
