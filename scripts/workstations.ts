import { parseArgs } from 'node:util'
import {
  getWorkstations,
  postWorkstationsByDeviceIdRevoke,
  postWorkstationsByDeviceIdScopes,
} from '../clients/identity/sdk.gen.ts'
import type { GetWorkstationsResponse } from '../clients/identity/types.gen.ts'
import { DEMO_PASSWORD } from '../server/demo/hospital.ts'
import { COMMON_SCOPES, scopesOfDepartments, scopesOfWards } from './enrolment-code.ts'
import { serverUrl } from './paths.ts'
import { answered, ServerClient } from './server-client.ts'

const USAGE = `npm run workstations -- [--of NAME|ID ([--wards W1,W2] [--departments DISP] | --revoke REASON)] [--server URL] [--user NAME]
  Lists the workstations; with --of, says which wards and which departments' stock one may hold, or takes it out of use
  for ever. What is not named stays as it is.
  The password of --user is read from CARECODE_PASSWORD (the demonstration's where it is not set).`

type Workstation = GetWorkstationsResponse['workstations'][number]

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      of: { type: 'string' },
      wards: { type: 'string' },
      departments: { type: 'string' },
      revoke: { type: 'string' },
      server: { type: 'string', default: serverUrl },
      user: { type: 'string', default: 'admin' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return void process.stdout.write(`${USAGE}\n`)
  const client = new ServerClient(values.server)
  if (!(await client.healthy())) throw new Error(`No server answers at ${values.server}.`)
  await client.signIn(values.user, process.env.CARECODE_PASSWORD ?? DEMO_PASSWORD)
  const { api } = client
  const { workstations } = await answered(getWorkstations({ client: api }))
  if (values.of === undefined) return list(workstations)
  const { deviceId, name, scopes } = oneOf(workstations, values.of)
  if (values.revoke !== undefined) {
    const body = { reason: values.revoke }
    await answered(postWorkstationsByDeviceIdRevoke({ client: api, path: { deviceId }, body }))
    return void process.stdout.write(`${name} is revoked: it sends what it has, then it erases itself.\n`)
  }
  if (values.wards === undefined && values.departments === undefined) throw new Error(USAGE)
  const [wards, departments] = [values.wards, values.departments].map((codes) => codes?.split(',').filter(Boolean))
  const places = [
    ...(wards ? await scopesOfWards(client, wards) : scopes.filter((scope) => scope.startsWith('ward:'))),
    ...(departments
      ? await scopesOfDepartments(client, departments)
      : scopes.filter((scope) => scope.startsWith('pharmacy:'))),
  ]
  const body = { scopes: [...COMMON_SCOPES, ...places] }
  await answered(postWorkstationsByDeviceIdScopes({ client: api, path: { deviceId }, body }))
  process.stdout.write(`${name} holds ${places.length} wards and departments from its next contact on.\n`)
}

function list(workstations: Workstation[]): void {
  for (const { deviceId, name, scopes, revokedAt } of workstations)
    process.stdout.write(
      `${deviceId}  ${name}  ${revokedAt === null ? scopes.join(' ') : `revoked ${new Date(revokedAt).toISOString()}`}\n`,
    )
}

/** Names are given by people and may be given twice: an id is always understood. */
function oneOf(workstations: Workstation[], of: string): Workstation {
  const inUse = workstations.filter((one) => one.deviceId === of || (one.name === of && one.revokedAt === null))
  const [found, another] = inUse
  if (!found) throw new Error(`There is no workstation ${of} in use.`)
  if (another) throw new Error(`Several workstations are called ${of}: name one by its id.`)
  return found
}

run().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exit(1)
})
