import { reject } from '../../kernel/command.ts'
import type { ErrorText } from '../../kernel/errors.ts'

export const identityErrors = {
  USERNAME_EXISTS: {
    cause: 'The sign-in name {username} already belongs to somebody.',
    remedy: 'Choose another sign-in name, or change the roles of the person who has it.',
  },
  USER_EXISTS: {
    cause: 'This person has already been added as {username}.',
    remedy: 'Search the list of staff; nothing has to be added.',
  },
  USER_UNKNOWN: {
    cause: 'This person is not on the list of staff, or no longer works here.',
    remedy: 'Ask an administrator to add the person.',
  },
  PIN_NOT_OWN: {
    cause: 'A PIN can only be set by its owner or by an administrator.',
    remedy: 'Sign in as yourself to change your own PIN, or ask an administrator.',
  },
  PIN_WRONG: {
    cause: 'The PIN is not right.',
    remedy: 'Type it again, or sign in with your password while the server can be reached.',
  },
  PIN_BLOCKED: {
    cause: 'There were five wrong PINs for this person.',
    remedy: 'Sign in with your password while the server can be reached; the PIN works again afterwards.',
  },
  PIN_NOT_SET: {
    cause: 'You have no PIN yet, so switching users is not possible.',
    remedy: 'Sign in with your password once and set a PIN.',
  },
  SIGN_IN_WRONG: {
    cause: 'The sign-in name or the password is not right.',
    remedy: 'Type both again. If you forgot your password, an administrator gives you a new one.',
  },
  SIGN_IN_WAIT: {
    cause: 'There were too many wrong attempts to sign in.',
    remedy: 'Wait {seconds} seconds and try again, or ask an administrator.',
  },
  WORKSTATION_REVOKED_ALREADY: {
    cause: 'This workstation was revoked; it can be given nothing any more.',
    remedy: 'Enrol the computer anew with a fresh enrolment code.',
  },
} satisfies Record<string, ErrorText>
export type IdentityErrorCode = keyof typeof identityErrors

/** A refusal whose text is in the catalogue: another code does not compile. */
export const refuse = reject<IdentityErrorCode>
