// The direction of imports, type imports included. `npm run lint` checks it.

/** Which packages each package may import. */
const packages = {
  catalog: [],
  core: ['catalog'],
  ledger: ['catalog', 'core'],
  audit: ['catalog', 'core', 'ledger'],
  proxy: ['catalog', 'core', 'ledger'],
  explore: ['catalog', 'core', 'audit', 'proxy'],
  sandbox: [],
  mcp: ['catalog', 'core', 'ledger', 'audit', 'sandbox'],
  cli: ['catalog', 'core', 'ledger', 'audit', 'proxy', 'explore', 'sandbox'],
};

export default {
  forbidden: [
    ...Object.entries(packages).map(([name, allowed]) => ({
      name: `imports-of-${name}`,
      comment: `${name} may import ${allowed.join(', ') || 'no other package'}.`,
      severity: 'error',
      from: { path: `^packages/${name}/` },
      to: {
        path: '^(packages|@distillable)/',
        pathNot: `^(packages|@distillable)/(${[name, ...allowed].join('|')})(/|$)`,
      },
    })),
    {
      name: 'packages-by-name',
      comment: 'Import another package by its name: only its entry points are public.',
      severity: 'error',
      from: { path: '^packages/([^/]+)/' },
      to: { path: '^packages/[^/]+/src/', pathNot: '^packages/$1/' },
    },
    {
      name: 'no-cycles-of-files',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-cycles-of-folders',
      comment: 'A folder imports another in one direction only: move what both need, or merge them.',
      scope: 'folder',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolved-imports',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    // Tests may import what they need, such as the sandbox.
    exclude: { path: ['\\.test\\.ts$', '/__fixtures__/', '/node_modules/'] },
    doNotFollow: { path: ['/dist/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { conditionNames: ['import', 'default'], exportsFields: ['exports'] },
  },
};
