import type { ErrorText } from '../kernel/errors.ts'

/** What the verifier of an exported audit finds, with cause and remedy in the catalogue's form. */
export const auditFaults = {
  AUDIT_NOT_A_FILE: {
    cause: 'This is no exported audit: its first line is not the head of one.',
    remedy: 'Export it again with npm run audit:export, and verify the whole file as it was written.',
  },
  AUDIT_LINE_UNREADABLE: {
    cause: 'The line is no line of an exported audit.',
    remedy: 'Somebody changed the file, or it was damaged: compare it with another copy, and export again.',
  },
  AUDIT_CHANGED: {
    cause: 'The entry is not the one that was recorded: it does not fit its hash, or the entry behind it.',
    remedy: 'Keep the file, and compare this entry with the server and with the workstation.',
  },
  AUDIT_FILE_CHANGED: {
    cause: 'The file is not as it was written: something beside the entries was changed.',
    remedy: 'The chains hold, but do not trust the times of receipt in this copy: export again.',
  },
  AUDIT_DELETED: {
    cause: 'Entries {from} to {to} are missing.',
    remedy: 'Keep the file, and ask the workstation and the copies of the database for these numbers.',
  },
  AUDIT_REORDERED: {
    cause: 'The entry stands after one with a higher number.',
    remedy: 'Keep the file: somebody moved or added a line.',
  },
  AUDIT_DOUBLED: {
    cause: 'The entry stands here a second time.',
    remedy: 'Keep the file: somebody added a line.',
  },
  AUDIT_TRUNCATED: {
    cause: 'The end is missing: what is there ends at entry {seq}.',
    remedy: 'Look for a copy that reaches further, and find out who could shorten this one.',
  },
  AUDIT_FOREIGN_ENTRY: {
    cause: 'The entry names another workstation, another audit or another number than the place where it stands.',
    remedy: 'Keep the file: somebody moved entries from one workstation to another.',
  },
  AUDIT_ATTESTED_OTHERWISE: {
    cause: 'At entry {seq} another past was attested by {by}: the entries up to it were written anew.',
    remedy: 'Trust the signed statement and not the entries; look for the original in copies of the database.',
  },
  AUDIT_SIGNATURE_WRONG: {
    cause: 'The signature of {by} is not genuine.',
    remedy: 'Compare the key with the one that was noted when the server was set up, and give it with --key.',
  },
} satisfies Record<string, ErrorText>
export type AuditFaultCode = keyof typeof auditFaults
export interface AuditFault {
  code: AuditFaultCode
  /** From 1. */
  line: number
  /** Whose chain; null for the file as a whole. */
  of: string | null
  device: string | null
  chain: string | null
  seq: number | null
  params: Record<string, string | number>
}
