import { randomUUID } from 'node:crypto'
import type { RunningServer } from '../../../server/app/all-in-one.ts'
import { registry } from '../../../src-shared/domains/registry.ts'
import { type Attack, repelled, succeeded } from '../attack.ts'
import { type Known, withPayload } from './filled.ts'

/** Ends a text of SQL, divides by nothing where it is run, and goes up from whatever folder it is put behind. */
const PAYLOAD = "'||1/0||'../../etc/passwd\\..\\'; DROP TABLE ward; --"

async function knownIds({ services, facility }: RunningServer): Promise<Known> {
  const one = async (service: string, sql: string) =>
    (await services.get(service)?.pool.query(`${sql} WHERE t.facility_id = $1 LIMIT 1`, [facility.id]))?.rows[0] ?? {}
  return {
    ...(await one('ward', 'SELECT t.id AS "admissionId", t.patient_id AS "patientId" FROM admission t')),
    ...(await one('identity', 'SELECT t.id AS "userId" FROM "user" t')),
    ...(await one('identity', 'SELECT t.id AS "deviceId" FROM device t')),
  }
}

export const attacks: readonly Attack[] = [
  {
    name: 'sql-and-paths-in-every-text',
    what: 'writes SQL and a way up the folders into every text field of every command, as an administrator may',
    code: 'kept as text',
    defence: [
      {
        file: 'server/platform/store/postgres/rows.ts',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: it is part of the product's code
        find: '    name: `${how} ${kind.name}`,\n    text: tableOf(session, kind)[how],\n    values: [',
        replace: `    text: tableOf(session, kind)[how].replace('$2', () => "'" + JSON.stringify(rows.map(({ row, rev, scope }) => ({ ...row, _rev: rev, _scope: scope }))) + "'"),
    values: [session.facilityId] })
  void ({ values: [`,
      },
    ],
    alone: true,
    async run(target) {
      const server = await target.server()
      await target.machine()
      const known = await knownIds(server)
      const token = await target.signIn('admin')
      const taken: string[] = []
      const run: string[] = []
      for (const command of registry.domains.flatMap(({ commands }) => commands).filter(({ internal }) => !internal))
        for (const { field, input } of withPayload(command, PAYLOAD, known)) {
          const { name, version, service } = command
          const one = { commandId: randomUUID(), name, version, input, occurredAt: Date.now() }
          const path = `/v1/${service}/commands`
          const { status } = await target.ask({ method: 'POST', path, body: { commands: [one] }, token })
          if (status === 200) taken.push(name)
          if (status >= 500) run.push(`${name} ${field}`)
        }
      if (run.length > 0) return succeeded(`run by the database: ${run.slice(0, 3).join(', ')}`)
      // nothing is shown where every one of them was refused before it got to the database
      return repelled(new Set(taken).size < 8 ? `only taken: ${[...new Set(taken)]}` : 'kept as text')
    },
  },
]
