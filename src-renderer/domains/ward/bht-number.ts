/** The number without its prefix, for a place whose label already says BHT. */
export const bhtNumber = (bht: string): string => bht.replace(/^BHT\s*/, '')
