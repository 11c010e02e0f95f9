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
  PIN_TRIVIAL: {
    cause: 'This PIN is one of those that are guessed first.',
    remedy: 'Choose digits that are not all alike, no run such as 1234, no pair twice and no year.',
  },
  PIN_LENGTH: {
    cause: 'A PIN of this hospital has {digits} digits.',
    remedy: 'Type {digits} digits.',
  },
  PIN_WAIT: {
    cause: 'There were too many wrong PINs for this person, and the server cannot be reached to ask for the password.',
    remedy: 'Wait {minutes} minutes and type the PIN again, or sign in with the password once the server is back.',
  },
  PASSWORD_DUE: {
    cause: 'Your PIN is right, but your shift at this workstation has not begun: the password is asked once a shift.',
    remedy: 'Type your password now; for the rest of the shift the PIN or your badge is enough.',
  },
  BADGE_UNKNOWN: {
    cause: 'This badge belongs to nobody who works here.',
    remedy: 'Type two letters of your name and your PIN. An administrator can give you another badge.',
  },
  BADGE_TAKEN: {
    cause: 'This badge already belongs to somebody else.',
    remedy: 'Scan another badge, or take this one away from its owner first.',
  },
  BADGE_SHORT: {
    cause: 'What was scanned is too short for a badge: it could be guessed.',
    remedy: 'Use badges with at least 12 letters and digits, printed at random.',
  },
  SIGN_IN_REUSED: {
    cause: 'What the password of {name} was exchanged for at a workstation was used twice, so all of it was ended.',
    remedy:
      'Ask whether {name} was at that workstation. If nobody can explain it, take the workstation out of use and change the password.',
  },
  BREAK_GLASS_NEEDED: {
    cause: 'This patient is not on a ward of yours, so the chart is closed to you.',
    remedy: 'Where you need it now, open it with a reason: it is recorded, and somebody will review it.',
  },
  BREAK_GLASS_REVIEW: {
    cause: 'Somebody opened the chart of a patient who was not theirs to open.',
    remedy: 'Read the reason, ask if need be, and say whether it was right.',
  },
  BREAK_GLASS_UNKNOWN: {
    cause: 'There is no such opening of a chart.',
    remedy: 'Look at the list again.',
  },
  BREAK_GLASS_OWN: {
    cause: 'You opened this chart yourself.',
    remedy: 'Somebody else has to review it.',
  },
  BREAK_GLASS_REVIEWED: {
    cause: 'This has been reviewed already; the first word stands.',
    remedy: 'Nothing has to be done.',
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
    remedy: 'Sign in with your password and set a PIN in the menu under your name.',
  },
  SIGN_IN_WRONG: {
    cause: 'The sign-in name or the password is not right.',
    remedy: 'Type both again. If you forgot your password, an administrator gives you a new one.',
  },
  NO_ROLE_NOW: {
    cause: 'You have no role in this hospital at this time.',
    remedy: 'Ask an administrator whether your time here was extended.',
  },
  RIGHTS_OWN: {
    cause: 'Nobody changes what she herself may do.',
    remedy: 'Ask another administrator.',
  },
  GRANT_UNKNOWN: {
    cause: 'There is no such role of this person, or it was ended already.',
    remedy: 'Look at the list again.',
  },
  GRANT_WHOLE_HOSPITAL: {
    cause: 'What administrators do concerns the whole hospital, so nobody is one for a single ward.',
    remedy: 'Choose all wards, or another role.',
  },
  ADMINISTRATOR_FOR_A_TIME: {
    cause: 'You are an administrator for a time, and would end the role of one who is it for good.',
    remedy: 'Ask an administrator who is it for good: the hospital must not be left without one.',
  },
  GRANT_TWICE: {
    cause: 'The person has this role there already.',
    remedy: 'Nothing has to be done; to change its time, end it and give it anew.',
  },
  GRANT_NEEDS_END: {
    cause: 'Who covers for somebody or was asked for advice has a role for a time.',
    remedy: 'Enter until when it counts, at most {days} days from its beginning.',
  },
  GRANT_TIMES: {
    cause: 'The role would end before it begins, or has ended already.',
    remedy: 'Enter an end that lies ahead.',
  },
  USER_INACTIVE: {
    cause: 'This person does not work here any more.',
    remedy: 'Take the person in again first.',
  },
  USER_ACTIVE: {
    cause: 'This person works here.',
    remedy: 'Nothing has to be done.',
  },
  PASSWORD_MUST_CHANGE: {
    cause: 'This password was given to you for one sign-in.',
    remedy: 'Choose one of your own now.',
  },
  PASSWORD_EXPIRED: {
    cause: 'This password was given to you for one sign-in, and its time is over.',
    remedy: 'Ask an administrator for another one.',
  },
  PASSWORD_SHORT: {
    cause: 'The new password has fewer than {length} signs.',
    remedy: 'Take several words that do not belong together; they are easier to remember than signs.',
  },
  PASSWORD_SAME: {
    cause: 'The new password is the old one.',
    remedy: 'Choose another one.',
  },
  PASSWORD_NAME: {
    cause: 'The new password has your sign-in name in it.',
    remedy: 'Choose one without it.',
  },
  PASSWORD_GUESSED: {
    cause:
      'The new password is hardly more than words that are tried first: of you, of this hospital, or of many people.',
    remedy: 'Take several words that have nothing to do with you or your work.',
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
