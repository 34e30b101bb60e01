/** Who may import whom. Each rule says why; `npm run check:rooms` holds the code against it. */
const electronFree = '^(node_modules/)?(electron|@electron)(/|$)';

export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or miss a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'shared-is-for-every-process',
      comment: 'shared runs in the page as well as in main: no node:, no electron, no other room.',
      severity: 'error',
      from: { path: '^src/shared', pathNot: '\\.test\\.ts$' },
      to: {
        path: ['^src/(main|preload|renderer)', electronFree, '^node:'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'shared-needs-no-core-module',
      comment: 'shared runs in the page, which has no Node.',
      severity: 'error',
      from: { path: '^src/shared', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core-is-electron-free',
      comment: 'The engine runs headless as well: never electron, http, hosts, shell or the page.',
      severity: 'error',
      from: { path: '^src/main/core' },
      to: { path: ['^src/main/(http|hosts|shell)', '^src/(renderer|preload)', electronFree] },
    },
    {
      name: 'definitions-are-pure',
      comment: 'KPI definitions are formulas: they know no database.',
      severity: 'error',
      from: { path: '^src/main/core/kpi/definitions', pathNot: '\\.test\\.ts$' },
      to: { pathNot: ['^src/shared', '^src/main/core/kpi/definitions'] },
    },
    {
      name: 'kpi-knows-no-feature',
      comment: 'Features feed the KPI engine by events, not the other way round.',
      severity: 'error',
      from: { path: '^src/main/core/kpi', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/main/core/(features/(sales|customers|products|expenses|entry)|imports)' },
    },
    {
      name: 'features-meet-at-the-front-door',
      comment: "A feature uses another only through that one's index.ts, or by an event.",
      severity: 'error',
      from: { path: '^src/main/core/features/([^/]+)/', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^src/main/core/features/[^/]+/',
        pathNot: ['^src/main/core/features/$1/', '^src/main/core/features/[^/]+/index\\.ts$'],
      },
    },
    {
      name: 'http-speaks-to-the-core-only',
      comment: 'The server is one more transport; it knows no window.',
      severity: 'error',
      from: { path: '^src/main/http', pathNot: '\\.test\\.ts$' },
      to: { path: ['^src/main/(shell|hosts)', '^src/(renderer|preload)', electronFree] },
    },
    {
      name: 'only-the-shell-knows-electron',
      comment: 'One room imports electron; everything else runs and is tested without it.',
      severity: 'error',
      from: {
        path: '^src',
        pathNot: [
          '^src/main/shell',
          '^src/main/index\\.ts$',
          '^src/preload',
          '^src/main/hosts/electron\\.ts$',
        ],
      },
      to: { path: electronFree },
    },
    {
      name: 'preload-carries-a-port',
      comment: 'The preload is a door, not a room.',
      severity: 'error',
      from: { path: '^src/preload' },
      to: { path: ['^src/main', '^src/renderer'] },
    },
    {
      name: 'the-page-speaks-by-contract',
      comment: 'The page reaches data only through the contract.',
      severity: 'error',
      from: { path: '^src/renderer' },
      to: { path: ['^src/(main|preload)', electronFree] },
    },
    {
      name: 'screens-are-neighbours',
      comment: 'A screen never imports another; what both need lives in app, api, charts or ui.',
      severity: 'error',
      from: { path: '^src/renderer/src/features/([^/]+)/' },
      to: {
        path: '^src/renderer/src/features/',
        pathNot: '^src/renderer/src/features/$1/',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
};
