/** What a test cannot go on without. */
export function must<Value>(value: Value | null | undefined, without: string): Value {
  if (value === null || value === undefined) throw new Error(without)
  return value
}
