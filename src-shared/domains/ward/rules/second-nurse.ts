/**
 * Whether a second nurse has to be there and calculate for herself when it goes in: medicines that the formulary marks as
 * high-alert, and controlled drugs, of which every piece needs two signatures.
 */
export const needsSecondNurse = ({ highAlert, controlled }: { highAlert: unknown; controlled: boolean }): boolean =>
  Boolean(highAlert) || controlled
