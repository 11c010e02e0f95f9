/** Names of kinds, routes and services, never of a person, a patient, a workstation or a row. */
export type Labels = Readonly<Record<string, string>>
export interface Sample {
  labels?: Labels
  value: number
}
/** Seconds. */
const BUCKETS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
const READ_MS = 2_000

type Lines = () => string[] | Promise<string[]>

/** What a process tells Prometheus of itself, in its text format 0.0.4. */
export class Metrics {
  readonly #families: Lines[] = []

  /** Only ever grows. @returns adds */
  counter(name: string, help: string): (labels: Labels, by?: number) => void {
    const values = new Map<string, number>()
    this.#families.push(() => [...head(name, help, 'counter'), ...linesOf(name, values)])
    return (labels, by = 1) => {
      const key = labelText(labels)
      values.set(key, (values.get(key) ?? 0) + by)
    }
  }

  /** How long things took, in seconds. @returns notes one */
  histogram(name: string, help: string): (labels: Labels, seconds: number) => void {
    const [buckets, sums, counts] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()]
    this.#families.push(() => [
      ...head(name, help, 'histogram'),
      ...[...linesOf(`${name}_bucket`, buckets), ...linesOf(`${name}_sum`, sums), ...linesOf(`${name}_count`, counts)],
    ])
    const add = (to: Map<string, number>, labels: Labels, by: number) => {
      const key = labelText(labels)
      to.set(key, (to.get(key) ?? 0) + by)
    }
    return (labels, seconds) => {
      for (const bound of BUCKETS) add(buckets, { ...labels, le: String(bound) }, seconds <= bound ? 1 : 0)
      add(buckets, { ...labels, le: '+Inf' }, 1)
      add(sums, labels, seconds)
      add(counts, labels, 1)
    }
  }

  /** What is so at the moment of the question. Where it cannot be read (the database is away) it is left out. */
  gauge(
    name: string,
    help: string,
    read: () => Sample[] | Promise<Sample[]>,
    type: 'gauge' | 'counter' = 'gauge',
  ): void {
    this.#families.push(async () => {
      const samples = await inTime(Promise.resolve().then(read))
      if (samples === null) return []
      return [
        ...head(name, help, type),
        ...linesOf(
          name,
          samples.map(({ labels = {}, value }) => [labelText(labels), value]),
        ),
      ]
    })
  }

  async text(): Promise<string> {
    const families = await Promise.all(this.#families.map((lines) => lines()))
    return `${families.flat().join('\n')}\n`
  }
}

const head = (name: string, help: string, type: string) => [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`]

const linesOf = (name: string, values: Iterable<readonly [labels: string, value: number]>): string[] =>
  [...values].map(([labels, value]) => `${name}${labels} ${value}`)

function labelText(labels: Labels): string {
  const parts = Object.entries(labels).map(
    ([key, value]) => `${key}="${value.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n')}"`,
  )
  return parts.length === 0 ? '' : `{${parts.join(',')}}`
}

/** A database that hangs must not make the whole page hang. */
async function inTime<T>(work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), READ_MS)
  })
  try {
    return await Promise.race([work.catch(() => null), late])
  } finally {
    clearTimeout(timer)
  }
}
