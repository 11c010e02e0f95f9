import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { projectDir } from '../paths.ts'

const DEPLOY = join(projectDir, 'deploy')
export const deployText = (path: string) => readFileSync(join(DEPLOY, path), 'utf8')

/** How a process is started, wherever that is written down. */
export interface Start {
  where: string
  /** What stands behind `node`. */
  args: string[]
  env: Record<string, string>
  /** Folders and files that are brought in from outside. */
  mounts: string[]
}

const quantity = z.string().regex(/^\d+(m|Mi|Gi)?$/)
const labels = z.record(z.string(), z.string())
const selector = z.strictObject({ matchLabels: labels })
const probe = z.strictObject({
  httpGet: z.strictObject({
    path: z.enum(['/health', '/ready']),
    port: z.literal('https'),
    scheme: z.literal('HTTPS'),
  }),
  periodSeconds: z.int().min(1),
  timeoutSeconds: z.int().min(1).optional(),
  failureThreshold: z.int().min(1).optional(),
})
const variable = z.strictObject({ name: z.string(), value: z.string() })
const container = z.strictObject({
  name: z.string(),
  image: z.literal('carecode-server'),
  args: z.array(z.string()).min(1),
  env: z.array(variable),
  ports: z.array(z.strictObject({ name: z.literal('https'), containerPort: z.int() })).length(1),
  startupProbe: probe,
  readinessProbe: probe,
  livenessProbe: probe,
  resources: z.strictObject({
    requests: z.strictObject({ cpu: quantity, memory: quantity }),
    limits: z.strictObject({ memory: quantity }),
  }),
  securityContext: z.strictObject({
    allowPrivilegeEscalation: z.literal(false),
    readOnlyRootFilesystem: z.literal(true),
    capabilities: z.strictObject({ drop: z.tuple([z.literal('ALL')]) }),
  }),
  volumeMounts: z.array(
    z.strictObject({ name: z.string(), mountPath: z.string(), readOnly: z.literal(true).optional() }),
  ),
})
const volume = z.union([
  z.strictObject({ name: z.string(), persistentVolumeClaim: z.strictObject({ claimName: z.literal('keys') }) }),
  z.strictObject({
    name: z.string(),
    secret: z.strictObject({ secretName: z.enum(['tls', 'database']), defaultMode: z.literal(0o440) }),
  }),
  z.strictObject({ name: z.string(), emptyDir: z.strictObject({ sizeLimit: quantity }) }),
])
const template = z.strictObject({
  metadata: z.strictObject({ labels }),
  spec: z.strictObject({
    automountServiceAccountToken: z.literal(false),
    enableServiceLinks: z.literal(false),
    terminationGracePeriodSeconds: z.int().min(15),
    securityContext: z.strictObject({
      ...{ runAsNonRoot: z.literal(true), runAsUser: z.int().min(1000), runAsGroup: z.int().min(1000) },
      ...{ fsGroup: z.int().min(1000), fsGroupChangePolicy: z.literal('OnRootMismatch') },
      seccompProfile: z.strictObject({ type: z.literal('RuntimeDefault') }),
    }),
    topologySpreadConstraints: z.array(
      z.strictObject({
        maxSkew: z.literal(1),
        topologyKey: z.literal('kubernetes.io/hostname'),
        whenUnsatisfiable: z.literal('ScheduleAnyway'),
        labelSelector: selector,
      }),
    ),
    containers: z.tuple([container]),
    volumes: z.array(volume),
  }),
})
const metadata = z.strictObject({ name: z.string(), namespace: z.literal('carecode'), labels: labels.optional() })
const of = <Kind extends string, Spec extends z.ZodType>(kind: Kind, apiVersion: string, spec: Spec) =>
  z.strictObject({ apiVersion: z.literal(apiVersion), kind: z.literal(kind), metadata, spec })

const strategy = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('Recreate') }),
  z.strictObject({
    type: z.literal('RollingUpdate'),
    rollingUpdate: z.strictObject({ maxUnavailable: z.literal(0), maxSurge: z.literal(1) }),
  }),
])
const deployment = of(
  'Deployment',
  'apps/v1',
  z.strictObject({ replicas: z.int().min(1), strategy, selector, template }),
)
const service = of(
  'Service',
  'v1',
  z.strictObject({
    clusterIP: z.literal('None').optional(),
    selector: labels,
    ports: z.array(z.strictObject({ name: z.literal('https'), port: z.int(), targetPort: z.literal('https') })),
  }),
)
const budget = of(
  'PodDisruptionBudget',
  'policy/v1',
  z.strictObject({ minAvailable: z.int().optional(), maxUnavailable: z.int().optional(), selector }),
)
const utilization = z.strictObject({ type: z.literal('Utilization'), averageUtilization: z.int().min(1).max(100) })
const scaler = of(
  'HorizontalPodAutoscaler',
  'autoscaling/v2',
  z.strictObject({
    scaleTargetRef: z.strictObject({
      apiVersion: z.literal('apps/v1'),
      kind: z.literal('Deployment'),
      name: z.string(),
    }),
    ...{ minReplicas: z.int().min(2), maxReplicas: z.int() },
    metrics: z.array(
      z.strictObject({
        type: z.literal('Resource'),
        resource: z.strictObject({ name: z.literal('cpu'), target: utilization }),
      }),
    ),
    behavior: z.strictObject({ scaleDown: z.strictObject({ stabilizationWindowSeconds: z.int() }) }),
  }),
)
const peer = z.strictObject({ podSelector: selector.optional(), namespaceSelector: selector.optional() })
const ports = z.array(z.strictObject({ port: z.int(), protocol: z.enum(['UDP', 'TCP']).optional() }))
const expression = z.strictObject({ key: z.string(), operator: z.enum(['In', 'NotIn']), values: z.array(z.string()) })
const policy = of(
  'NetworkPolicy',
  'networking.k8s.io/v1',
  z.strictObject({
    podSelector: z.strictObject({ matchLabels: labels.optional(), matchExpressions: z.array(expression).optional() }),
    policyTypes: z.array(z.enum(['Ingress', 'Egress'])).min(1),
    ingress: z.array(z.strictObject({ from: z.array(peer).optional(), ports })).optional(),
    egress: z.array(z.strictObject({ to: z.array(peer).optional(), ports })).optional(),
  }),
)
const namespace = z.strictObject({
  ...{ apiVersion: z.literal('v1'), kind: z.literal('Namespace') },
  metadata: z.strictObject({
    name: z.literal('carecode'),
    labels: z.strictObject({ 'pod-security.kubernetes.io/enforce': z.literal('restricted') }),
  }),
})
const claim = of(
  'PersistentVolumeClaim',
  'v1',
  z.strictObject({
    accessModes: z.tuple([z.literal('ReadWriteMany')]),
    resources: z.strictObject({ requests: z.strictObject({ storage: quantity }) }),
  }),
)
/** A template: whoever put a value in it would publish a secret. */
const secret = z.strictObject({
  ...{ apiVersion: z.literal('v1'), kind: z.literal('Secret'), metadata, type: z.literal('Opaque') },
  stringData: z.record(z.string(), z.literal('')),
})
const manifest = z.discriminatedUnion('kind', [
  ...[deployment, service, budget, scaler, policy, namespace, claim, secret],
] as const)
export type Manifest = z.infer<typeof manifest>

/** Every document of `deploy/kubernetes` but the list of them. @throws ZodError where one has a key or value that is not known */
export function kubernetesManifests(): Manifest[] {
  const files = globSync('kubernetes/*.yaml', { cwd: DEPLOY }).filter((file) => !file.endsWith('kustomization.yaml'))
  return files.flatMap((file) =>
    parseAllDocuments(deployText(file)).map((document) => {
      if (document.errors[0]) throw document.errors[0]
      return manifest.parse(document.toJS())
    }),
  )
}

const composeService = z.object({
  image: z.string().regex(/:\d+[\d.]*(-[a-z]+)?$/),
  user: z.string().optional(),
  read_only: z.literal(true),
  cap_drop: z.tuple([z.literal('ALL')]),
  security_opt: z.tuple([z.literal('no-new-privileges:true')]),
  environment: z.record(z.string(), z.string()),
  command: z.array(z.string()),
  secrets: z.array(z.string()),
  networks: z.array(z.string()),
  volumes: z.array(z.string()),
  ports: z.array(z.string()).optional(),
  healthcheck: z.object({ test: z.array(z.string()), interval: z.string() }),
})
const compose = z.object({
  services: z.record(z.string(), composeService),
  networks: z.record(z.string(), z.object({ internal: z.boolean().optional() })),
  volumes: z.record(z.string(), z.object({})),
  secrets: z.record(z.string(), z.strictObject({ file: z.string() })),
})

export const composeFile = () => compose.parse(parse(deployText('compose.yaml'), { merge: true }))
export const kustomization = () =>
  z
    .object({ resources: z.array(z.string()), images: z.array(z.object({ name: z.string(), newTag: z.string() })) })
    .parse(parse(deployText('kubernetes/kustomization.yaml')))

/** Name and value of each setting of a unit, in order; a name may come several times. */
export const unitSettings = (text: string): [string, string][] =>
  text.split('\n').flatMap((line) => {
    const [, name, value] = /^([A-Z]\w*)=(.*)$/.exec(line) ?? []
    return name === undefined ? [] : [[name, value ?? '']]
  })
