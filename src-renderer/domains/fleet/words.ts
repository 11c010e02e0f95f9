import { type Text, textOr } from '../../messages/index.ts'

/** `3.4 MB`: the largest unit of which there is at least one. */
export function bytesInWords(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** power
  return `${value >= 100 || power === 0 ? Math.round(value) : value.toFixed(1)} ${units[power]}`
}

export const serviceName = (t: Text, service: string): string => textOr(t, `service.${service}`, service)

/** A ward by its name; one that is not known here by its scope. */
export const scopeName = (t: Text, { scope, placeName }: { scope: string; placeName: string | null }): string =>
  placeName ?? textOr(t, `scope.${scope.startsWith('device:') ? 'device' : scope}`, scope)

/** `1,234`: grouped, as large counts are read faster. */
export const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',')
