import { describe, expect, it } from 'vitest'
import { Metrics } from './metrics.ts'

describe('the text that Prometheus reads', () => {
  it('Given counters, times and states, then each is told with its kind, and times in growing buckets', async () => {
    const metrics = new Metrics()
    const count = metrics.counter('made_total', 'Made.')
    const took = metrics.histogram('took_seconds', 'Took.')
    metrics.gauge('waiting', 'Waiting.', () => [{ labels: { what: 'a "quoted"\nline\\' }, value: 3 }])
    count({ of: 'x' })
    count({ of: 'x' }, 2)
    for (const seconds of [0.003, 0.2, 60]) took({}, seconds)
    const lines = (await metrics.text()).split('\n')
    expect(lines).toContain('# TYPE made_total counter')
    expect(lines).toContain('made_total{of="x"} 3')
    expect(lines).toContain('waiting{what="a \\"quoted\\"\\nline\\\\"} 3')
    const buckets = lines.filter((line) => line.startsWith('took_seconds_bucket'))
    const values = buckets.map((line) => Number(line.split(' ').at(-1)))
    expect(values).toEqual(values.toSorted((a, b) => a - b))
    expect(buckets[0]).toBe('took_seconds_bucket{le="0.001"} 0')
    expect(buckets.at(-1)).toBe('took_seconds_bucket{le="+Inf"} 3')
    expect(lines).toContain('took_seconds_count 3')
  })

  it('Given something that cannot be read, then it alone is left out', async () => {
    const metrics = new Metrics()
    metrics.gauge('lost', 'Lost.', () => Promise.reject(new Error('the database is away')))
    metrics.gauge('found', 'Found.', () => [{ value: 1 }])
    const text = await metrics.text()
    expect(text).not.toContain('lost')
    expect(text).toContain('found 1')
  })
})
