/** What went wrong and what the user does about it. `{name}` is replaced by a parameter of the error. */
export interface ErrorText {
  cause: string
  remedy: string
}
export type ErrorParams = Record<string, string | number | null>

/** A refusal with its code: the same shape on the screen, in an outcome, in a problem+json answer and in the inbox. */
export interface Problem {
  code: string
  params: ErrorParams
}

/** Thrown where a refusal has to cross a call that cannot return one; carries the catalogue's code. */
export class ProblemError extends Error {
  readonly problem: Problem
  constructor(code: string, params: ErrorParams = {}) {
    super(code)
    this.name = 'ProblemError'
    this.problem = { code, params }
  }
}

export function fill(template: string, params: ErrorParams): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? '…'))
}

/** Codes of the platform itself; each domain has its own catalogue of the same form. */
export const platformErrors = {
  INPUT_INVALID: {
    cause: 'Something in this entry is not allowed: {detail}.',
    remedy: 'Correct the field that is named and save again. Nothing has been saved yet.',
  },
  COMMAND_UNKNOWN: {
    cause: 'The action {name} in version {version} is not known here.',
    remedy: 'Update this workstation or the server; the entry is kept meanwhile.',
  },
  NOT_ALLOWED: {
    cause: 'Your role does not allow {name}.',
    remedy: 'Ask a colleague with that right, or an administrator to change your role.',
  },
  NOT_ON_WARD: {
    cause: 'Your role does not reach to the ward of this patient.',
    remedy: 'Open the chart with a reason where you need it now, or ask an administrator for the ward.',
  },
  REAUTH_NEEDED: {
    cause: 'This has to be confirmed with your PIN or password.',
    remedy: 'Save again and type your PIN when it is asked for. Nothing has been saved yet.',
  },
  REAUTH_OLD: {
    cause: 'Your PIN was typed for something else, or too long ago.',
    remedy: 'Save again and type your PIN when it is asked for. Nothing has been saved yet.',
  },
  WITNESS_NEEDED: {
    cause: 'A second person has to confirm this with their PIN.',
    remedy: 'Ask a colleague to type their name and PIN. Nothing has been saved yet.',
  },
  WITNESS_OWN: {
    cause: 'The second person must be somebody else than you.',
    remedy: 'Ask a colleague to type their name and PIN. Nothing has been saved yet.',
  },
  WITNESS_ROLE: {
    cause: 'The second person may not stand for this.',
    remedy: 'Ask a second nurse or a doctor. Nothing has been saved yet.',
  },
  INBOX_NEEDS_REVIEW: {
    cause: 'This can only be closed by its review.',
    remedy: 'Open it and say what came out.',
  },
  ROW_CHANGED: {
    cause: 'Somebody else changed the same record at the same moment.',
    remedy: 'Look at the record again and repeat your change if it is still right.',
  },
  DUPLICATE_VALUE: {
    cause: 'The value must be unique and is already used ({detail}).',
    remedy: 'Search for the record that has it before you make a new one.',
  },
  NUMBERS_EXHAUSTED: {
    cause: 'This workstation has no {sequence} numbers left to give while it is offline.',
    remedy: 'Connect to the server once, or use another workstation; new numbers come by themselves.',
  },
  NUMBERS_LOW: {
    cause: 'Only {left} {sequence} numbers are left to give while this workstation is offline.',
    remedy: 'Go on working, and connect to the server soon: new numbers come by themselves.',
  },
  CLAIM_EXCEEDS_ESCROW: {
    cause: 'This workstation holds {held} for this, not {quantity}.',
    remedy: 'Take less, take it at another workstation, or say why it is given all the same; then it is counted.',
  },
  CLAIM_KEY_UNKNOWN: {
    cause: 'Nothing is known here of what is to be taken.',
    remedy: 'Choose it from the list; if it is missing there, an administrator receives it first.',
  },
  CLAIM_WITHOUT_COVER: {
    cause: '{quantity} more were given out than the workstation held.',
    remedy: 'Count what is there and settle the difference.',
  },
  CLAIM_NOTHING_TO_SETTLE: {
    cause: 'Only {suspense} are unaccounted for.',
    remedy: 'Count again and enter no more than is unaccounted for.',
  },
  NUMBER_OUTSIDE_LEASE: {
    cause: 'The number {number} was not lent to this workstation.',
    remedy: 'The entry is kept; an administrator checks the workstation and gives it a new number range.',
  },
  SIGNATURE_WRONG: {
    cause: 'The entry was not signed by the workstation that sent it.',
    remedy: 'The entry is kept aside word for word; an administrator checks the workstation’s enrolment.',
  },
  ACTOR_UNKNOWN: {
    cause: 'The person who made this entry is not known to the server.',
    remedy: 'The entry is kept aside; an administrator assigns it to a person.',
  },
  DISK_FULL: {
    cause: 'The disk of this workstation is full, so the entry could not be saved.',
    remedy:
      'Keep this screen open: your entry is still in the form. Call an administrator to free space, then save again.',
  },
  CACHE_LOCKED: {
    cause: 'Another CareCode window already uses the data of this workstation (process {pid}).',
    remedy: 'Use the window that is open, or start with another profile.',
  },
  CACHE_CORRUPT: {
    cause: 'The local data file was damaged and has been set aside as {file}.',
    remedy: 'The workstation fetches its data again. {rescued} unsent entries were recovered from the damaged file.',
  },
  CACHE_DAMAGED: {
    cause: 'The local data file itself is damaged; fetching its rows again would not mend it.',
    remedy: 'Close CareCode and start it again: the file is set aside, and the unsent entries are taken over.',
  },
  CACHE_TOO_NEW: {
    cause: 'The local data was written by a newer version ({found}) than this one ({known}).',
    remedy: 'Start the newer version, or let an administrator reset this workstation after its entries are sent.',
  },
  CACHE_KEY_WRONG: {
    cause: 'The local data belongs to another computer or another account of it; its key cannot be opened here.',
    remedy: 'Start CareCode with the account that it was set up with, or let an administrator set it up anew.',
  },
  CACHE_KEY_LOST: {
    cause: 'The key of the local data is lost, so that nobody can read it any more.',
    remedy: 'Call an administrator: entries that were not sent are sent sealed, then the workstation is set up anew.',
  },
  LEASE_OVER: {
    cause: 'This workstation was away from the server for too long, so its data of patients is locked.',
    remedy:
      'Connect it to the server; it opens by itself. Without one, two senior colleagues can open it for 24 hours.',
  },
  LEASE_SOON: {
    cause: 'In {hours} hours the data on this workstation is locked, because it has not reached the server.',
    remedy: 'Connect it to the server before; otherwise two senior colleagues can open it for 24 hours more.',
  },
  CLOCK_TURNED_BACK: {
    cause: 'The clock of this computer was turned back, so the data of patients is locked.',
    remedy: 'Set the clock right or connect to the server; then it opens by itself.',
  },
  EXTENSION_REFUSED: {
    cause: 'These two names and passwords do not open this workstation.',
    remedy: 'Two different senior colleagues who have signed in here with their passwords before enter them again.',
  },
  MIGRATION_FAILED: {
    cause: 'The local data could not be brought to this version (step {id}: {reason}).',
    remedy: 'Nothing was lost: start the version used before and call an administrator.',
  },
  DEPENDS_ON_REFUSED: {
    cause: 'This entry builds on an earlier one that the server refused.',
    remedy: 'Correct the refused entry first, then enter this one again if it is still right.',
  },
  ENTRY_NOT_OPEN: {
    cause: 'The entry does not wait for a decision of this kind, or somebody has decided already.',
    remedy: 'Look at the list of entries again.',
  },
  SCOPE_REFETCHED: {
    cause: 'The data of {scope} differed from the server’s and is being fetched again.',
    remedy: 'Go on working. If this comes often, call an administrator.',
  },
  SERVER_UNREACHABLE: {
    cause: 'The central server cannot be reached.',
    remedy: 'Go on working: entries are kept here and are sent by themselves when the server returns.',
  },
  SERVER_NOT_TRUSTED: {
    cause: 'What answers at the server’s address could not show that it is the hospital’s server.',
    remedy:
      'Go on working: entries are kept here and nothing was sent. Tell an administrator at once: the server’s certificate has changed, or somebody stands between.',
  },
  SERVER_NOT_SECURE: {
    cause: 'The server’s address begins with http: what is sent could be read and changed on its way.',
    remedy: 'Enter the address that begins with https, or ask an administrator for it.',
  },
  ENROLMENT_PIN_MISSING: {
    cause: 'The part of the enrolment code behind the slash is missing: by it the server is recognised.',
    remedy: 'Enter the whole code, such as ABCD-EFGH-JKMN/PQRS-TWXY-Z234-5678.',
  },
  ALREADY_ENROLLED: {
    cause: 'This workstation is enrolled already.',
    remedy: 'Keep working. To move it to another server, an administrator sets up a new profile.',
  },
  NOT_ENROLLED: {
    cause: 'This workstation is not enrolled at the hospital’s server.',
    remedy: 'Ask an administrator for an enrolment code and enter it here.',
  },
  ENROLMENT_WAIT: {
    cause: 'There were too many wrong enrolment codes from this place.',
    remedy: 'Wait {seconds} seconds and type the code again; an administrator can make a new one.',
  },
  ENROLMENT_CODE_WRONG: {
    cause: 'The enrolment code is wrong, used or older than one day.',
    remedy: 'Ask an administrator for a new code.',
  },
  AUDIT_EXPECTED: {
    cause: 'The audit at the server ends at entry {seq}; what was sent goes on elsewhere.',
    remedy: 'Nothing has to be done: the workstation sends again from there by itself.',
  },
  AUDIT_FORKED: {
    cause: 'The server holds other entries under the same numbers of this audit (entry {seq} is the first).',
    remedy:
      'An administrator looks for a workstation whose disk was copied or put back; the audit goes on as a new one.',
  },
  AUDIT_FOREIGN: {
    cause: 'Entry {seq} of this audit names another workstation, another audit or another number.',
    remedy: 'It is not taken. An administrator checks the workstation that sent it.',
  },
  WORKSTATION_UNKNOWN: {
    cause: 'The server does not know this workstation, or it was revoked.',
    remedy: 'Ask an administrator to enrol it again. Unsent entries stay on it meanwhile.',
  },
  WORKSTATION_REVOKED: {
    cause: 'An administrator has taken this workstation out of use.',
    remedy: 'Everything entered here is sent, then its data is erased. Work on at another workstation.',
  },
  WORKSTATION_IN_USE: {
    cause: 'This workstation is still in use, so what it holds cannot be given up for it.',
    remedy: 'Take it out of use first; then what it holds is counted as missing until somebody has counted.',
  },
  SESSION_MISSING: {
    cause: 'Nobody is signed in.',
    remedy: 'Sign in with your name and PIN.',
  },
  PASSWORD_NEEDED: {
    cause:
      'For this the server asks who you are, and you have not given your password at this workstation yet, or it was long ago.',
    remedy: 'Give your password, then do it again; what was typed is still here.',
  },
  SIGN_IN_OVER: {
    cause: 'The time since your password was given is over.',
    remedy: 'Give your password again.',
  },
  SIGN_IN_COPIED: {
    cause: 'What your password was exchanged for at this workstation was used twice, so it counts no more.',
    remedy: 'Give your password again. An administrator has been told, and looks whether somebody has copied it.',
  },
  NUMBER_GAP: {
    cause: 'Entries arrived out of order; number {expected} is expected.',
    remedy: 'The workstation sends again from there by itself.',
  },
  CLIENT_ID_USED: {
    cause: 'Number {number} was already used for another entry.',
    remedy: 'The workstation takes a new identity for its queue by itself and sends again.',
  },
  CURSOR_TOO_OLD: {
    cause: 'What the feed of {service} held at that place has been removed since.',
    remedy: 'Nothing to do: the reader fetches everything anew by itself.',
  },
  COMMAND_ID_REUSED: {
    cause: 'The command {commandId} was executed before with another content.',
    remedy: 'Send what has changed under a new command id. Nothing of this request has been saved.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    cause: 'Another request was executed before under this Idempotency-Key.',
    remedy: 'Send what is new under a new key. Nothing of this request has been saved.',
  },
  RESOURCE_UNKNOWN: {
    cause: 'There is no {kind} with this id.',
    remedy: 'Look for it again: ids never change, and nothing is removed.',
  },
  RESOURCE_CHANGED: {
    cause: 'It is not as it was when it was read: If-Match names another state.',
    remedy: 'Read it again, and decide anew. Nothing of this request has been saved.',
  },
  CLIENT_TOO_OLD: {
    cause: 'This workstation’s version is too old to receive data.',
    remedy: 'Its entries are still sent. Install the current version.',
  },
  INBOX_ITEM_UNKNOWN: {
    cause: 'This item of the inbox is not known here.',
    remedy: 'Look at the inbox again; it may have been settled.',
  },
  INBOX_NOT_OWNER: {
    cause: 'This item of the inbox belongs to another role ({role}).',
    remedy: 'Tell a colleague with that role, or an administrator.',
  },
  BODY_TOO_LARGE: {
    cause: 'The request is larger than allowed.',
    remedy: 'Send less at once.',
  },
  ROUTE_UNKNOWN: {
    cause: 'There is nothing at this address.',
    remedy: 'Check the address against the service’s documentation.',
  },
  SERVICE_UNAVAILABLE: {
    cause: 'The service is not ready.',
    remedy: 'Wait a moment; nothing was lost. If it lasts, look at the server’s log.',
  },
  SERVICE_KEY_WRONG: {
    cause: 'This process of the server takes requests of the gateway and of the other services only.',
    remedy: 'Use the gateway’s address. Where services do not find each other, give all of them the same service.key.',
  },
  INSTANCE_SINGLE: {
    cause: 'The service {service} runs already, and may run once only.',
    remedy: 'Stop the other one. If it has just died, wait: this one takes its place within five seconds.',
  },
  TOO_MANY_REQUESTS: {
    cause: 'This workstation asks the server for too much at once.',
    remedy: 'Go on working: it tries again by itself. If this comes often, call an administrator.',
  },
  SERVER_DISK_FULL: {
    cause: 'The disk of the server is full.',
    remedy:
      'Go on working: entries are kept here and are sent by themselves. An administrator makes room on the server’s disk.',
  },
  PRINT_TOO_LONG: {
    cause: 'The text does not fit onto this label, and nothing of it may be left out.',
    remedy: 'Write this label by hand, and tell an administrator which one it was.',
  },
  PRINT_NOTHING: {
    cause: 'There is nothing to print.',
    remedy: 'Choose what is to be printed and print again.',
  },
  PRINT_NO_PRINTER: {
    cause: 'No printer is chosen for this at this workstation.',
    remedy: 'An administrator chooses one on the screen Printing. Then print again.',
  },
  PRINT_PRINTER_UNKNOWN: {
    cause: 'This workstation cannot print there.',
    remedy: 'Write the name of a printer of this computer, or tcp://address:9100 for a label printer.',
  },
  PRINT_UNREACHABLE: {
    cause: 'The printer does not answer.',
    remedy: 'See whether it is switched on and its cable is in. Then print again: nothing has come out.',
  },
  PRINT_PAPER_OUT: {
    cause: 'The printer has no paper or ribbon, or its head is open.',
    remedy: 'Put in paper or close it. Then print again: nothing has come out.',
  },
  PRINT_REFUSED: {
    cause: 'The printer did not take it.',
    remedy: 'Look at the printer’s own display. Then print again: nothing has come out.',
  },
  PRINT_STOPPED: {
    cause: 'The printer is stopped.',
    remedy: 'Start it again, or choose another on the screen Printing. Then print again: nothing has come out.',
  },
  PRINT_UNSURE: {
    cause: 'Nobody can say whether this came out of the printer.',
    remedy: 'Look at the printer. Print again only what is not there.',
  },
  PRINT_JOB_UNKNOWN: {
    cause: 'This print job is not kept any more.',
    remedy: 'Print it anew from the screen that it was printed from.',
  },
  PRINT_NOT_QUEUED: {
    cause: 'This print job has begun already.',
    remedy: 'Look at the printer; it cannot be called back.',
  },
  INTERNAL: {
    cause: 'Something unexpected happened (reference {reference}).',
    remedy: 'Nothing was saved. Try once more; if it happens again, give the reference to an administrator.',
  },
} satisfies Record<string, ErrorText>
export type PlatformErrorCode = keyof typeof platformErrors
