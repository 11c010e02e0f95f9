/**
 * `<generation>.<random id>`. The generation is counted outside the database: one more at every restore. Two restores of
 * the same copy therefore differ in more than their name, and the second knows that there was a first.
 */
export const epochName = (generation: number, id: string): string => `${generation}.${id}`

/** 0 for the first life of a database, and for an epoch that was named before generations were counted. */
export const generationOf = (epoch: string): number => Number(/^(\d+)\./.exec(epoch)?.[1] ?? 0)
