import type { Metrics } from '../../platform/metrics/metrics.ts'
import { SERVICE_NAMES } from '../services.ts'
import { VERSION } from '../version.ts'
import type { Breaker } from './breaker.ts'
import type { Instances } from './instances.ts'

export interface Status {
  version: string
  streams: number
  services: {
    name: string
    instances: { id: string; version: string; startedAt: number; state: 'ready' | 'not answering' }[]
  }[]
}

/** Without addresses: whoever may read it learns nothing of the network. */
export function statusOf(instances: Instances, breaker: Breaker, streams: number): Status {
  const all = instances.all()
  const services = SERVICE_NAMES.map((name) => ({
    name,
    instances: all
      .filter(({ services }) => services.includes(name))
      .map(({ id, version, startedAt }) => ({
        ...{ id: id.slice(0, 8), version, startedAt },
        state: breaker.isOpen(id) ? ('not answering' as const) : ('ready' as const),
      })),
  }))
  return { version: VERSION, streams, services }
}

/** How many instances of each service are there, and answer. */
export function measureInstances(metrics: Metrics, status: () => Status): void {
  metrics.gauge('carecode_instances', 'Instances of each service that the gateway knows.', () =>
    status().services.flatMap(({ name, instances }) =>
      (['ready', 'not answering'] as const).map((state) => ({
        labels: { service: name, state },
        value: instances.filter((instance) => instance.state === state).length,
      })),
    ),
  )
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
const cells = (values: readonly string[]) => values.map((value) => `<td>${escaped(value)}</td>`).join('')

/** The same for a person; it loads itself again every five seconds. */
export function statusPage({ version, streams, services }: Status): string {
  const rows = services.flatMap(({ name, instances }) =>
    instances.length === 0
      ? [`<tr class="missing">${cells([name, 'not running', '', '', ''])}</tr>`]
      : instances.map(
          ({ id, version: of, startedAt, state }) =>
            `<tr${state === 'ready' ? '' : ' class="missing"'}>${cells([name, state, id, of, new Date(startedAt).toISOString()])}</tr>`,
        ),
  )
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="5">
<title>CareCode services</title><style>body{font:16px system-ui;margin:2rem}td,th{text-align:left;padding:.3rem 1rem .3rem 0}
.missing{color:#a40000;font-weight:600}</style></head><body><h1>CareCode services</h1>
<p>Gateway ${escaped(version)}, ${streams} workstations listening.</p>
<table><thead><tr><th>Service</th><th>State</th><th>Instance</th><th>Version</th><th>Since</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></body></html>
`
}
