/** The hospital of a new installation. */
export const FRESH_FACILITY = { name: 'CareCode demonstration hospital', utcOffsetMinutes: 330 }
