/** The architecture rules of docs/decisions and the README's map; `npm run lint:architecture` asserts that modules were read. */
const shared = '^src-shared/'
const domainDoor = (layer) => ({
  name: `${layer}-domains-by-their-door`,
  comment: 'Another domain is used only through its index.ts.',
  severity: 'error',
  from: { path: `^${layer}/(domains|services)/([^/]+)/` },
  to: {
    path: `^${layer}/(domains|services)/[^/]+/.+`,
    pathNot: [`^${layer}/(domains|services)/$2/`, `^${layer}/(domains|services)/[^/]+/(index|records|views)\\.tsx?$`],
  },
})
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'shared-is-pure',
      comment: 'src-shared imports itself and zod only.',
      severity: 'error',
      from: { path: shared, pathNot: '(\\.test\\.ts$|^src-shared/testing/)' },
      to: { pathNot: [shared, 'node_modules/zod'] },
    },
    {
      name: 'layers-apart-main',
      severity: 'error',
      from: { path: '^src-main/' },
      to: { path: '^(src-renderer|server)/' },
    },
    {
      name: 'layers-apart-server',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^(src-renderer|src-main)/' },
    },
    {
      name: 'layers-apart-renderer',
      comment: 'The renderer may take the type of the router, nothing else.',
      severity: 'error',
      from: { path: '^src-renderer/' },
      to: { path: '^(src-main|server)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'platform-knows-no-domain',
      severity: 'error',
      from: {
        path: '^(src-shared/(kernel|sync)|src-main/platform|server/platform|src-renderer/(ui|platform))/',
        pathNot: '(\\.test\\.tsx?$|/testing/)',
      },
      to: { path: '^(src-shared/domains|src-main/domains|server/services|src-renderer/domains)/' },
    },
    {
      name: 'sql-only-where-it-belongs',
      comment: 'Drivers only in platform and in a domain’s queries and migrations.',
      severity: 'error',
      from: {
        path: '^(src-main|server)/',
        pathNot: [
          '/platform/',
          '/queries/',
          '/migrations/',
          '\\.test\\.ts$',
          '^server/services/identity/(devices|facility|sign-in)\\.ts$',
          '^server/app/',
          '^src-main/app/',
        ],
      },
      to: { path: 'node_modules/(pg|better-sqlite3)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'services-take-only-types-of-each-other',
      severity: 'error',
      from: { path: '^server/services/([^/]+)/' },
      to: { path: '^server/services/([^/]+)/', pathNot: '^server/services/$1/', dependencyTypesNot: ['type-only'] },
    },
    { ...domainDoor('src-shared') },
    { ...domainDoor('src-main') },
    { ...domainDoor('src-renderer') },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
