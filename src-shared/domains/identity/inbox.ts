import { inboxOf } from '../../kernel/inbox.ts'

/** Entries of identity may hold the verifier of a PIN: they stay at the server, and an administrator is told. */
export const { InboxItem, closeInboxItem, inbox } = inboxOf('identity')
