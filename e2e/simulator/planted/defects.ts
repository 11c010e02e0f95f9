import type { Patch } from '../../support/patched-code.ts'

/** A defect that the simulator has to find: what somebody might well get wrong. */
export interface Defect {
  name: string
  /** In the words of docs/testing-sync.md. */
  what: string
  patches: readonly Patch[]
}

const station = (path: string) => `src-main/platform/${path}`
const server = (path: string) => `server/platform/${path}`
const model = (path: string) => server(`testing/model-store/${path}`)
const pharmacy = (path: string) => `src-shared/domains/pharmacy/commands/${path}`
const defect = (name: string, what: string, ...patches: Patch[]): Defect => ({ name, what, patches })

/** Those of the model stand for the same slip in the SQL of store/postgres, whose behaviour the model repeats. */
export const DEFECTS: readonly Defect[] = [
  defect('version-not-held', 'a version is allotted without holding the counter until the commit', {
    file: model('record.ts'),
    find: "await tx.hold('feed_counter')",
    replace: '',
  }),
  defect('page-splits-version', 'a page of the feed ends in the middle of a version', {
    file: model('reads.ts'),
    find: 'entries.filter(({ ver }) => ver <= bound)',
    replace: 'entries.slice(0, limit)',
  }),
  defect('outcome-not-looked-up', 'a command that is sent again is executed again', {
    file: server('sync/sort-out.ts'),
    find: 'const known = before.outcomes.get(commandId.toLowerCase())',
    replace: 'const known = undefined as ReturnType<typeof before.outcomes.get>',
  }),
  defect('rejection-lost', 'a rejected command is answered and not kept', {
    file: server('sync/finish.ts'),
    find: ".filter(({ verdict }) => verdict.status !== 'applied')",
    replace: ".filter(({ verdict }) => verdict.status === 'flagged')",
  }),
  defect('no-inbox-item', 'a flag reaches nobody’s inbox', {
    file: server('sync/inbox.ts'),
    find: ".filter(({ verdict }) => verdict.status !== 'applied')",
    replace: ".filter(({ verdict }) => verdict.status !== 'applied' && verdict.status !== 'flagged')",
  }),
  defect('digest-not-updated', 'a row that leaves a scope stays in the digest of that scope', {
    file: server('store/changes.ts'),
    find: 'if (before) this.#count(before.scope, kind, row.id, before.rev, -1)',
    replace: 'if (before?.scope === scope) this.#count(before.scope, kind, row.id, before.rev, -1)',
  }),
  defect('row-left-without-word', 'a row that moves to another scope is not taken out of the old one', {
    file: server('store/changes.ts'),
    find: "this.entries.push({ op: 'del', kind, id: row.id, rev, scope: before.scope, row: null })",
    replace: '{}',
  }),
  defect('consumer-ahead', 'another service’s cursor is set beyond what it has applied', {
    file: server('sync/project.ts'),
    find: 'await tx.setConsumerCursor(to.consumer, to.ver)',
    replace: 'await tx.setConsumerCursor(to.consumer, to.ver + 1)',
  }),
  defect('lease-lent-twice', 'a range of numbers is lent without moving on', {
    file: model('push.ts'),
    find: 'next: block.next + count })',
    replace: 'next: block.next + 1 })',
  }),
  defect('grant-not-asked', 'a pull gives what was granted when the workstation was enrolled', {
    file: model('reads.ts'),
    find: '({ ver, scope }) => ver > query.cursor && scopes.has(scope)',
    replace: '({ ver }) => ver > query.cursor',
  }),
  defect('audit-not-chained', 'two links of the audit begin at the same one', {
    file: model('record.ts'),
    find: 'if (last) tx.set(tables.auditHead, deviceId, { seq: last.seq, hash: last.hash })',
    replace: 'if (links.length === 1 && last) tx.set(tables.auditHead, deviceId, { seq: last.seq, hash: last.hash })',
  }),
  defect('horizon-not-told', 'a reader that is behind the removed part of a feed is not told so', {
    file: server('sync/pull.ts'),
    find: 'if (!stranger && isBehind(query, page)) return',
    replace: 'if (isBehind(query, page) && query.limit < 0) return',
  }),
  defect('saved-before-synced', 'a commit does not wait for the disk', {
    file: station('sqlite/database.ts'),
    find: "'synchronous = FULL'",
    replace: "'synchronous = NORMAL'",
  }),
  defect('overlay-dropped-early', 'local work leaves the screen when it is acknowledged, before its rows have come', {
    file: station('sync/outcomes.ts'),
    find: 'overlay = 1 AND ver <= ? AND status',
    replace: 'overlay = 1 AND ver <= ? + 1000000 AND status',
  }),
  defect('older-row-wins', 'an older revision of a row replaces a newer one', {
    file: station('sync/server-rows.ts'),
    find: 'if (!entry.row || isNewer) return false',
    replace: 'if (!entry.row) return false',
  }),
  defect('epoch-ignored', 'a workstation does not notice that the server was restored', {
    file: station('sync/pull.ts'),
    find: 'if (ours === null || ours === theirs) return true',
    replace: 'if (ours !== undefined) return true',
  }),
  defect('not-sent-again', 'after a restore of the server what was accepted is not sent again', {
    file: station('sync/page-writer.ts'),
    find: "WHERE service = ? AND status IN ('accepted', 'flagged')`,\n      ).run(service)",
    replace: "WHERE service = ? AND status IN ('flagged')`,\n      ).run(service)",
  }),
  defect(
    'queue-not-renewed',
    'a queue whose numbers are not trusted keeps its name',
    {
      file: station('sync/page-writer.ts'),
      find: 'states.renewClient(service)',
      replace: '',
    },
    {
      file: station('sync/push.ts'),
      find: 'if (again < states.get(this.service).nextNumber - expected) states.renewClient(this.service)',
      replace: '',
    },
  ),
  defect('sweep-forgets', 'rows that are gone from a scope stay when it is fetched anew', {
    file: station('sync/page-writer.ts'),
    find: '(kind, id) => !scopes.seen(scope.service, scope.scope, kind, id)',
    replace: '() => false',
  }),
  defect('sweep-takes-too-much', 'a row that came by the feed while its scope was fetched anew is taken for gone', {
    file: station('sync/page-writer.ts'),
    find: "if (entry.op === 'put' && sweeping.has(entry.scope)) scopes.markSeen(service, entry.scope, entry.kind, entry.id)",
    replace: '',
  }),
  defect('snapshot-without-tail', 'the cursor jumps to the end of a snapshot', {
    file: station('sync/page-writer.ts'),
    find: 'if (states.get(service).cursor === null) states.setCursor(service, page.at)',
    replace: 'states.setCursor(service, Math.max(page.at, states.get(service).cursor ?? 0))',
  }),
  defect('not-wiped', 'rows of a withdrawn scope stay', {
    file: station('sync/pull.ts'),
    find: 'for (const scope of revoked) this.#report(pages.wipe(scope))',
    replace: 'if (revoked.length < 0) for (const scope of revoked) this.#report(pages.wipe(scope))',
  }),
  defect('dependants-not-blocked', 'what builds on a refused command waits for ever', {
    file: station('sync/outcomes.ts'),
    find: 'for (const next of this.#buildingOn(on.seq)) {',
    replace: 'for (const next of this.#buildingOn(on.seq).slice(0, 0)) {',
  }),
  defect('facts-blocked', 'a fact is held back by a refused edit', {
    file: station('sync/outcomes.ts'),
    find: "=> status === 'waiting' && of !== 'fact' && !held",
    replace: "=> status === 'waiting' && !held && of !== ''",
  }),
  defect(
    'pull-sleeps',
    'neither pokes nor the poll wake the reader',
    {
      file: station('sync/sync-client.ts'),
      find: 'const POLL_MS = 30_000',
      replace: 'const POLL_MS = 3_000_000',
    },
    {
      file: station('sync/sync-client.ts'),
      find: '(poke) => this.#pullSoon(this.#of(poke.service)),',
      replace: '() => {},',
    },
  ),
  defect('number-given-twice', 'a number of the range is not taken in the transaction that gives it', {
    file: station('execute/number-leases.ts'),
    find: 'SET next = next + 1 WHERE',
    replace: 'SET next = next + (next % 5 > 0) WHERE',
  }),
  defect('answer-of-old-queue', 'an answer to a queue that has ended counts for the new one', {
    file: station('sync/push.ts'),
    find: 'if (state.clientId !== clientId) return true',
    replace: '',
  }),
  defect('replay-left-out', 'unsent work is not put on top of a page that meets it', {
    file: station('sync/rebase.ts'),
    find: 'for (const kind of this.replay(seq)) kinds.add(kind)',
    replace: 'if (seq < 0) for (const kind of this.replay(seq)) kinds.add(kind)',
  }),
  defect('lent-beyond-free', 'a workstation is lent what it asks for, whatever is left', {
    file: 'src-shared/kernel/claims/commands.ts',
    find: 'const quantity = Math.min(want?.quantity ?? 0, pool?.free ?? 0)',
    replace: 'const quantity = want?.quantity ?? 0',
  }),
  defect('cover-not-looked-at', 'what was taken beyond the loan is booked on the loan', {
    file: 'src-shared/kernel/claims/take.ts',
    find: 'const short = Math.max(0, quantity - held)',
    replace: 'const short = escrow ? 0 : quantity',
  }),
  defect('given-back-and-kept', 'what a workstation gives back becomes free and is not taken from it', {
    file: 'src-shared/kernel/claims/commands.ts',
    find: "moves.move({ keyId, from: 'escrow', to: 'free', quantity, deviceId: context.deviceId })",
    replace: "moves.move({ keyId, from: 'outside', to: 'free', quantity, deviceId: context.deviceId })",
  }),
  defect('handed-over-unbooked', 'what is dispensed leaves the accounts and not the ledger', {
    file: pharmacy('dispense.ts'),
    find: "type: 'dispensed', quantity: -quantity,",
    replace: "type: 'dispensed', quantity: 0,",
  }),
  defect('without-cover-unseen', 'what was dispensed beyond the loan stays below zero and nobody is told', {
    file: pharmacy('dispense.ts'),
    find: 'flags.push(...taken.flags)',
    replace: '',
  }),
  defect('thrown-away-shelved', 'what came back to be thrown away is put on the shelf', {
    file: pharmacy('return-dispensed.ts'),
    find: 'const shelved = entry.restocked ?',
    replace: 'const shelved = entry.quantity > 0 ?',
  }),
  defect('brought-back-again', 'more comes back of a line than was dispensed', {
    file: pharmacy('return-dispensed.ts'),
    find: 'if (entry.quantity > left)',
    replace: 'if (entry.quantity > line.quantity)',
  }),
  defect('free-packs-forgotten', 'free packs are on the invoice and not on the shelf', {
    file: pharmacy('receive-goods.ts'),
    find: '(packs + freePacks) * packSize',
    replace: 'Math.max(packs, freePacks) * packSize',
  }),
  defect('received-twice', 'goods are free twice and stand in the ledger once', {
    file: pharmacy('receive-goods.ts'),
    find: '{ keyId: stockId, quantity, par }',
    replace: '{ keyId: stockId, quantity: 2 * quantity, par }',
  }),
]
